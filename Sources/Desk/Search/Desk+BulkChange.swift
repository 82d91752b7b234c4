import Store
package import Tickets

/// What changes are to be made at each ticket of a search.
package enum BulkChange: Hashable, Sendable {
    /// The same at each.
    case change(Change)
    /// Makes somebody the owner, however that must be done; `nil` gives the ticket up.
    case owner(UserID?)
}

/// What became of one ticket, or would.
package struct BulkOutcome: Hashable, Sendable {
    package let ticket: Ticket
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
        _ ticket: TicketID, bulk changes: [BulkChange], isTrial: Bool, as actor: UserID
    ) throws -> BulkOutcome {
        do {
            let (outcome, outbox) = try proceed(as: actor) { proceeding in
                let outcome = try proceeding.apply(changes, to: ticket)
                if isTrial { throw Trial(outcome: outcome) }
                return outcome
            }
            return BulkOutcome(
                ticket: outcome.ticket, messages: outcome.messages, refusal: nil, outbox: outbox)
        } catch let trial as Trial {
            return trial.outcome
        } catch let error as DeskError where error.code != .unknownTicket {
            let now = try store.read { session in
                try reader(actor, session).ticket(ticket)
            }
            return BulkOutcome(ticket: now, messages: [], refusal: error.detail, outbox: [])
        }
    }

    /// Carries the outcome out of a transaction that must not stay.
    private struct Trial: Error {
        let outcome: BulkOutcome
    }
}

extension Proceeding {
    fileprivate mutating func apply(
        _ changes: [BulkChange], to id: TicketID
    ) throws -> BulkOutcome {
        var ticket = try ticket(id)
        // Found once, it may have moved out of sight since.
        try require(.showTicket, at: ticket, in: queue(ticket.queue))
        var messages: [String] = []
        for change in changes {
            guard let single = single(change, at: ticket) else { continue }
            if let message = try apply(single, to: &ticket) { messages.append(message) }
        }
        try requireOwedFields(of: ticket)
        return BulkOutcome(ticket: ticket, messages: messages, refusal: nil, outbox: [])
    }

    /// The change that leads to the owner that is wanted; `nil` when they are that already.
    private func single(_ change: BulkChange, at ticket: Ticket) -> Change? {
        switch change {
        case .change(let change): return change
        case .owner(let wanted):
            if ticket.owner == wanted { return nil }
            guard let wanted else { return .untake }
            guard wanted == actor.id else { return .give(wanted) }
            return ticket.owner == nil ? .take : .steal
        }
    }
}
