package import Store
package import Tickets

extension Desk {
    /// Outgoing mails in the given states, oldest first, and how many there are in each.
    ///
    /// Mails that only staff may read are left out for whoever lacks ShowTicketComments.
    ///
    /// - Parameter limit: the newest that many.
    /// - Throws: ``DeskError`` `noRight` without ShowOutgoingEmail for the whole site.
    package func outbox(
        states: [OutboxState], limit: Int, as actor: UserID
    ) throws -> (rows: [OutboxRow], counts: [OutboxState: Int64]) {
        try store.read { session in
            let reader = try reader(actor, session)
            try reader.requireGlobal(.showOutgoingEmail)
            let seesComments = try reader.holdsGlobally(.showTicketComments, reader.actor)
            let rows = try session.outbox(states: states, limit: limit).filter { row in
                try seesComments || session.transaction(row.transaction)?.isInternal == false
            }
            return (rows, try session.outboxCounts())
        }
    }

    /// One outgoing mail and what was reported of it; `nil` when there is none of that number.
    ///
    /// - Throws: ``DeskError`` `noRight` without ShowOutgoingEmail on its ticket, or, for what only
    ///   staff may read, without ShowTicketComments.
    package func outgoingMail(
        _ id: OutboxID, as actor: UserID
    ) throws -> (row: OutboxRow, reports: [DeliveryReport])? {
        try store.read { session in
            guard let row = try session.outbox(id) else { return nil }
            let reader = try reader(actor, session)
            let ticket = try reader.ticket(row.ticket)
            let queue = try reader.queue(ticket.queue)
            try reader.require(.showOutgoingEmail, at: ticket, in: queue)
            if try session.transaction(row.transaction)?.isInternal != false {
                try reader.require(.showTicketComments, at: ticket, in: queue)
            }
            return (row, try session.reports(of: id))
        }
    }

    /// Changes what becomes of outgoing mails, all or none: `change` makes them due or cancels them.
    ///
    /// - Throws: ``DeskError`` `noRight` without AdminQueue for the whole site; what `change`
    ///   throws.
    package func changeOutbox<T>(
        as actor: UserID, _ change: (StoreSession, Timestamp) throws -> T
    ) throws -> T {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminQueue)
            return try change(proceeding.session, proceeding.now)
        }.result
    }

    /// Refuses whoever is no member of staff: requesters read their tickets and nothing else.
    ///
    /// - Parameter right: asked for the whole site as well; `nil` for none.
    package func requireStaff(as actor: UserID, holding right: Right? = nil) throws {
        try store.read { session in
            let reader = try reader(actor, session)
            try reader.requireStaff()
            if let right { try reader.requireGlobal(right) }
        }
    }
}
