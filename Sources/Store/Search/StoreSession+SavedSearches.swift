package import Tickets

extension StoreSession {
    /// The searches that a user shares or owns, by name, own ones before a group's before the
    /// site's.
    package func savedSearches(of user: UserID, groups: Set<GroupID>) throws -> [SavedSearch] {
        var places: [SQLClause] = [
            SQLClause("user_id = ?", [.integer(user.value)]),
            SQLClause("(user_id IS NULL AND group_id IS NULL)"),
        ]
        if !groups.isEmpty { places.append(.list("group_id", groups.map(\.value))) }
        let place = SQLClause.any(places)
        return try savedSearches(
            place.sql + " ORDER BY name_key, user_id IS NULL, group_id IS NULL, group_id",
            place.arguments)
    }

    /// Loads a search; `nil` when there is none of that name, regardless of case.
    package func savedSearch(
        named name: String, in scope: SavedSearch.Scope
    ) throws -> SavedSearch? {
        let place = self.place(name, scope)
        return try savedSearches(place.sql, place.arguments).first
    }

    /// Keeps a search, in place of one of the same name and scope.
    package func save(_ search: SavedSearch) throws {
        _ = try removeSavedSearch(named: search.name, in: search.scope)
        let (user, group) = columns(of: search.scope)
        try sql.execute(
            """
            INSERT INTO saved_searches (name, name_key, user_id, group_id, query, sort_order,
                columns, author_id, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(search.name), .text(NameKey.of(search.name)), user, group,
                .text(search.query), .text(search.order), .text(search.columns),
                .integer(search.author.value), .integer(search.updated.milliseconds),
            ])
    }

    /// Forgets a search.
    ///
    /// - Returns: `false` when there was none.
    package func removeSavedSearch(
        named name: String, in scope: SavedSearch.Scope
    ) throws -> Bool {
        let place = self.place(name, scope)
        return try sql.execute(
            "DELETE FROM saved_searches WHERE " + place.sql, place.arguments) > 0
    }

    private func place(_ name: String, _ scope: SavedSearch.Scope) -> SQLClause {
        let (user, group) = columns(of: scope)
        return SQLClause(
            "name_key = ? AND COALESCE(user_id, 0) = ? AND COALESCE(group_id, 0) = ?",
            [
                .text(NameKey.of(name)), user == .null ? .integer(0) : user,
                group == .null ? .integer(0) : group,
            ])
    }

    private func columns(of scope: SavedSearch.Scope) -> (user: SQLValue, group: SQLValue) {
        switch scope {
        case .own(let id): (.integer(id.value), .null)
        case .group(let id): (.null, .integer(id.value))
        case .site: (.null, .null)
        }
    }

    private func savedSearches(_ rest: SQL, _ arguments: [SQLValue]) throws -> [SavedSearch] {
        try sql.query(
            """
            SELECT name, user_id, group_id, query, sort_order, columns, author_id, updated_ms
            FROM saved_searches WHERE 
            """ + rest, arguments
        ).map { row in
            let scope: SavedSearch.Scope
            if let user = try row.intOrNil(1) {
                scope = .own(UserID(user))
            } else if let group = try row.intOrNil(2) {
                scope = .group(GroupID(group))
            } else {
                scope = .site
            }
            return SavedSearch(
                name: try row.text(0), scope: scope, query: try row.text(3),
                order: try row.text(4), columns: try row.text(5),
                author: UserID(try row.int(6)), updated: try row.time(7))
        }
    }
}
