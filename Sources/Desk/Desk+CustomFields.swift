import Store
package import Tickets

extension Desk {
    /// All fields in display order, disabled ones too, for whoever administers them.
    ///
    /// - Throws: ``DeskError`` `noRight` for requesters.
    package func allCustomFields(as actor: UserID) throws -> [CustomField] {
        try store.read { session in
            try reader(actor, session).requireStaff()
            return try session.customFields()
        }
    }

    /// Makes a field, or writes all of one whose number is known.
    ///
    /// A kind cannot change once a ticket has a value. An option that a ticket has cannot go: it is
    /// disabled.
    ///
    /// - Returns: The field as stored.
    /// - Throws: ``DeskError``: `noRight` without AdminCustomField, `conflict` for a name that is
    ///   taken or that templates could not tell from another, `invalid` for a contradiction.
    package func put(_ field: CustomField, as actor: UserID) throws -> CustomField {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminCustomField)
            return try proceeding.put(field)
        }.result
    }

    /// Takes a field away that no ticket ever had a value of.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminCustomField, `conflict` when a ticket has
    ///   one: then it can be disabled.
    package func removeCustomField(_ id: CustomFieldID, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminCustomField)
            guard let field = try proceeding.customFields().first(where: { $0.id == id }) else {
                throw DeskError(.unknownField, "there is no custom field \(id)")
            }
            guard try !proceeding.session.isUsed(id) else {
                throw DeskError(
                    .conflict,
                    "tickets have values in \"\(field.name)\"; it can be disabled, not deleted")
            }
            try proceeding.session.removeCustomField(id)
        }
    }

    /// Writes what priorities are called in a queue, or on the site for `nil`; no names goes back
    /// to the site's, or to RT's.
    ///
    /// - Throws: ``DeskError`` `noRight` without AdminQueue there.
    package func set(_ names: PriorityNames?, of queue: QueueID?, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            if let queue {
                try proceeding.require(.adminQueue, at: nil, in: proceeding.queue(queue))
            } else {
                try proceeding.requireGlobal(.adminQueue)
            }
            for name in names?.names ?? [] {
                guard try proceeding.checkedName(name.name) == name.name, Int64(name.name) == nil
                else {
                    throw DeskError(
                        .invalid,
                        "a priority's name is no number and has no outer or doubled spaces")
                }
            }
            try proceeding.session.put(names, of: queue)
        }
    }
}

extension Proceeding {
    /// Checks a field and writes it; the caller has asked for the right.
    mutating func put(_ field: CustomField) throws -> CustomField {
        let all = try customFields()
        let old = all.first { $0.id == field.id }
        try check(field, among: all.filter { $0.id != field.id })
        if let old { try checkChange(of: old, to: field) }
        let id: CustomFieldID
        if let old {
            try session.update(field)
            id = old.id
        } else {
            id = try session.addCustomField(field)
        }
        loadedFields = nil
        guard let stored = try customFields().first(where: { $0.id == id }) else {
            throw DeskError(.unknownField, "there is no custom field \(id)")
        }
        return stored
    }

    private func invalid(_ field: CustomField, _ detail: String) -> DeskError {
        DeskError(.invalid, "field \"\(field.name)\": " + detail)
    }

    private func check(_ field: CustomField, among others: [CustomField]) throws {
        let bad: Set<Character> = ["{", "}", "=", ",", ":", "\"", "'"]
        guard try checkedName(field.name) == field.name, !field.name.contains(where: bad.contains),
            field.name.count <= CustomField.nameCharactersMax, !field.templateKey.isEmpty
        else {
            throw invalid(
                field,
                "a name has 1 to \(CustomField.nameCharactersMax) characters, a letter or digit"
                    + " among them, no outer or doubled spaces and none of { } = , : ' \"")
        }
        for other in others where other.templateKey == field.templateKey {
            throw DeskError(
                .conflict,
                other.name.lowercased() == field.name.lowercased()
                    ? "there is a custom field \"\(other.name)\" already"
                    : "templates could not tell \"\(field.name)\" from \"\(other.name)\"")
        }
        guard (0...1_000).contains(field.valuesMax) else {
            throw invalid(field, "a ticket has from 1 to 1000 values, or 0 for any number")
        }
        if let pattern = field.pattern {
            do {
                _ = try ValuePattern(pattern)
            } catch let error as ValuePatternError {
                throw invalid(field, error.detail(in: pattern))
            }
        }
        try checkOptions(of: field)
        try checkPlaces(of: field)
        for value in field.defaults { _ = try values([value], of: field) }
        guard field.valuesMax == 0 || field.defaults.count <= field.valuesMax else {
            throw invalid(field, "it has \(field.defaults.count) defaults for \(field.valuesMax)")
        }
    }

    private func checkOptions(of field: CustomField) throws {
        guard field.kind == .select || field.options.isEmpty else {
            throw invalid(field, "only a Select has options, not a \(field.kind.rawValue)")
        }
        var seen: Set<String> = []
        for option in field.options {
            guard try checkedName(option.name) == option.name else {
                throw invalid(field, "an option's name has no outer or doubled spaces")
            }
            guard seen.insert(option.name.lowercased()).inserted else {
                throw invalid(field, "option \"\(option.name)\" stands twice")
            }
        }
    }

    private func checkPlaces(of field: CustomField) throws {
        for id in field.queues { _ = try queue(id) }
        let known = Set(desk.lifecycles.values.flatMap(\.statuses)).sorted()
        for status in field.requiredOn where !known.contains(status) {
            let near = NearestWord.find(status, among: known)
            let meant = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw invalid(field, "no lifecycle has a status \"\(status)\"\(meant)")
        }
    }

    private func checkChange(of old: CustomField, to new: CustomField) throws {
        if old.kind != new.kind, try session.isUsed(old.id) {
            throw DeskError(
                .conflict,
                "tickets have values in \"\(old.name)\", so it stays a \(old.kind.rawValue)")
        }
        let kept = Set(new.options.map { $0.name.lowercased() })
        for option in old.options where !kept.contains(option.name.lowercased()) {
            guard try session.isUsed(old.id, value: option.name) else { continue }
            throw DeskError(
                .conflict,
                "tickets have \"\(option.name)\" in \"\(old.name)\"; it can be disabled,"
                    + " not removed")
        }
    }
}
