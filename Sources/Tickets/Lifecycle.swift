/// Which statuses a ticket may have and which may follow which, as a site's file defines it.
package struct Lifecycle: Hashable, Sendable {
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
    /// Status of a new ticket that names none.
    package let defaultOnCreate: String
    /// Status that "resolve" leads to.
    package let defaultOnResolve: String

    /// Takes a checked definition.
    ///
    /// - Throws: ``LifecycleError`` naming the first contradiction: a set without a status, a
    ///   status in two sets, a transition or default that names an unknown status, an unreachable
    ///   status.
    package init(
        name: String, initial: [String], active: [String], inactive: [String],
        transitions: [String: [String]], rights: [String: Right] = [:],
        defaultOnCreate: String, defaultOnResolve: String
    ) throws {
        self.name = name
        self.initial = initial
        self.active = active
        self.inactive = inactive
        self.transitions = transitions
        self.rights = rights
        self.defaultOnCreate = defaultOnCreate
        self.defaultOnResolve = defaultOnResolve
        try check()
    }

    /// All statuses in display order: initial, active, inactive.
    package var statuses: [String] { initial + active + inactive }

    /// Tells which of the three sets a status is in; `nil` for a status unknown here.
    package func phase(of status: String) -> Phase? {
        if initial.contains(status) { return .initial }
        if active.contains(status) { return .active }
        return inactive.contains(status) ? .inactive : nil
    }

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
        var known: Set<String> = []
        for status in statuses where !known.insert(status).inserted {
            throw LifecycleError(lifecycle: name, problem: .duplicateStatus(status))
        }
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
        if transitions[""]?.contains(defaultOnCreate) != true {
            throw LifecycleError(
                lifecycle: name, problem: .badDefault("on_create", defaultOnCreate))
        }
        if phase(of: defaultOnResolve) != .inactive {
            throw LifecycleError(
                lifecycle: name, problem: .badDefault("on_resolve", defaultOnResolve))
        }
        if let lost = unreachable(known) {
            throw LifecycleError(lifecycle: name, problem: .unreachable(lost))
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

    /// The contradictions that
    /// ``Lifecycle/init(name:initial:active:inactive:transitions:rights:defaultOnCreate:defaultOnResolve:)``
    /// looks for.
    package enum Problem: Hashable, Sendable {
        case emptySet(Lifecycle.Phase)
        case duplicateStatus(String)
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
        case .unknownStatus(let status, let near):
            "lifecycle \"\(lifecycle)\": unknown status \"\(status)\" in \"\(near)\""
        case .badDefault(let key, let status):
            "lifecycle \"\(lifecycle)\": default \(key) cannot be \"\(status)\""
        case .unreachable(let status):
            "lifecycle \"\(lifecycle)\": no transition leads to status \"\(status)\""
        }
    }
}
