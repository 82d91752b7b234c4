import Scrips
import Store
package import Tickets

/// A timed scrip and a ticket that it is due for.
package struct DueScrip: Hashable, Sendable {
    package let scrip: String
    package let ticket: TicketID
    /// What it fires once for: a due date, a transaction, the number of a span of time.
    package let occasion: Int64
}

/// What came of a timed scrip that was due.
package struct FiredScrip: Hashable, Sendable {
    package let due: DueScrip
    /// The entry in the ticket's history.
    package let transaction: TransactionID
    /// Why it failed; `nil` when it did not.
    package let failure: String?
    /// Mails that it caused, due now.
    package let outbox: [OutboxID]
}

extension Desk {
    /// Tickets of one page that a search for due scrips gives.
    static let duePageMax = 500

    /// Every enabled timed scrip, by name in the order in which they run; last those that cannot be
    /// read, whose search then says why.
    ///
    /// - Parameter tried: in place of the stored scrips; `nil` for those.
    /// - Throws: ``DeskError`` `noRight` without ShowScrips or ModifyScrips.
    package func timedScrips(
        in tried: TriedRules? = nil, as actor: UserID
    ) throws -> [String] {
        try store.read { session in
            try reader(actor, session).requireMayTryScrips()
            let rules = try tried.map(ScripRules.init(tried:)) ?? Desk.rules(session)
            return rules.timed.map(\.name)
                + rules.unreadable.filter { $0.stage == .schedule }.map(\.name)
        }
    }

    /// The tickets that a timed scrip is due for now, a page at a time; nothing is done.
    ///
    /// - Parameters:
    ///   - tried: in place of the stored scrips; `nil` for those.
    ///   - after: the last ticket of the page before.
    /// - Throws: ``DeskError``: `noRight` without ShowScrips or ModifyScrips; `conflict` for a scrip that is
    ///   gone, cannot be read, or whose search is wrong.
    package func dueTickets(
        for scrip: String, in tried: TriedRules? = nil, after: TicketID? = nil, as actor: UserID
    ) throws -> [DueScrip] {
        try store.read { session in
            var reader = try reader(actor, session)
            try reader.requireMayTryScrips()
            reader.rules = tried.map(ScripRules.init(tried:))
            let scrip = try reader.timedScrip(named: scrip)
            var search = try reader.search(for: scrip)
            (search.after, search.limit) = (after, Self.duePageMax)
            return try session.dueTickets(search).map {
                DueScrip(scrip: scrip.name, ticket: $0.ticket, occasion: $0.occasion)
            }
        }
    }

    /// Fires a timed scrip for one ticket, in a transaction of its own and the tracker's name.
    ///
    /// - Returns: `nil` when it is not due any more.
    /// - Throws: ``DeskError``: `noRight` without ModifyScrips; else as
    ///   ``dueTickets(for:after:as:)``.
    package func fire(_ due: DueScrip, as actor: UserID) throws -> FiredScrip? {
        try store.read { try reader(actor, $0).requireGlobal(.modifyScrips) }
        let (fired, outbox) = try proceed(as: User.systemID) { try $0.fire(due) }
        return fired.map {
            FiredScrip(due: due, transaction: $0.transaction, failure: $0.failure, outbox: outbox)
        }
    }

    /// Notes that timed scrips were looked after now; ``Store/StoreSession/scripClock()`` tells.
    package func noteScripClock() throws {
        let now = clock()
        try store.write { try $0.noteScripClock(at: now) }
    }
}

extension ScripRules {
    /// Those that run because time passes.
    var timed: [Scrip] {
        scrips.filter { $0.stage == .schedule && $0.isEnabled }.sorted {
            ($0.order, $0.name) < ($1.order, $1.name)
        }
    }
}

extension Proceeding {
    fileprivate func timedScrip(named name: String) throws -> Scrip {
        let tried = rules.flatMap { $0.queue == nil ? $0.scrips : nil }
        let scrip = try tried?.first { $0.name == name } ?? scrip(named: name)
        guard scrip.stage == .schedule else {
            throw DeskError(.conflict, "scrip \"\(name)\" is not of the stage Schedule")
        }
        return scrip
    }

