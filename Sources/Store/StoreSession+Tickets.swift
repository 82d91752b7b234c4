package import Tickets

extension StoreSession {
    static let ticketColumns: SQL = """
        SELECT id, queue_id, subject, status, owner_id, priority, creator_id, created_ms, updated_ms,
            started_ms, due_ms, resolved_ms, told_ms, merged_into, initial_priority,
            final_priority, time_estimated, time_worked, time_left, starts_ms, public_updated_ms
        FROM tickets
        """

    /// Loads the row of that number, also when the ticket was merged into another.
    package func ticketRow(_ id: TicketID) throws -> Ticket? {
        try tickets(Self.ticketColumns + " WHERE id = ?", [.integer(id.value)]).first
    }

    /// Loads the ticket that stands for that number now: the one it was merged into, if it was.
    package func ticket(_ id: TicketID) throws -> Ticket? {
        guard let row = try ticketRow(id) else { return nil }
        guard let target = row.mergedInto else { return row }
        return try ticketRow(target)
    }

    /// Lists tickets, newest first, merged ones left out.
    ///
    /// - Parameters:
    ///   - statuses: `nil` for all.
    ///   - isUnowned: only tickets without an owner, whatever `owner` says.
    ///   - before: only tickets with a smaller number; for the next page.
    ///   - limit: rows at most, at least 1.
    package func tickets(
        queue: QueueID?, statuses: [String]?, owner: UserID?, isUnowned: Bool = false,
        requestor: UserID?, before: TicketID?, limit: Int
    ) throws -> [Ticket] {
        var text: SQL = Self.ticketColumns + " WHERE merged_into IS NULL"
        var arguments: [SQLValue] = []
        if let queue {
            text = text + " AND queue_id = ?"
            arguments.append(.integer(queue.value))
        }
        if let statuses {
            guard !statuses.isEmpty else { return [] }
            text = text + " AND status IN (" + .placeholders(statuses.count) + ")"
            arguments += statuses.map { .text($0) }
        }
        if isUnowned {
            text = text + " AND owner_id IS NULL"
        } else if let owner {
            text = text + " AND owner_id = ?"
            arguments.append(.integer(owner.value))
        }
        if let requestor {
            text =
                text + " AND id IN (SELECT ticket_id FROM watchers WHERE user_id = ? AND role = ?)"
            arguments += [.integer(requestor.value), .text(Role.requestor.rawValue)]
        }
        if let before {
            text = text + " AND id < ?"
            arguments.append(.integer(before.value))
        }
        return try tickets(
            text + " ORDER BY id DESC LIMIT ?", arguments + [.integer(Int64(max(1, limit)))])
    }

