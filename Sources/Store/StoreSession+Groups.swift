package import Tickets

extension StoreSession {
    /// Loads a group; `nil` when there is none of that number.
    package func group(_ id: GroupID) throws -> Group? {
        try groups(
            "SELECT id, name, description, is_disabled FROM groups WHERE id = ?",
            [.integer(id.value)]
        )
        .first
    }

    /// Loads a group by name, regardless of case.
    package func group(named name: String) throws -> Group? {
        try groups(
            "SELECT id, name, description, is_disabled FROM groups WHERE name_key = ?",
            [.text(NameKey.of(name))]
        ).first
    }

    /// Loads all groups by name.
    package func groups() throws -> [Group] {
        try groups("SELECT id, name, description, is_disabled FROM groups ORDER BY name_key", [])
    }

    /// Makes a group.
    ///
    /// - Throws: ``StoreError`` `conflict` when the name is taken.
    package func addGroup(name: String, description: String, at now: Timestamp) throws -> Group {
        let id = try insert(
            """
            INSERT INTO groups (name, name_key, description, is_disabled, created_ms)
            VALUES (?, ?, ?, 0, ?) RETURNING id
            """,
            [.text(name), .text(NameKey.of(name)), .text(description), .integer(now.milliseconds)])
        return Group(id: GroupID(id), name: name, description: description)
    }

    /// Writes name, description and state of a group.
    package func update(_ group: Group) throws {
        try sql.execute(
            "UPDATE groups SET name = ?, name_key = ?, description = ?, is_disabled = ? WHERE id = ?",
            [
                .text(group.name), .text(NameKey.of(group.name)), .text(group.description),
                SQLValue(group.isDisabled), .integer(group.id.value),
            ])
    }

    /// Puts a user or group into a group; without effect when it is in already.
    package func addMember(_ member: Principal, to group: GroupID) throws {
        let (user, inner) = columns(of: member)
        try sql.execute(
            """
            INSERT INTO group_members (group_id, user_id, member_group_id) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [.integer(group.value), user, inner])
    }

    /// Takes a user or group out of a group; without effect when it is not in.
    package func removeMember(_ member: Principal, from group: GroupID) throws {
        switch member {
        case .user(let id):
            try sql.execute(
                "DELETE FROM group_members WHERE group_id = ? AND user_id = ?",
                [.integer(group.value), .integer(id.value)])
        case .group(let id):
            try sql.execute(
                "DELETE FROM group_members WHERE group_id = ? AND member_group_id = ?",
                [.integer(group.value), .integer(id.value)])
        }
    }

    /// Direct members of a group, in the order in which they joined.
    package func members(of group: GroupID) throws -> [Principal] {
        try sql.query(
            "SELECT user_id, member_group_id FROM group_members WHERE group_id = ? ORDER BY id",
            [.integer(group.value)]
        ).map { try principal(user: $0.intOrNil(0), group: $0.intOrNil(1)) }
    }

    /// The enabled groups that a user is in, also through other enabled groups.
    ///
    /// Groups may be nested in a circle; each is visited once.
    package func groups(of user: UserID) throws -> Set<GroupID> {
        let rows = try sql.query(
            """
            WITH RECURSIVE held (id) AS (
                SELECT g.id FROM group_members m JOIN groups g ON g.id = m.group_id
                WHERE m.user_id = ? AND g.is_disabled = 0
                UNION
                SELECT g.id FROM held
                JOIN group_members m ON m.member_group_id = held.id
                JOIN groups g ON g.id = m.group_id
                WHERE g.is_disabled = 0)
            SELECT id FROM held
            """,
            [.integer(user.value)])
        return Set(try rows.map { GroupID(try $0.int(0)) })
    }

    /// The users in a group, also through other groups; nobody when the group is disabled.
    package func users(in group: GroupID) throws -> [UserID] {
        try sql.query(
            """
            WITH RECURSIVE inner_groups (id) AS (
                SELECT id FROM groups WHERE id = ? AND is_disabled = 0
                UNION
                SELECT g.id FROM inner_groups
                JOIN group_members m ON m.group_id = inner_groups.id
                JOIN groups g ON g.id = m.member_group_id
                WHERE g.is_disabled = 0)
            SELECT DISTINCT m.user_id FROM inner_groups
            JOIN group_members m ON m.group_id = inner_groups.id
            WHERE m.user_id IS NOT NULL ORDER BY m.user_id
            """,
            [.integer(group.value)]
        ).map { UserID(try $0.int(0)) }
    }

    func columns(of principal: Principal) -> (user: SQLValue, group: SQLValue) {
        switch principal {
        case .user(let id): (.integer(id.value), .null)
        case .group(let id): (.null, .integer(id.value))
        }
    }

    func principal(user: Int64?, group: Int64?) throws -> Principal {
        if let user { return .user(UserID(user)) }
        if let group { return .group(GroupID(group)) }
        throw StoreError(.corrupt, "a seat holds neither a user nor a group")
    }

    private func groups(_ text: SQL, _ arguments: [SQLValue]) throws -> [Group] {
        try sql.query(text, arguments).map { row in
            Group(
                id: GroupID(try row.int(0)), name: try row.text(1), description: try row.text(2),
                isDisabled: try row.bool(3))
        }
    }
}