    /// Fires a timed scrip, rights not looked at.
    ///
    /// - Returns: `nil` when it is not due any more.
    mutating func fire(
        _ due: DueScrip
    ) throws -> (transaction: TransactionID, failure: String?)? {
        let scrip = try timedScrip(named: due.scrip)
        var search = try search(for: scrip)
        search.ticket = due.ticket
        guard let still = try session.dueTickets(search).first, still.occasion == due.occasion
        else { return nil }
        try session.addOccasion(scrip: scrip.name, still, at: now)
        var ticket = try ticket(due.ticket)
        // The ticket itself did not change, so its last change stays what it was.
        let transaction = try session.addTransaction(
            ticket: ticket.id, kind: .schedule, actor: actor.id, at: now,
            field: scrip.condition.name, newValue: scrip.name)
        let happening = Happening(transaction: transaction, message: nil, actor: actor, chain: [])
        try run([scrip], .schedule, over: happening, on: &ticket)
        let run = try session.scripRuns(of: transaction.id).last { $0.scrip == scrip.name }
        return (transaction.id, run?.failure)
    }

    /// The tickets that a timed scrip waits for, as a search.
    fileprivate mutating func search(for scrip: Scrip) throws -> TimedSearch {
        guard let timed = scrip.condition.timed else {
            throw DeskError(.conflict, "condition \"\(scrip.condition.name)\" knows no time")
        }
        var parts: [TicketCondition] = []
        let occasion: TimedSearch.Occasion
        func ago(_ seconds: Int64) -> Timestamp { now.adding(seconds: -seconds) }
        switch timed {
        case .beforeDue(let seconds):
            let end = now.adding(seconds: seconds).milliseconds
            parts = [
                .test(.number(.due, .lessOrEqual, end)),
                .test(.number(.due, .greater, now.milliseconds)),
            ]
            occasion = .due
        case .overdue:
            parts = [.test(.number(.due, .lessOrEqual, now.milliseconds))]
            occasion = .due
        case .unanswered(let seconds): occasion = .since(.waiting, before: ago(seconds))
        case .unowned(let seconds):
            parts = [.test(.isUnowned)]
            occasion = .since(.owner, before: ago(seconds))
        case .inStatus(_, let seconds): occasion = .since(.status, before: ago(seconds))
        case .priorityExceeds(let priority):
            parts = [.test(.number(.priority, .greater, priority))]
            occasion = .since(.priority, before: now)
        case .every(let seconds): occasion = .number(now.milliseconds / 1_000 / seconds)
        }
        if case .inStatus(let words, _) = timed {
            parts.append(try statuses { Self.statuses(words, $0) })
        } else {
            parts.append(try statuses { $0.initial + $0.active })
        }
        if !scrip.queues.isEmpty {
            let wanted = Set(scrip.queues.map { $0.lowercased() })
            let queues = try session.queues().filter { wanted.contains($0.name.lowercased()) }
            parts.append(.test(.queue(Set(queues.map(\.id)))))
        }
        if let text = scrip.search {
            do {
                parts.append(try condition(of: text))
            } catch let error as ScripSearchError {
                throw DeskError(.conflict, "scrip \"\(scrip.name)\": \(error)")
            }
        }
        return TimedSearch(scrip: scrip.name, condition: .all(parts), occasion: occasion)
    }

    /// Tickets in certain statuses of their queues' lifecycles.
    private func statuses(_ wanted: (Lifecycle) -> [String]) throws -> TicketCondition {
        let queues = try session.queues()
        let lifecycles = try session.lifecycles().values.sorted { $0.name < $1.name }
        let known = lifecycles.filter { lifecycle in
            queues.contains { $0.lifecycle == lifecycle.name }
        }
        if known.count == 1, let only = known.first { return .test(.status(Set(wanted(only)))) }
        return .any(
            known.map { lifecycle in
                let places = queues.filter { $0.lifecycle == lifecycle.name }.map(\.id)
                return .all([
                    .test(.queue(Set(places))), .test(.status(Set(wanted(lifecycle)))),
                ])
            })
    }

    private static func statuses(_ words: [String], _ lifecycle: Lifecycle) -> [String] {
        words.flatMap { word -> [String] in
            if let status = lifecycle.status(named: word) { return [status] }
            switch word.lowercased() {
            case "initial": return lifecycle.initial
            case "active": return lifecycle.active
            case "inactive": return lifecycle.inactive
            default: return []
            }
        }
    }
}
