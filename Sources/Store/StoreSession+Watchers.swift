package import Tickets

extension StoreSession {
    /// Everybody who sits in a role of the ticket or of its queue, the owner left out. Custom roles
    /// that are disabled or that the queue does not have are empty.
    package func watchers(of ticket: TicketID, in queue: QueueID) throws -> [Watcher] {
        try watchers(
            "SELECT w.role, w.user_id, w.group_id, 0 FROM watchers w WHERE w.ticket_id = ?"
                + Self.isHeld + " ORDER BY w.id",
            [.integer(ticket.value), .integer(queue.value)])
            + watchers(of: queue)
    }

    /// Everybody who sits in a role of a queue, as ``watchers(of:in:)`` tells.
    package func watchers(of queue: QueueID) throws -> [Watcher] {
        try watchers(
            "SELECT w.role, w.user_id, w.group_id, 1 FROM watchers w WHERE w.queue_id = ?"
                + Self.isHeld + " ORDER BY w.id",
            [.integer(queue.value), .integer(queue.value)])
    }

    /// Every seat of the ticket itself, those of custom roles that lend nothing just now as well.
    package func seats(of ticket: TicketID) throws -> [Watcher] {
        try watchers(
            "SELECT role, user_id, group_id, 0 FROM watchers WHERE ticket_id = ? ORDER BY id",
            [.integer(ticket.value)])
    }

    /// Every seat of a queue, those of custom roles that lend nothing just now as well.
    package func seats(of queue: QueueID) throws -> [Watcher] {
        try watchers(
            "SELECT role, user_id, group_id, 1 FROM watchers WHERE queue_id = ? ORDER BY id",
            [.integer(queue.value)])
    }

    /// RT's roles, and custom ones that are enabled in the queue that is the argument.
    private static let isHeld: SQL = """
         AND (w.role NOT LIKE 'role:%' OR w.role IN (
            SELECT 'role:' || r.name FROM custom_roles r
            WHERE r.is_disabled = 0 AND (r.is_everywhere = 1 OR EXISTS (
                SELECT 1 FROM custom_role_queues q WHERE q.role_id = r.id AND q.queue_id = ?))))
        """

    /// Seats somebody on a ticket.
    ///
    /// - Returns: `false` when they sat there already.
    package func add(_ role: Role, _ member: Principal, to ticket: TicketID) throws -> Bool {
        guard
            !(try seats(of: ticket).contains(where: { $0.role == role && $0.member == member }))
        else { return false }
        let (user, group) = columns(of: member)
        try sql.execute(
            "INSERT INTO watchers (ticket_id, role, user_id, group_id) VALUES (?, ?, ?, ?)",
            [.integer(ticket.value), .text(role.rawValue), user, group])
        return true
    }

    /// Seats somebody on a queue.
    ///
    /// - Returns: `false` when they sat there already.
    package func add(_ role: Role, _ member: Principal, to queue: QueueID) throws -> Bool {
        guard
            !(try seats(of: queue).contains(where: { $0.role == role && $0.member == member }))
        else { return false }
        let (user, group) = columns(of: member)
        try sql.execute(
            "INSERT INTO watchers (queue_id, role, user_id, group_id) VALUES (?, ?, ?, ?)",
            [.integer(queue.value), .text(role.rawValue), user, group])
        return true
    }

    /// Takes somebody out of a role of a ticket.
    ///
    /// - Returns: `false` when they did not sit there.
    package func remove(_ role: Role, _ member: Principal, from ticket: TicketID) throws -> Bool {
        try remove(
            "DELETE FROM watchers WHERE ticket_id = ? AND role = ?", ticket.value, role, member)
    }

    /// Takes somebody out of a role of a queue.
    ///
    /// - Returns: `false` when they did not sit there.
    package func remove(_ role: Role, _ member: Principal, from queue: QueueID) throws -> Bool {
        try remove(
            "DELETE FROM watchers WHERE queue_id = ? AND role = ?", queue.value, role, member)
    }

    private func remove(_ text: SQL, _ place: Int64, _ role: Role, _ member: Principal) throws
        -> Bool
    {
        let arguments: [SQLValue] = [.integer(place), .text(role.rawValue)]
        switch member {
        case .user(let id):
            return try sql.execute(text + " AND user_id = ?", arguments + [.integer(id.value)]) > 0
        case .group(let id):
            return try sql.execute(text + " AND group_id = ?", arguments + [.integer(id.value)]) > 0
        }
    }

    private func watchers(_ text: SQL, _ arguments: [SQLValue]) throws -> [Watcher] {
        try sql.query(text, arguments).compactMap { row in
            guard let role = Role(rawValue: try row.text(0)) else { return nil }
            return Watcher(
                role: role,
                member: try principal(user: try row.intOrNil(1), group: try row.intOrNil(2)),
                isOfQueue: try row.int(3) == 1)
        }
    }
}

extension StoreSession {
    // A comparison, not IS NOT NULL, and this order, or SQLite reads the seats of all tickets.
    /// Everybody who sits in a role of any queue; custom roles that lend nothing just now as well.
    package func queueSeats() throws -> [(queue: QueueID, seat: Watcher)] {
        try sql.query(
            """
            SELECT queue_id, role, user_id, group_id FROM watchers WHERE queue_id > 0
            ORDER BY queue_id, id
            """
        ).compactMap { row in
            guard let role = Role(rawValue: try row.text(1)) else { return nil }
            let member = try principal(user: try row.intOrNil(2), group: try row.intOrNil(3))
            return (
                QueueID(try row.int(0)), Watcher(role: role, member: member, isOfQueue: true)
            )
        }
    }

    /// The users who sit as requestors of several tickets, in the order in which they were seated.
    package func requestors(of tickets: [TicketID]) throws -> [TicketID: [UserID]] {
        var found: [TicketID: [UserID]] = [:]
        for start in stride(from: 0, to: tickets.count, by: 500) {
            let part = tickets[start..<min(start + 500, tickets.count)]
            let rows = try sql.query(
                "SELECT ticket_id, user_id FROM watchers WHERE ticket_id IN ("
                    + .placeholders(part.count)
                    + ") AND role = ? AND user_id IS NOT NULL ORDER BY id",
                part.map { .integer($0.value) } + [.text(Role.requestor.rawValue)])
            for row in rows {
                found[TicketID(try row.int(0)), default: []].append(UserID(try row.int(1)))
            }
        }
        return found
    }
}
