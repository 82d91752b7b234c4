import Tickets

extension ConditionCompiler {
    // MARK: Watchers

    /// People in seats, directly or as members of an enabled group that sits there.
    func watcher(
        _ seat: QueryField.WatcherSeat, _ person: TicketTest.Person, _ isShallow: Bool
    ) throws -> SQLClause {
        let roles = SQLClause.list("w.role", texts: Set(seat.roles.map(\.rawValue)))
        let users: Matched
        switch person {
        case .anybody: return place(seat.isOfQueue, [" WHERE " + roles])
        case .users(let ids): users = Matched(ids.map(\.value))
        case .matching(let part, let match): users = try self.users(part, match)
        }
        if !users.isFew, !seat.isOfQueue { return seats(roles, of: users.test, isShallow) }
        var seats: [SQLClause] = [" WHERE " + users.test("w.user_id") + " AND " + roles]
        if !isShallow {
            seats.append(
                " WHERE w.group_id IN (" + groups("WHERE " + users.test("h.user_id")) + ") AND "
                    + roles)
        }
        return place(seat.isOfQueue, seats)
    }

    /// The same, asked of each ticket in turn.
    private func seats(
        _ roles: SQLClause, of users: (SQL) -> SQLClause, _ isShallow: Bool
    ) -> SQLClause {
        let direct =
            "EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND " + roles + " AND "
            + users("w.user_id") + ")"
        if isShallow { return direct }
        return .any([
            direct,
            "t.id IN (SELECT w.ticket_id FROM watchers w WHERE w.group_id IN ("
                + groups("WHERE " + users("h.user_id")) + ") AND " + roles
                + " AND w.ticket_id IS NOT NULL)",
        ])
    }

    /// Seats that a group holds: as itself, as one of its groups, or by one of its members.
    func watcher(_ roles: [Role], in group: GroupID, _ isShallow: Bool) -> SQLClause {
        let roles = SQLClause.list("w.role", texts: Set(roles.map(\.rawValue)))
        return place(
            false,
            [
                " WHERE w.user_id IN (" + members(of: group, isShallow) + ") AND " + roles,
                " WHERE w.group_id IN (" + inner(group, isShallow)
                    + "SELECT id FROM inner_groups) AND "
                    + roles,
            ])
    }

    /// The users in a group, also through other groups; nobody when it is disabled.
    func members(of group: GroupID, _ isShallow: Bool) -> SQLClause {
        inner(group, isShallow) + """
            SELECT m.user_id FROM inner_groups JOIN group_members m ON m.group_id = inner_groups.id
            WHERE m.user_id IS NOT NULL
            """
    }

    private func inner(_ group: GroupID, _ isShallow: Bool) -> SQLClause {
        if isShallow {
            return SQLClause(
                """
                WITH inner_groups (id) AS (SELECT id FROM groups WHERE id = ? AND is_disabled = 0) 
                """,
                [.integer(group.value)])
        }
        return SQLClause(
            """
            WITH RECURSIVE inner_groups (id) AS (
                SELECT id FROM groups WHERE id = ? AND is_disabled = 0
                UNION
                SELECT g.id FROM inner_groups
                JOIN group_members m ON m.group_id = inner_groups.id
                JOIN groups g ON g.id = m.member_group_id
                WHERE g.is_disabled = 0) 
            """,
            [.integer(group.value)])
    }

    /// The enabled groups that hold some members, also through other groups.
    ///
    /// - Parameter members: a condition over `group_members h`.
    private func groups(_ members: SQLClause) -> SQLClause {
        """
        WITH RECURSIVE held (id) AS (
            SELECT g.id FROM group_members h JOIN groups g ON g.id = h.group_id
        """ + " " + members + """
             AND g.is_disabled = 0
                UNION
                SELECT g.id FROM held
                JOIN group_members h ON h.member_group_id = held.id
                JOIN groups g ON g.id = h.group_id
                WHERE g.is_disabled = 0)
            SELECT id FROM held
            """
    }

    // MARK: Users

    /// Users that a test of people found.
    private struct Matched {
        /// Whether they stand in the test as a list.
        let isFew: Bool
        /// What is true of a column that holds one of them.
        let test: (SQL) -> SQLClause

        /// Few of them.
        init(_ ids: [Int64]) {
            isFew = true
            test = { .list($0, ids) }
        }

        /// Many.
        init(test: @escaping (SQL) -> SQLClause) {
            isFew = false
            self.test = test
        }
    }

