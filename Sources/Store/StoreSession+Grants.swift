package import Tickets

extension StoreSession {
    /// The grants that hold in a queue: the global ones and its own; `nil` gives the global ones.
    package func grants(in queue: QueueID?) throws -> [Grant] {
        try grants(
            "SELECT right_name, grantee, user_id, group_id, queue_id FROM grants "
                + "WHERE queue_id IS NULL OR queue_id = ? ORDER BY id",
            [SQLValue(queue?.value)])
    }

    /// Every grant, in the order in which they were given.
    package func grants() throws -> [Grant] {
        try grants(
            "SELECT right_name, grantee, user_id, group_id, queue_id FROM grants ORDER BY id", [])
    }

    /// Adds a grant.
    ///
    /// - Returns: `false` when it was there already.
    package func add(_ grant: Grant) throws -> Bool {
        guard !(try grants().contains(grant)) else { return false }
        let (word, user, group) = columns(of: grant.grantee)
        try sql.execute(
            """
            INSERT INTO grants (right_name, grantee, user_id, group_id, queue_id)
            VALUES (?, ?, ?, ?, ?)
            """,
            [.text(grant.right.rawValue), .text(word), user, group, SQLValue(grant.queue?.value)])
        return true
    }

    /// Takes a grant back.
    ///
    /// - Returns: `false` when there was none.
    package func remove(_ grant: Grant) throws -> Bool {
        let (word, user, group) = columns(of: grant.grantee)
        return try sql.execute(
            """
            DELETE FROM grants WHERE right_name = ? AND grantee = ? AND COALESCE(user_id, 0) = ?
                AND COALESCE(group_id, 0) = ? AND COALESCE(queue_id, 0) = ?
            """,
            [
                .text(grant.right.rawValue), .text(word), user == .null ? .integer(0) : user,
                group == .null ? .integer(0) : group, .integer(grant.queue?.value ?? 0),
            ]) > 0
    }

    private func columns(of grantee: Grantee) -> (String, SQLValue, SQLValue) {
        switch grantee {
        case .user(let id): ("user", .integer(id.value), .null)
        case .group(let id): ("group", .null, .integer(id.value))
        case .role(let role): (role.rawValue, .null, .null)
        case .everyone: ("everyone", .null, .null)
        case .privileged: ("privileged", .null, .null)
        case .unprivileged: ("unprivileged", .null, .null)
        }
    }

    private func grants(_ text: SQL, _ arguments: [SQLValue]) throws -> [Grant] {
        try sql.query(text, arguments).compactMap { row in
            // A right that this version does not know grants nothing.
            guard let right = Right(rawValue: try row.text(0)) else { return nil }
            let word = try row.text(1)
            let grantee: Grantee
            switch word {
            case "user": grantee = .user(UserID(try row.int(2)))
            case "group": grantee = .group(GroupID(try row.int(3)))
            case "everyone": grantee = .everyone
            case "privileged": grantee = .privileged
            case "unprivileged": grantee = .unprivileged
            default:
                guard let role = Role(rawValue: word) else { return nil }
                grantee = .role(role)
            }
            return Grant(right, to: grantee, in: try row.intOrNil(4).map { QueueID($0) })
        }
    }
}
