package import Tickets

/// What one scrip makes of one transaction.
package struct ScripOutcome: Hashable, Sendable {
    /// ``Scrip/name``.
    package let scrip: String
    /// What it made of the transaction.
    package let result: Result

    /// Pairs a scrip with its result.
    package init(scrip: String, result: Result) {
        self.scrip = scrip
        self.result = result
    }

    /// What came of it.
    package enum Result: Hashable, Sendable {
        /// Not meant for this transaction, or nothing to do; one clause says why.
        case notApplicable(String)
        /// Effects in the order in which they are to be applied; none when nobody can be mailed.
        /// Everybody who was considered has exactly one decision.
        case applied([Effect], decisions: [MailDecision])
        /// Broken: template missing or wrong. Nobody is mailed, and those who would have been have
        /// the decision ``MailDecision/Outcome/scripFailed``. Nothing of it was sent, so it may
        /// be run again once it is mended.
        case failed(String, decisions: [MailDecision])
    }

    /// One thing that is to follow.
    package enum Effect: Hashable, Sendable {
        /// Into the outbox.
        case notify(Notification)
        /// Into the outbox: a webhook or a program.
        case call(Outgoing)
        /// To the ticket, by the system user.
        case change(Change)
        /// To the ticket, names still to be looked up.
        case edit(TicketEdit)
        /// On the ticket.
        case write(WrittenText)
        /// Time that was worked, more on each of these tickets.
        case work(minutes: Int64, on: [TicketID])
        /// New tickets, all or none.
        case create([TicketPlan])
    }

    /// The decisions, whatever the result.
    package var decisions: [MailDecision] {
        switch result {
        case .notApplicable: []
        case .applied(_, let decisions), .failed(_, let decisions): decisions
        }
    }

    /// The effects, whatever the result.
    package var effects: [Effect] {
        if case .applied(let effects, _) = result { effects } else { [] }
    }
}

extension ScripOutcome.Result {
    /// What is mailed.
    var mails: [Notification] {
        guard case .applied(let effects, _) = self else { return [] }
        return effects.compactMap { if case .notify(let mail) = $0 { mail } else { nil } }
    }
}
