package import Tickets

/// Which tickets a timed scrip is due for, as the store looks for them.
package struct TimedSearch: Hashable, Sendable {
    /// Name of the scrip, which has fired for some occasions already.
    package var scrip: String
    /// What the tickets must be like.
    package var condition: TicketCondition
    /// What it fires once for.
    package var occasion: Occasion
    /// Only this ticket; `nil` for all.
    package var ticket: TicketID?
    /// Only tickets after this one; `nil` from the first.
    package var after: TicketID?
    /// Rows at most.
    package var limit: Int

    /// Says what is looked for.
    package init(
        scrip: String, condition: TicketCondition, occasion: Occasion, ticket: TicketID? = nil,
        after: TicketID? = nil, limit: Int = 500
    ) {
        self.scrip = scrip
        self.condition = condition
        self.occasion = occasion
        self.ticket = ticket
        self.after = after
        self.limit = limit
    }

    /// What tells one occasion from the next; each is a number that is stored.
    package enum Occasion: Hashable, Sendable {
        /// The due date.
        case due
        /// The transaction since which it is so, made before a moment.
        case since(Beginning, before: Timestamp)
        /// The same for all tickets.
        case number(Int64)
    }

    /// Which transaction it is that something lasts since.
    package enum Beginning: Hashable, Sendable {
        /// The first that a requester wrote after the last answer of staff.
        case waiting
        /// The last that changed the owner, or the first of all.
        case owner
        /// The last that changed the status, or the first of all.
        case status
        /// The last that changed the priority, or the first of all.
        case priority
    }
}

/// A ticket that a timed scrip is due for.
package struct DueTicket: Hashable, Sendable {
    package let ticket: TicketID
    /// See ``TimedSearch/Occasion``.
    package let occasion: Int64
}

extension StoreSession {
    /// The tickets that a timed scrip is due for and has not fired for yet, by number.
    package func dueTickets(_ search: TimedSearch) throws -> [DueTicket] {
        try preferIndexes()
        let all = TicketAccess(user: User.systemID, isEverywhere: true)
        let whole = TicketSearch(
            search.condition, access: all, commentAccess: all, fieldAccess: all)
        let place = try SearchStatement(
            whole, compiler(whole), candidates: search.ticket.map { [$0.value] }
        ).place
        var parts: [SQLClause] = [
            SQLClause("d.occasion IS NOT NULL"),
            SQLClause(
                """
                NOT EXISTS (SELECT 1 FROM scrip_occasions o
                WHERE o.scrip = ? AND o.ticket_id = d.id AND o.occasion = d.occasion)
                """,
                [.text(search.scrip)]),
        ]
        let key: SQLClause
        switch search.occasion {
        case .due: key = SQLClause("t.due_ms")
        case .number(let number): key = SQLClause("CAST(? AS BIGINT)", [.integer(number)])
        case .since(let beginning, let moment):
            key = SQLClause(Self.key(of: beginning))
            parts.append(
                SQLClause(
                    "(SELECT y.created_ms FROM transactions y WHERE y.id = d.occasion) <= ?",
                    [.integer(moment.milliseconds)]))
        }
        if let after = search.after {
            parts.append(SQLClause("d.id > ?", [.integer(after.value)]))
        }
        let statement =
            "SELECT d.id, d.occasion FROM (SELECT t.id AS id, " + key
            + " AS occasion FROM tickets t WHERE " + place + ") AS d WHERE " + .all(parts)
            + SQLClause(" ORDER BY d.id LIMIT ?", [.integer(Int64(search.limit))])
        return try sql.query(statement.sql, statement.arguments).map {
            DueTicket(ticket: TicketID(try $0.int(0)), occasion: try $0.int(1))
        }
    }

    private static func key(of beginning: TimedSearch.Beginning) -> SQL {
        switch beginning {
        case .waiting:
            // A new ticket waits if it is somebody's request. An answer is what staff write who are
            // not its requestors; the tracker's own texts, user 1, are neither question nor answer.
            """
            (SELECT MIN(x.id) FROM transactions x WHERE x.ticket_id = t.id
            AND (x.kind = 'Correspond' AND x.actor_id <> 1 OR x.kind = 'Create' AND EXISTS (
                SELECT 1 FROM watchers q WHERE q.ticket_id = t.id AND q.role = 'Requestor'
                AND COALESCE(q.user_id, 0) <> 1))
            AND x.id > COALESCE((SELECT MAX(a.id) FROM transactions a
                JOIN users u ON u.id = a.actor_id
                WHERE a.ticket_id = t.id AND a.kind = 'Correspond' AND u.is_privileged = 1
                AND a.actor_id <> 1 AND NOT EXISTS (SELECT 1 FROM watchers w
                    WHERE w.ticket_id = t.id AND w.role = 'Requestor'
                    AND w.user_id = a.actor_id)), 0))
            """
        case .owner:
            """
            (SELECT MAX(x.id) FROM transactions x WHERE x.ticket_id = t.id
            AND x.kind IN ('Create', 'Take', 'Untake', 'Steal', 'Give'))
            """
        case .status:
            """
            (SELECT MAX(x.id) FROM transactions x WHERE x.ticket_id = t.id
            AND x.kind IN ('Create', 'Status'))
            """
        case .priority:
            """
            (SELECT MAX(x.id) FROM transactions x WHERE x.ticket_id = t.id
            AND (x.kind = 'Create' OR x.kind = 'Set' AND x.field = 'Priority'))
            """
        }
    }

    /// Notes that a timed scrip has fired for an occasion, so that it never does again.
    package func addOccasion(scrip: String, _ due: DueTicket, at now: Timestamp) throws {
        try sql.execute(
            "INSERT INTO scrip_occasions (scrip, ticket_id, occasion, fired_ms) VALUES (?, ?, ?, ?)",
            [
                .text(scrip), .integer(due.ticket.value), .integer(due.occasion),
                .integer(now.milliseconds),
            ])
    }

    /// Notes that somebody has looked for timed scrips that are due.
    package func noteScripClock(at now: Timestamp) throws {
        try sql.execute(
            """
            INSERT INTO scrip_clock (id, ran_ms) VALUES (1, ?)
            ON CONFLICT (id) DO UPDATE SET ran_ms = excluded.ran_ms
            """,
            [.integer(now.milliseconds)])
    }

    /// When somebody last looked for timed scrips that are due; `nil` for never.
    package func scripClock() throws -> Timestamp? {
        try first("SELECT ran_ms FROM scrip_clock WHERE id = 1", [])?.time(0)
    }
}
