import Store
package import Tickets

extension Desk {
    /// Who is not mailed about a ticket, in alphabetical order; without ShowOutgoingEmail only the
    /// asker themselves.
    ///
    /// - Throws: ``DeskError``: `unknownTicket`; `noRight` without ShowTicket.
    package func squelched(on id: TicketID, as actor: UserID) throws -> [EmailAddress] {
        try store.read { session in
            let reader = try reader(actor, session)
            let ticket = try reader.ticket(id)
            let queue = try reader.queue(ticket.queue)
            try reader.require(.showTicket, at: ticket, in: queue)
            let seesMail = try reader.holds([.showOutgoingEmail], at: ticket, in: queue)
            return try session.squelched(on: ticket.id).filter {
                seesMail || reader.actor.addresses.contains($0)
            }
        }
    }
}
