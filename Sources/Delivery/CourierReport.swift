package import Tickets

/// What one run of the courier did.
package struct CourierReport: Hashable, Sendable {
    /// In the order of the attempts; a row stands here once.
    package var attempts: [Attempt] = []
    /// Why it stopped.
    package var stop = Stop.drained

    /// A run that had nothing to do.
    package init() {}

    /// One row and what became of it.
    package struct Attempt: Hashable, Sendable {
        package let row: OutboxID
        package let ticket: TicketID
        package let kind: Outgoing.Kind
        package let outcome: Outcome

        /// Notes the outcome of one attempt.
        package init(
            row: OutboxID, ticket: TicketID, kind: Outgoing.Kind = .mail, outcome: Outcome
        ) {
            self.row = row
            self.ticket = ticket
            self.kind = kind
            self.outcome = outcome
        }
    }

    /// The row's new state.
    package enum Outcome: Hashable, Sendable {
        /// Taken over by the transport, with its remark, or called with success.
        case sent(String?)
        /// To be tried again; `remaining` names who has not got it yet, `nil` for no change.
        case deferred(String, until: Timestamp, remaining: [EmailAddress]? = nil)
        /// Will not be tried again by itself; `remaining` as above.
        case dead(String, remaining: [EmailAddress]? = nil)
    }

    /// Why a run came to its end.
    package enum Stop: Hashable, Sendable {
        /// Nothing (more) was due.
        case drained
        case limit
        case deadline
        case cancelled
        /// The store failed, with its detail. If the last attempt's mark was lost, that row is
        /// tried again when its lease has ended.
        case storeFailed(String)
    }

    /// How many mails the transport took over wholly, and calls that were made.
    package var sentCount: Int {
        attempts.count { if case .sent = $0.outcome { true } else { false } }
    }
}
