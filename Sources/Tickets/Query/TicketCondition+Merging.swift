extension TicketCondition {
    /// The same condition with comparisons of one custom field that read all its values put together
    /// as far as OR joins them, or AND their opposites.
    ///
    /// Each of them becomes a query in the statement, and SQLite takes ever longer for each the more
    /// there are: five hundred would take minutes.
    package var merged: TicketCondition {
        switch self {
        case .test: self
        case .not(let part): .not(part.merged)
        case .any(let parts): .any(Self.merge(parts.map(\.merged)))
        case .all(let parts):
            Self.mergeOpposites(parts.map(\.merged))
        }
    }

    /// Alternatives with those put together that look into one field of the same tickets.
    private static func merge(_ parts: [TicketCondition]) -> [TicketCondition] {
        let found = parts.map { $0.fieldMatches() }
        guard found.compactMap({ $0 }).count > 1 else { return parts }
        var places: [FieldPlace] = []
        var matches: [FieldPlace: [TextMatch]] = [:]
        for match in found.compactMap({ $0 }).joined() {
            if matches[match.place] == nil { places.append(match.place) }
            matches[match.place, default: []] += match.matches
        }
        let others = zip(parts, found).filter { $0.1 == nil }.map(\.0)
        return others
            + places.map { place in
                let test = TicketCondition.test(
                    .customField(place.field, .matchesAny(matches[place] ?? [])))
                return place.guards.isEmpty ? test : .all(place.guards + [test])
            }
    }

    private static func mergeOpposites(_ parts: [TicketCondition]) -> TicketCondition {
        let flat = parts.flatMap { part in
            if case .all(let inner) = part { inner } else { [part] }
        }
        let opposites = flat.compactMap { part -> TicketCondition? in
            guard case .not(let inner) = part, inner.fieldMatches() != nil else { return nil }
            return inner
        }
        guard opposites.count > 1 else { return .all(parts) }
        var seen: Set<TicketCondition> = []
        let others = flat.filter { part in
            if case .not(let inner) = part, inner.fieldMatches() != nil { return false }
            return seen.insert(part).inserted
        }
        return .all(others + [.not(.any(merge(opposites)))])
    }

    /// Where values are looked at: a field, on tickets as the guards say.
    private struct FieldPlace: Hashable {
        let guards: [TicketCondition]
        let field: CustomFieldID
    }

    /// The matches that this stands for, when it is nothing but alternatives of them.
    private func fieldMatches(
        _ guards: [TicketCondition] = []
    ) -> [(place: FieldPlace, matches: [TextMatch])]? {
        switch self {
        case .test(.customField(let field, .match(let match))):
            switch match {
            // An index finds the others.
            case .oneOf, .starts: return nil
            case .contains, .ends: return [(FieldPlace(guards: guards, field: field), [match])]
            }
        case .test(.customField(let field, .matchesAny(let matches))):
            return [(FieldPlace(guards: guards, field: field), matches)]
        case .any(let parts):
            var found: [(place: FieldPlace, matches: [TextMatch])] = []
            for part in parts {
                guard let matches = part.fieldMatches(guards) else { return nil }
                found += matches
            }
            return found
        case .all(let parts):
            return parts.last?.fieldMatches(guards + parts.dropLast())
        case .not, .test: return nil
        }
    }
}
