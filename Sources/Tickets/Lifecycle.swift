/// Which statuses a ticket may have and which may follow which, as a site's file defines it.
package struct Lifecycle: Hashable, Sendable, Codable {
    /// As queues refer to it.
    package let name: String
    /// Statuses before anybody worked on the ticket, in display order.
    package let initial: [String]
    /// Statuses while somebody should.
    package let active: [String]
    /// Statuses in which the ticket rests.
    package let inactive: [String]
    /// Status → statuses that may follow. The key `""` lists those that a new ticket may have.
    package let transitions: [String: [String]]
    /// `"from -> to"` patterns, either side may be `*`, → the right's name that the change needs.
    package let rights: [String: Right]
    /// `nil` for none.
    private let own: [Right]?
    /// Status of a new ticket that names none.
    package let defaultOnCreate: String
    /// Status that "resolve" leads to.
    package let defaultOnResolve: String
    /// Status that an approval gets when it is given; `nil` where the lifecycle is not for those.
    package let defaultApproved: String?
    /// Status that an approval gets when it is refused.
    package let defaultDenied: String?
    /// Another lifecycle → its statuses → the ones that a ticket gets here when it is moved from
    /// there.
    package let maps: [String: [String: String]]

    /// Takes a checked definition.
    ///
    /// - Throws: ``LifecycleError`` naming the first contradiction: a set without a status, a
    ///   status in two sets, a transition or default that names an unknown status, an unreachable
    ///   status.
    package init(
        name: String, initial: [String], active: [String], inactive: [String],
        transitions: [String: [String]], rights: [String: Right] = [:], ownRights: [Right] = [],
        defaultOnCreate: String, defaultOnResolve: String, defaultApproved: String? = nil,
        defaultDenied: String? = nil, maps: [String: [String: String]] = [:]
    ) throws {
        self.name = name
        self.initial = initial
        self.active = active
        self.inactive = inactive
        self.transitions = transitions
        self.rights = rights
        own = ownRights.isEmpty ? nil : ownRights
        self.defaultOnCreate = defaultOnCreate
        self.defaultOnResolve = defaultOnResolve
        self.defaultApproved = defaultApproved
        self.defaultDenied = defaultDenied
        self.maps = maps
        try check()
    }

    /// Rights that only lifecycles ask for, among them this one; in the order of the file.
    package var ownRights: [Right] { own ?? [] }

    /// Whether two names mean one lifecycle: upper and lower case, and accents that lie apart, make
    /// no other name.
    package static func isSameName(_ one: String, _ other: String) -> Bool {
        one.lowercased() == other.lowercased()
    }

    /// All statuses in display order: initial, active, inactive.
    package var statuses: [String] { initial + active + inactive }

    /// Tells which of the three sets a status is in; `nil` for a status unknown here.
    package func phase(of status: String) -> Phase? {
        if initial.contains(status) { return .initial }
        if active.contains(status) { return .active }
        return inactive.contains(status) ? .inactive : nil
    }

    /// A status as it is spelled here, however `word` is capitalised; `nil` for one unknown here.
    package func status(named word: String) -> String? {
        if phase(of: word) != nil { return word }
        let wanted = word.lowercased()
        return statuses.first { $0.lowercased() == wanted }
    }

    /// Whether a status can be called that: up to 64 letters, digits, underscores, hyphens and
    /// single blanks, beginning with a letter and ending with none of the last two.
    package static func isStatus(_ text: String) -> Bool {
        guard text.count <= 64, text.first?.isLetter == true, let last = text.last,
            last != " ", last != "-", !text.contains("  ")
        else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == " " }
    }

    /// Words that stand for several statuses in searches and scrips; none can be a status.
    package static let reservedWords: Set<String> = ["any", "initial", "active", "inactive"]

    /// Tells whether `new` may follow `old`; a status may not follow itself.
    package func allows(from old: String, to new: String) -> Bool {
        transitions[old]?.contains(new) == true
    }

    /// The right that a change of status needs.
    ///
    /// The most exact pattern wins: `from -> to`, `* -> to`, `from -> *`, `* -> *`; without any,
    /// DeleteTicket for "deleted" and ModifyTicket else, as in RT.
    package func right(from old: String, to new: String) -> Right {
        for pattern in ["\(old) -> \(new)", "* -> \(new)", "\(old) -> *", "* -> *"] {
            if let right = rights[pattern] { return right }
        }
        return new == "deleted" ? .deleteTicket : .modifyTicket
    }

    /// The status that a reopened ticket gets: the first active one that may follow, else any
    /// active one; `nil` when the lifecycle has none.
    package func statusOnReopen(from old: String) -> String? {
        active.first { allows(from: old, to: $0) }
    }

    /// The status that a ticket of another lifecycle gets when it is moved here: what the map says,
    /// else the same one; `nil` when there is neither.
    package func status(for status: String, from other: String) -> String? {
        if let mapped = maps[other]?[status] { return mapped }
        return phase(of: status) == nil ? nil : status
    }

    /// The shortest way between two statuses, both ends included; empty when there is none.
    package func way(from start: String, to end: String) -> [String] {
        var ways = [[start]]
        var seen: Set<String> = [start]
        while !ways.isEmpty {
            var longer: [[String]] = []
            for way in ways {
                guard let last = way.last else { continue }
                if last == end { return way }
                for next in transitions[last] ?? [] where seen.insert(next).inserted {
                    longer.append(way + [next])
                }
            }
            ways = longer
        }
        return []
    }

    /// The three sets.
    package enum Phase: String, Hashable, Sendable {
        case initial, active, inactive
    }

    private func check() throws {
        if initial.isEmpty { throw LifecycleError(lifecycle: name, problem: .emptySet(.initial)) }
        if active.isEmpty { throw LifecycleError(lifecycle: name, problem: .emptySet(.active)) }
        if inactive.isEmpty { throw LifecycleError(lifecycle: name, problem: .emptySet(.inactive)) }
        let known = Set(statuses)
        try checkSpelling()
        for (from, targets) in transitions.sorted(by: { $0.key < $1.key }) {
            for status in [from] + targets where !status.isEmpty && !known.contains(status) {
                throw LifecycleError(lifecycle: name, problem: .unknownStatus(status, near: from))
            }
        }
        for pattern in rights.keys.sorted() {
            for side in pattern.split(separator: " -> ", omittingEmptySubsequences: false)
            where side != "*" && !known.contains(String(side)) {
                throw LifecycleError(
                    lifecycle: name, problem: .unknownStatus(String(side), near: pattern))
            }
        }
        try checkDefaults(known)
        for (other, map) in maps.sorted(by: { $0.key < $1.key }) {
            for status in map.values.sorted() where !known.contains(status) {
                throw LifecycleError(lifecycle: name, problem: .unknownStatus(status, near: other))
            }
        }
        if let lost = unreachable(known) {
            throw LifecycleError(lifecycle: name, problem: .unreachable(lost))
        }
    }

    /// Statuses are asked for regardless of case, and none may be taken for several.
    private func checkSpelling() throws {
        var spellings: [String: String] = [:]
        for status in statuses {
            let key = status.lowercased()
            if Self.reservedWords.contains(key) {
                throw LifecycleError(lifecycle: name, problem: .reservedStatus(status))
            }
            guard let other = spellings.updateValue(status, forKey: key) else { continue }
            throw LifecycleError(
                lifecycle: name,
                problem: other == status
                    ? .duplicateStatus(status) : .alikeStatuses(other, status))
        }
    }

    private func checkDefaults(_ known: Set<String>) throws {
        if transitions[""]?.contains(defaultOnCreate) != true {
            throw LifecycleError(
                lifecycle: name, problem: .badDefault("on_create", defaultOnCreate))
        }
        if phase(of: defaultOnResolve) != .inactive {
            throw LifecycleError(
                lifecycle: name, problem: .badDefault("on_resolve", defaultOnResolve))
        }
        for (key, status) in [("approved", defaultApproved), ("denied", defaultDenied)] {
            if let status, !known.contains(status) {
                throw LifecycleError(lifecycle: name, problem: .badDefault(key, status))
            }
        }
    }

    private func unreachable(_ known: Set<String>) -> String? {
        var reached = Set(transitions[""] ?? [])
        var pending = Array(reached)
        while let status = pending.popLast() {
            for next in transitions[status] ?? [] where reached.insert(next).inserted {
                pending.append(next)
            }
        }
        return statuses.first { !reached.contains($0) }
    }
}