    /// A user whom the ticket names.
    func person(_ field: QueryField.UserField, _ person: TicketTest.Person) throws -> SQLClause {
        let users: Matched
        switch person {
        case .anybody: return .never
        case .users(let ids): users = Matched(ids.map(\.value))
        case .matching(let part, let match): users = try self.users(part, match)
        }
        return switch field {
        case .owner: users.test("t.owner_id")
        case .creator: users.test("t.creator_id")
        case .lastUpdatedBy: lastUpdatedBy(users.test("y.actor_id"))
        case .updatedBy: history(users.test("x.actor_id"))
        }
    }

    /// Whether a test of them stands as a list of users.
    func areFew(_ person: TicketTest.Person) throws -> Bool {
        switch person {
        case .anybody: false
        case .users: true
        case .matching(let part, let match): try users(part, match).isFew
        }
    }

    private func users(
        _ part: QueryField.WatcherPart, _ match: TextMatch
    ) throws -> Matched {
        let column: SQL
        switch part {
        case .emailAddress:
            let address = self.match("d.address", match, hasIndex: true)
            let owners = "SELECT d.user_id FROM addresses d WHERE " + address
            if let few = try probes.fewUsers(owners) { return Matched(few) }
            return Matched { user in
                SQLClause("EXISTS (SELECT 1 FROM addresses d WHERE d.user_id = " + user + " AND ")
                    + address + ")"
            }
        case .name: column = "u.name_key"
        case .realName: column = "u.real_name_key"
        case .id: return Matched([])
        }
        let name = self.match(column, match)
        if let few = try probes.fewUsers("SELECT u.id FROM users u WHERE " + name) {
            return Matched(few)
        }
        return Matched { user in
            SQLClause("EXISTS (SELECT 1 FROM users u WHERE u.id = " + user + " AND ") + name + ")"
        }
    }

    private func place(_ isOfQueue: Bool, _ seats: [SQLClause]) -> SQLClause {
        let parts = seats.map { seat -> SQLClause in
            isOfQueue
                ? "SELECT w.queue_id FROM watchers w" + seat + " AND w.queue_id IS NOT NULL"
                : "SELECT w.ticket_id FROM watchers w" + seat + " AND w.ticket_id IS NOT NULL"
        }
        let column: SQL = isOfQueue ? "t.queue_id" : "t.id"
        // One IN over both rather than two with OR, for which PostgreSQL reads all tickets.
        let union = parts.dropFirst().reduce(parts[0]) { $0 + " UNION ALL " + $1 }
        return column + " IN (" + union + ")"
    }

    // MARK: Links

    /// Ties by their names as seen from the ticket that is looked for.
    func link(_ field: QueryField.LinkField, _ end: TicketTest.LinkEnd) -> SQLClause {
        switch field {
        case .linked: .any([outgoing(nil, end), incoming(nil, end)])
        case .linkedTo: outgoing(nil, end)
        case .linkedFrom: incoming(nil, end)
        case .memberOf: outgoing(.memberOf, end)
        case .dependsOn: outgoing(.dependsOn, end)
        case .refersTo: outgoing(.refersTo, end)
        case .hasMember: incoming(.memberOf, end)
        case .dependedOnBy: incoming(.dependsOn, end)
        case .referredToBy: incoming(.refersTo, end)
        }
    }

    private func outgoing(_ kind: Link.Kind?, _ end: TicketTest.LinkEnd) -> SQLClause {
        let far: SQLClause
        switch end {
        case .tickets(let ids): far = .list("l.target_ticket_id", ids.map(\.value))
        case .uri(let text): far = SQLClause("l.target_uri = ?", [.text(text)])
        case .anything: far = .always
        }
        return "t.id IN (SELECT l.ticket_id FROM links l WHERE " + .all([far, Self.kind(kind)])
            + ")"
    }

    private func incoming(_ kind: Link.Kind?, _ end: TicketTest.LinkEnd) -> SQLClause {
        let near: SQLClause
        switch end {
        case .tickets(let ids): near = .list("l.ticket_id", ids.map(\.value))
        // Only tickets link to tickets.
        case .uri: return .never
        case .anything: near = .always
        }
        return "t.id IN (SELECT l.target_ticket_id FROM links l WHERE "
            + .all([near, Self.kind(kind), SQLClause("l.target_ticket_id IS NOT NULL")]) + ")"
    }

    private static func kind(_ kind: Link.Kind?) -> SQLClause {
        kind.map { SQLClause("l.kind = ?", [.text($0.rawValue)]) } ?? .always
    }
}
