import Store
package import Tickets

extension Proceeding {
    /// Carries out changes in order, all or none.
    ///
    /// - Returns: one sentence for people for each that changed anything.
    /// - Throws: ``DeskError``; the caller's transaction must then be given up.
    mutating func apply(_ changes: [Change], to ticket: inout Ticket) throws -> [String] {
        var messages: [String] = []
        for change in changes {
            if let message = try apply(change, to: &ticket) { messages.append(message) }
        }
        try requireOwedFields(of: ticket)
        return messages
    }

    /// Carries out one change, checks included.
    ///
    /// Whoever may not see the ticket learns nothing of it, neither from a refusal nor from "it is so
    /// already": only that a right is missing.
    ///
    /// - Returns: one sentence for people; `nil` when everything was as asked already.
    /// - Throws: ``DeskError``; the caller's transaction must then be given up.
    mutating func apply(_ change: Change, to ticket: inout Ticket) throws -> String? {
        let queue = try queue(ticket.queue)
        guard actor.id != User.systemID, try !sees(ticket, in: queue) else {
            return try carryOut(change, on: &ticket)
        }
        let right = change.right(of: actor)
        let missing: Right = try holds([right], at: ticket, in: queue) ? .showTicket : right
        let refusal = refusal(missing, on: ticket)
        do {
            if let message = try carryOut(change, on: &ticket) { return message }
        } catch is DeskError {
            throw refusal
        }
        guard missing == .showTicket else { throw refusal }
        return nil
    }

    /// Whether whoever reads a refusal may see the ticket.
    private func sees(_ ticket: Ticket, in queue: Queue) throws -> Bool {
        try standing(of: told ?? actor, at: ticket, in: queue)
            .decide(.showTicket, by: session.grants(in: queue.id)).isAllowed
    }
}

extension Desk {
    /// Refuses whoever may neither see nor change a ticket, for callers that read something of it
    /// before they hand in a change.
    ///
    /// - Throws: ``DeskError``: `unknownTicket`; `noRight`.
    package func requireSight(of id: TicketID, as actor: UserID) throws {
        try store.read { session in
            let reader = try reader(actor, session)
            let ticket = try reader.ticket(id)
            try reader.require(
                .modifyTicket, .showTicket, .modifyCustomField, at: ticket,
                in: reader.queue(ticket.queue))
        }
    }
}

extension Change {
    /// The right that it takes as a rule, whatever the ticket is like.
    fileprivate func right(of actor: User) -> Right {
        switch self {
        case .squelch(let address), .unsquelch(let address):
            actor.addresses.contains(address) ? .showTicket : .modifyTicket
        case .take: .takeTicket
        case .steal: .stealTicket
        case .give: .reassignTicket
        case .owner(let wanted): wanted == actor.id ? .takeTicket : .reassignTicket
        case .setCustomField, .addCustomFieldValue, .removeCustomFieldValue: .modifyCustomField
        default: .modifyTicket
        }
    }
}