/// What contradicts itself in a lifecycle.
package struct LifecycleError: Error, Hashable, CustomStringConvertible {
    package let lifecycle: String
    package let problem: Problem

    /// The contradictions that making a ``Lifecycle`` looks for.
    package enum Problem: Hashable, Sendable {
        case emptySet(Lifecycle.Phase)
        case duplicateStatus(String)
        /// Two that differ in nothing but capitals, in the order in which they stand.
        case alikeStatuses(String, String)
        /// A word that means several statuses elsewhere.
        case reservedStatus(String)
        case unknownStatus(String, near: String)
        case badDefault(String, String)
        case unreachable(String)
    }

    /// One sentence for the admin.
    package var description: String {
        switch problem {
        case .emptySet(let phase): "lifecycle \"\(lifecycle)\" has no \(phase.rawValue) status"
        case .duplicateStatus(let status):
            "lifecycle \"\(lifecycle)\" lists status \"\(status)\" twice"
        case .alikeStatuses(let one, let other):
            "lifecycle \"\(lifecycle)\" lists \"\(one)\" and \"\(other)\", which differ in nothing "
                + "but capitals"
        case .reservedStatus(let status):
            "lifecycle \"\(lifecycle)\": no status can be called \"\(status)\", which means several "
                + "in searches and scrips"
        case .unknownStatus(let status, let near):
            "lifecycle \"\(lifecycle)\": unknown status \"\(status)\" in \"\(near)\""
        case .badDefault(let key, let status):
            "lifecycle \"\(lifecycle)\": default \(key) cannot be \"\(status)\""
                + Self.reason(key)
        case .unreachable(let status):
            "lifecycle \"\(lifecycle)\": no transition leads to status \"\(status)\""
        }
    }

    private static func reason(_ key: String) -> String {
        switch key {
        case "on_create": ", which \"create\" does not list: a new ticket cannot have it"
        case "on_resolve": ", which is not among the inactive ones"
        default: ""
        }
    }
}