    /// Makes a ticket; the number in the result is new for ever.
    package func addTicket(
        queue: QueueID, subject: String, status: String, owner: UserID?, priority: Int64,
        creator: UserID, at now: Timestamp
    ) throws -> Ticket {
        let id = try insert(
            """
            INSERT INTO tickets (queue_id, subject, subject_key, status, owner_id, priority,
                initial_priority, creator_id, created_ms, updated_ms, public_updated_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .integer(queue.value), .text(subject), .text(Self.subjectKey(subject)),
                .text(status), SQLValue(owner?.value), .integer(priority), .integer(priority),
                .integer(creator.value), .integer(now.milliseconds), .integer(now.milliseconds),
                .integer(now.milliseconds),
            ])
        try index(subject: subject, of: TicketID(id))
        return Ticket(
            id: TicketID(id), queue: queue, subject: subject, status: status, owner: owner,
            priority: priority, initialPriority: priority, creator: creator, created: now,
            updated: now)
    }

    /// Writes all of a ticket that may change.
    package func update(_ ticket: Ticket) throws {
        try reindex(ticket)
        try sql.execute(
            """
            UPDATE tickets SET queue_id = ?, subject = ?, subject_key = ?, status = ?, owner_id = ?, priority = ?,
                updated_ms = ?, started_ms = ?, due_ms = ?, resolved_ms = ?, told_ms = ?,
                merged_into = ?, initial_priority = ?, final_priority = ?, time_estimated = ?,
                time_worked = ?, time_left = ?, starts_ms = ?, public_updated_ms = ?
            WHERE id = ?
            """,
            [
                .integer(ticket.queue.value), .text(ticket.subject),
                .text(Self.subjectKey(ticket.subject)), .text(ticket.status),
                SQLValue(ticket.owner?.value), .integer(ticket.priority),
                .integer(ticket.updated.milliseconds), SQLValue(ticket.started?.milliseconds),
                SQLValue(ticket.due?.milliseconds), SQLValue(ticket.resolved?.milliseconds),
                SQLValue(ticket.told?.milliseconds), SQLValue(ticket.mergedInto?.value),
                .integer(ticket.initialPriority), .integer(ticket.finalPriority),
                .integer(ticket.timeEstimated), .integer(ticket.timeWorked),
                .integer(ticket.timeLeft), SQLValue(ticket.starts?.milliseconds),
                .integer(ticket.publicUpdated.milliseconds), .integer(ticket.id.value),
            ])
    }

    /// Tells the index over texts what is about to change.
    private func reindex(_ ticket: Ticket) throws {
        let old = try first(
            "SELECT subject, merged_into FROM tickets WHERE id = ?", [.integer(ticket.id.value)])
        guard let old, try old.intOrNil(1) == nil else { return }
        let subject = try old.text(0)
        if let target = ticket.mergedInto {
            try moveIndex(from: ticket.id, subject: subject, to: target)
        } else if subject != ticket.subject {
            try index(subject: ticket.subject, of: ticket.id, replacing: subject)
        }
    }

    /// Points everything that was merged into `old` at `new`, so that merges never form a chain.
    package func redirectMerged(from old: TicketID, to new: TicketID) throws {
        try sql.execute(
            "UPDATE tickets SET merged_into = ? WHERE merged_into = ?",
            [.integer(new.value), .integer(old.value)])
    }

    /// The numbers that lead to a ticket: its own first, then those merged into it.
    package func numbers(of ticket: TicketID) throws -> [TicketID] {
        [ticket]
            + (try sql.query(
                "SELECT id FROM tickets WHERE merged_into = ? ORDER BY id", [.integer(ticket.value)]
            ).map { TicketID(try $0.int(0)) })
    }

    /// How many tickets a queue has in each status, merged ones left out.
    package func ticketCounts(in queue: QueueID) throws -> [(status: String, count: Int64)] {
        try sql.query(
            """
            SELECT status, COUNT(*) FROM tickets WHERE queue_id = ? AND merged_into IS NULL
            GROUP BY status ORDER BY status
            """,
            [.integer(queue.value)]
        ).map { (try $0.text(0), try $0.int(1)) }
    }

    func tickets(_ text: SQL, _ arguments: [SQLValue]) throws -> [Ticket] {
        try sql.query(text, arguments).map { row in
            Ticket(
                id: TicketID(try row.int(0)), queue: QueueID(try row.int(1)),
                subject: try row.text(2), status: try row.text(3),
                owner: try row.intOrNil(4).map { UserID($0) }, priority: try row.int(5),
                initialPriority: try row.int(14), finalPriority: try row.int(15),
                timeEstimated: try row.int(16), timeWorked: try row.int(17),
                timeLeft: try row.int(18), creator: UserID(try row.int(6)),
                created: try row.time(7), updated: try row.time(8),
                publicUpdated: try row.time(20), starts: try row.timeOrNil(19),
                started: try row.timeOrNil(9), due: try row.timeOrNil(10),
                resolved: try row.timeOrNil(11), told: try row.timeOrNil(12),
                mergedInto: try row.intOrNil(13).map { TicketID($0) })
        }
    }
}

extension SQLRow {
    func time(_ index: Int) throws -> Timestamp { Timestamp(milliseconds: try int(index)) }

    func timeOrNil(_ index: Int) throws -> Timestamp? {
        try intOrNil(index).map { Timestamp(milliseconds: $0) }
    }
}
