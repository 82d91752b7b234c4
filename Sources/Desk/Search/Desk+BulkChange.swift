import Store
package import Tickets

/// What became of one ticket, or would.
package struct BulkOutcome: Hashable, Sendable {
    package let ticket: Ticket
    /// As it was before.
    package let subject: String
    /// One sentence for each thing that changes; empty when all is so already.
    package let messages: [String]
    /// Why nothing of it was done; `nil` when all was.
    package let refusal: String?
    /// Mails that it caused, due now.
    package let outbox: [OutboxID]
}

extension Desk {
    /// Makes changes at one ticket of many, all of them or none, in a transaction of its own.
    ///
    /// - Parameter isTrial: does everything, scrips included, and takes it back.
    /// - Returns: A refusal is a value here, since the other tickets go on.
    /// - Throws: ``Store/StoreError``; ``DeskError`` `unknownTicket`.
    package func change(
        _ ticket: TicketID, bulk changes: [Change], isTrial: Bool, as actor: UserID
    ) throws -> BulkOutcome {
        do {
            let (outcome, outbox) = try proceed(as: actor) { proceeding in
                let outcome = try proceeding.apply(changes, to: ticket)
                if isTrial { throw Trial(outcome: outcome) }
                return outcome
            }
            return BulkOutcome(
                ticket: outcome.ticket, subject: outcome.subject, messages: outcome.messages,
                refusal: nil, outbox: outbox)
        } catch let trial as Trial {
            return trial.outcome
        } catch let error as DeskError where error.code != .unknownTicket {
            let now = try store.read { session in
                try reader(actor, session).ticket(ticket)
            }
            return BulkOutcome(
                ticket: now, subject: now.subject, messages: [], refusal: error.detail, outbox: [])
        }
    }

    /// Carries the outcome out of a transaction that must not stay.
    private struct Trial: Error {
        let outcome: BulkOutcome
    }
}

extension Proceeding {
    fileprivate mutating func apply(
        _ changes: [Change], to id: TicketID
    ) throws -> BulkOutcome {
        var ticket = try ticket(id)
        // Found once, it may have moved out of sight since.
        try require(.showTicket, at: ticket, in: queue(ticket.queue))
        let subject = ticket.subject
        var messages: [String] = []
        for change in changes {
            if let message = try apply(change, to: &ticket) { messages.append(message) }
        }
        try requireOwedFields(of: ticket)
        return BulkOutcome(
            ticket: ticket, subject: subject, messages: messages, refusal: nil, outbox: [])
    }
}
