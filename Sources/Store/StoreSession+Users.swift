package import Tickets

extension StoreSession {
    private static let columns: SQL =
        "u.id, u.name, u.real_name, u.is_privileged, u.is_disabled, u.language, u.time_zone"

    /// Loads a user with their addresses; `nil` when there is none of that number.
    package func user(_ id: UserID) throws -> User? {
        try users("SELECT " + Self.columns + " FROM users u WHERE u.id = ?", [.integer(id.value)])
            .first
    }

    /// Loads the user to whom an address belongs.
    package func user(at address: EmailAddress) throws -> User? {
        try users(
            "SELECT " + Self.columns
                + " FROM addresses a JOIN users u ON u.id = a.user_id WHERE a.address = ?",
            [.text(address.value)]
        ).first
    }

    /// Loads a user by name, regardless of case.
    package func user(named name: String) throws -> User? {
        try users(
            "SELECT " + Self.columns + " FROM users u WHERE u.name_key = ?",
            [.text(NameKey.of(name))]
        ).first
    }

    /// Loads all users by name, the tracker itself left out.
    package func users() throws -> [User] {
        try users(
            "SELECT " + Self.columns + " FROM users u WHERE u.id <> ? ORDER BY u.name_key",
            [.integer(User.systemID.value)])
    }

    /// Loads the users who chose a time zone of their own, by name.
    package func usersWithTimeZone() throws -> [User] {
        try users(
            "SELECT " + Self.columns
                + " FROM users u WHERE u.time_zone IS NOT NULL ORDER BY u.name_key", [])
    }

    /// Loads several users at once, in no promised order; unknown numbers are left out.
    package func users(_ ids: [UserID]) throws -> [User] {
        // Engines take some thousand parameters a statement, a group may have more members.
        try stride(from: 0, to: ids.count, by: 500).flatMap { start in
            let some = ids[start..<min(ids.count, start + 500)]
            return try users(
                "SELECT " + Self.columns + " FROM users u WHERE u.id IN ("
                    + .placeholders(some.count) + ")",
                some.map { .integer($0.value) })
        }
    }

    /// Makes a user.
    ///
    /// - Throws: ``StoreError`` `conflict` when the name or one of the addresses is taken.
    package func addUser(
        name: String, realName: String?, isPrivileged: Bool, language: String?,
        timeZone: String? = nil, addresses: [EmailAddress], at now: Timestamp
    ) throws -> User {
        let id = UserID(
            try insert(
                """
                INSERT INTO users (name, name_key, real_name, real_name_key, is_privileged,
                    is_disabled, language, time_zone, created_ms)
                VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?) RETURNING id
                """,
                [
                    .text(name), .text(NameKey.of(name)), SQLValue(realName),
                    SQLValue(realName.map(SearchWords.key)),
                    SQLValue(isPrivileged), SQLValue(language), SQLValue(timeZone),
                    .integer(now.milliseconds),
                ]))
        for address in addresses { try addAddress(address, to: id) }
        return User(
            id: id, name: name, realName: realName, isPrivileged: isPrivileged, language: language,
            timeZone: timeZone, addresses: addresses)
    }

    /// Writes name, real name, privilege, state, language and time zone of a user; addresses have their own
    /// functions.
    ///
    /// - Throws: ``StoreError`` `conflict` when the name is taken.
    package func update(_ user: User) throws {
        if let old = try self.user(user.id), old.name != user.name {
            try renameInFields(old.name, to: user.name)
        }
        try sql.execute(
            """
            UPDATE users SET name = ?, name_key = ?, real_name = ?, real_name_key = ?,
                is_privileged = ?, is_disabled = ?, language = ?, time_zone = ? WHERE id = ?
            """,
            [
                .text(user.name), .text(NameKey.of(user.name)), SQLValue(user.realName),
                SQLValue(user.realName.map(SearchWords.key)), SQLValue(user.isPrivileged),
                SQLValue(user.isDisabled), SQLValue(user.language), SQLValue(user.timeZone),
                .integer(user.id.value),
            ])
    }

    /// Gives a user one more address, behind those that they have.
    ///
    /// - Throws: ``StoreError`` `conflict` when it is somebody's already.
    package func addAddress(_ address: EmailAddress, to user: UserID) throws {
        try sql.execute(
            """
            INSERT INTO addresses (address, user_id, position)
            SELECT ?, ?, COALESCE(MAX(position), 0) + 1 FROM addresses WHERE user_id = ?
            """,
            [.text(address.value), .integer(user.value), .integer(user.value)])
    }

    /// Takes an address from a user; without effect when it is not theirs.
    package func removeAddress(_ address: EmailAddress, from user: UserID) throws {
        try sql.execute(
            "DELETE FROM addresses WHERE address = ? AND user_id = ?",
            [.text(address.value), .integer(user.value)])
    }

    private func users(_ text: SQL, _ arguments: [SQLValue]) throws -> [User] {
        var found = try sql.query(text, arguments).map { row in
            User(
                id: UserID(try row.int(0)), name: try row.text(1), realName: try row.textOrNil(2),
                isPrivileged: try row.bool(3), isDisabled: try row.bool(4),
                language: try row.textOrNil(5), timeZone: try row.textOrNil(6))
        }
        guard !found.isEmpty else { return [] }
        var addresses: [Int64: [EmailAddress]] = [:]
        // Few users: ask for theirs; all of a site: one pass over the table is cheaper than a list.
        let rows =
            found.count <= 500
            ? try sql.query(
                "SELECT user_id, address FROM addresses WHERE user_id IN ("
                    + .placeholders(found.count) + ") ORDER BY user_id, position",
                found.map { .integer($0.id.value) })
            : try sql.query("SELECT user_id, address FROM addresses ORDER BY user_id, position", [])
        for row in rows {
            guard let address = EmailAddress(try row.text(1)) else { continue }
            addresses[try row.int(0), default: []].append(address)
        }
        for index in found.indices {
            found[index].addresses = addresses[found[index].id.value] ?? []
        }
        return found
    }
}
