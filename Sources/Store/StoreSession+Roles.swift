package import Tickets

extension StoreSession {
    /// Every custom role, in the order of their names.
    package func customRoles() throws -> [CustomRole] {
        try customRoles("", []).sorted { $0.name.lowercased() < $1.name.lowercased() }
    }

    /// Finds a custom role by its name, regardless of case; `nil` when there is none.
    package func customRole(named name: String) throws -> CustomRole? {
        try customRoles(" WHERE name_key = ?", [.text(NameKey.of(name))]).first
    }

    /// Adds a role; the number in `role` is ignored.
    ///
    /// - Throws: ``StoreError`` `conflict` when its name is taken.
    package func add(_ role: CustomRole, at now: Timestamp) throws -> CustomRole {
        let id = try insert(
            """
            INSERT INTO custom_roles (name, name_key, description, is_single, is_everywhere,
                is_disabled, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .text(role.name), .text(NameKey.of(role.name)), .text(role.description),
                SQLValue(role.isSingle), SQLValue(role.queues == nil), SQLValue(role.isDisabled),
                .integer(now.milliseconds),
            ])
        let added = CustomRole(
            id: CustomRoleID(id), name: role.name, description: role.description,
            isSingle: role.isSingle, queues: role.queues, isDisabled: role.isDisabled)
        try setQueues(of: added)
        return added
    }

    /// Writes a changed role; seats and grants follow a new name, what happened keeps the old one.
    ///
    /// - Parameter old: As it is stored.
    package func update(_ role: CustomRole, from old: CustomRole) throws {
        try sql.execute(
            """
            UPDATE custom_roles SET name = ?, name_key = ?, description = ?, is_single = ?,
                is_everywhere = ?, is_disabled = ? WHERE id = ?
            """,
            [
                .text(role.name), .text(NameKey.of(role.name)), .text(role.description),
                SQLValue(role.isSingle), SQLValue(role.queues == nil), SQLValue(role.isDisabled),
                .integer(role.id.value),
            ])
        try sql.execute(
            "DELETE FROM custom_role_queues WHERE role_id = ?", [.integer(role.id.value)])
        try setQueues(of: role)
        guard role.name != old.name else { return }
        let words: [SQLValue] = [.text(role.role.rawValue), .text(old.role.rawValue)]
        try sql.execute("UPDATE watchers SET role = ? WHERE role = ?", words)
        try sql.execute("UPDATE grants SET grantee = ? WHERE grantee = ?", words)
    }

    /// How many seats a role has on tickets and queues, disabled or not.
    package func seatCount(of role: CustomRole) throws -> Int64 {
        try first("SELECT COUNT(*) FROM watchers WHERE role = ?", [.text(role.role.rawValue)])?
            .int(0) ?? 0
    }

    private func setQueues(of role: CustomRole) throws {
        for queue in (role.queues ?? []).sorted() {
            try sql.execute(
                "INSERT INTO custom_role_queues (role_id, queue_id) VALUES (?, ?)",
                [.integer(role.id.value), .integer(queue.value)])
        }
    }

    private func customRoles(_ rest: SQL, _ arguments: [SQLValue]) throws -> [CustomRole] {
        let rows = try sql.query(
            "SELECT id, name, description, is_single, is_everywhere, is_disabled FROM custom_roles"
                + rest, arguments)
        guard !rows.isEmpty else { return [] }
        var queues: [Int64: Set<QueueID>] = [:]
        for row in try sql.query("SELECT role_id, queue_id FROM custom_role_queues") {
            queues[try row.int(0), default: []].insert(QueueID(try row.int(1)))
        }
        return try rows.map { row in
            CustomRole(
                id: CustomRoleID(try row.int(0)), name: try row.text(1),
                description: try row.text(2), isSingle: try row.bool(3),
                queues: try row.bool(4) ? nil : queues[try row.int(0)] ?? [],
                isDisabled: try row.bool(5))
        }
    }
}

extension StoreSession {
    /// A ticket or queue where several sit in a role, for people: `ticket #42`; `nil` for none.
    package func crowded(_ role: CustomRole) throws -> String? {
        let row = try first(
            """
            SELECT ticket_id, queue_id FROM watchers WHERE role = ? GROUP BY ticket_id, queue_id
            HAVING COUNT(*) > 1 ORDER BY ticket_id, queue_id LIMIT 1
            """,
            [.text(role.role.rawValue)])
        guard let row else { return nil }
        if let ticket = try row.intOrNil(0) { return "ticket #\(ticket)" }
        return try row.intOrNil(1).flatMap { try queue(QueueID($0)) }.map {
            "queue \"\($0.name)\""
        }
    }
}
