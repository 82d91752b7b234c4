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

    /// Those of some addresses that belong to nobody who has to do with the ticket, each with the
    /// nearest one that does: slips of the pen, most likely. None is told to whoever may not see the
    /// ticket or is no staff.
    ///
    /// - Throws: ``DeskError`` `unknownTicket`.
    package func strangers(
        among addresses: [EmailAddress], on id: TicketID, as actor: UserID
    ) throws -> [(address: EmailAddress, nearest: EmailAddress?)] {
        guard !addresses.isEmpty else { return [] }
        return try store.read { session in
            let reader = try reader(actor, session)
            let ticket = try reader.ticket(id)
            guard reader.isStaff,
                try reader.holds([.showTicket], at: ticket, in: reader.queue(ticket.queue))
            else { return [] }
            let known = try reader.concerned(by: ticket).flatMap(\.addresses)
            return addresses.filter { !known.contains($0) }.map { address in
                let near = NearestWord.find(address.value, among: known.map(\.value))
                return (address, near.flatMap { EmailAddress($0) })
            }
        }
    }
}

extension Proceeding {
    /// Everybody who sits on a ticket or its queue, in groups too, owns it or opened it.
    fileprivate func concerned(by ticket: Ticket) throws -> [User] {
        var users = Set([ticket.owner, ticket.creator].compactMap { $0 })
        for seat in try session.watchers(of: ticket.id, in: ticket.queue) {
            switch seat.member {
            case .user(let id): users.insert(id)
            case .group(let id): users.formUnion(try session.users(in: id))
            }
        }
        return try session.users(users.sorted())
    }
}
