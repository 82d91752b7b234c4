import Store
package import Tickets

extension Desk {
    /// Who is not mailed about a ticket, in alphabetical order.
    ///
    /// - Throws: ``DeskError``: `unknownTicket`; `noRight` without ShowTicket.
    package func squelched(on id: TicketID, as actor: UserID) throws -> [EmailAddress] {
        try store.read { session in
            let reader = try reader(actor, session)
            let ticket = try reader.ticket(id)
            try reader.require(.showTicket, at: ticket, in: reader.queue(ticket.queue))
            return try session.squelched(on: ticket.id)
        }
    }
}
