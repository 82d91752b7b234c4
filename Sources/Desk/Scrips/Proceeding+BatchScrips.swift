import Scrips
import Store
import Tickets

extension Proceeding {
    /// Ends a use case: lets the scrips of the stage `TransactionBatch` speak, once a ticket, when
    /// all its transactions are there.
    ///
    /// Each looks at the transactions in their order and acts on the first that its condition and
    /// search hold for, so nobody gets the same mail for each of them. What it causes is a batch of
    /// its own, and so on, as deep as scrips may go.
    mutating func finish() throws {
        var noted: Set<TicketID> = []
        while !batch.isEmpty {
            let happenings = batch
            batch = []
            var order: [TicketID] = []
            var byTicket: [TicketID: [Happening]] = [:]
            for happening in happenings {
                // A ticket may have become part of another meanwhile.
                guard let id = try session.ticket(happening.transaction.ticket)?.id else {
                    continue
                }
                if byTicket[id] == nil { order.append(id) }
                byTicket[id, default: []].append(happening)
            }
            for id in order {
                var ticket = try ticket(id)
                let rules = try loadRules(for: ticket.queue)
                if let first = byTicket[id]?.first, noted.insert(id).inserted {
                    try noteUnreadable(rules, of: .transactionBatch, on: first.transaction)
                }
                let scrips = rules.scrips.filter { $0.stage == .transactionBatch }
                guard !scrips.isEmpty else { continue }
                try runBatch(scrips, over: byTicket[id] ?? [], on: &ticket)
            }
        }
    }

    private mutating func runBatch(
        _ scrips: [Scrip], over happenings: [Happening], on ticket: inout Ticket
    ) throws {
        var waiting = scrips
        var rounds: [(happening: Happening, outcomes: [ScripOutcome])] = []
        for happening in happenings where !waiting.isEmpty {
            // A trial of the past makes all mails anew.
            let mailed = try session.mails(
                about: happening.transaction.id, since: trace?.past == nil ? nil : now)
            let outcomes = try look(waiting, at: happening, ticket, mailed: mailed)
            let acting = Set(outcomes.filter { !$0.isNotApplicable }.map(\.scrip))
            rounds.append((happening, outcomes))
            waiting.removeAll { acting.contains($0.name) }
        }
        if let tried = happenings.first(where: { $0.transaction.id == trace?.tried }) {
            rounds = [(tried, outcomes(of: scrips, over: tried, in: rounds))]
        }
        for round in rounds {
            try settle(round.outcomes, .transactionBatch, of: round.happening, on: &ticket)
        }
    }
}

extension Proceeding {
    /// What scrips make of one transaction, those among it that were done with its batch before.
    private func outcomes(
        of scrips: [Scrip], over tried: Happening,
        in rounds: [(happening: Happening, outcomes: [ScripOutcome])]
    ) -> [ScripOutcome] {
        scrips.compactMap { scrip in
            for round in rounds {
                guard let outcome = round.outcomes.first(where: { $0.scrip == scrip.name }) else {
                    continue
                }
                let id = round.happening.transaction.id
                if id == tried.transaction.id { return outcome }
                if outcome.isNotApplicable { continue }
                return ScripOutcome(
                    scrip: scrip.name,
                    result: .notApplicable(
                        "it acts once in a batch, and did so on transaction \(id)"))
            }
            return nil
        }
    }
}

extension ScripOutcome {
    /// Whether nothing came of it.
    var isNotApplicable: Bool {
        if case .notApplicable = result { true } else { false }
    }
}
