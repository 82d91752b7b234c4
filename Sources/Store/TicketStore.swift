// Store: everything that must outlive the process, behind one SQL dialect and two engines.
//
// It refuses to know: MIME, rules, rights' meaning, what a scrip does. It keeps rows and gives back
// the values of Tickets. Who may change what is the Desk's business, and only the Desk calls the
// functions that write tickets.
// Start reading here, then ``StoreSession`` and its extensions, one subject a file; `SQLDriver` is
// the seam to the engines; Migrations/ holds the schema.

/// The door to what is stored: runs closures inside transactions of the engine behind it.
package struct TicketStore: Sendable {
    /// SQLite or PostgreSQL.
    package let driver: any SQLDriver

    /// Wraps an open engine; the schema must be current (``Migrator/requireCurrent(_:)``).
    package init(driver: any SQLDriver) { self.driver = driver }

    /// Runs `body` in one transaction that is committed and on the disk when this returns.
    ///
    /// `body` is synchronous so that nothing can be waited for inside it, and may run again after a
    /// conflict, so it must not touch anything but the session.
    ///
    /// - Throws: what `body` throws, after a rollback; ``StoreError``, of which `busy`,
    ///   `unavailable` and `full` may pass when the same is tried later.
    package func write<T>(_ body: (StoreSession) throws -> T) throws -> T {
        try driver.write { try body(StoreSession(sql: $0)) }
    }

    /// Runs `body` on one consistent snapshot; writing in it is an error.
    package func read<T>(_ body: (StoreSession) throws -> T) throws -> T {
        try driver.read { try body(StoreSession(sql: $0)) }
    }
}

/// One open transaction; valid only inside the closure that was handed it.
package struct StoreSession {
    let sql: any SQLConnection

    /// Remembers the present state, for ``returnToMark()``; marks nest. Each must be returned to or
    /// forgotten before the transaction ends well.
    package func mark() throws { _ = try sql.execute("SAVEPOINT mark", []) }

    /// Takes back what was written since the last ``mark()``, which is forgotten.
    package func returnToMark() throws {
        _ = try sql.execute("ROLLBACK TO SAVEPOINT mark", [])
        try forgetMark()
    }

    /// Keeps what was written since the last ``mark()``.
    package func forgetMark() throws { _ = try sql.execute("RELEASE SAVEPOINT mark", []) }

    /// Runs a query that gives at most one row.
    func first(_ text: SQL, _ arguments: [SQLValue]) throws -> SQLRow? {
        try sql.query(text, arguments).first
    }

    /// Runs an `INSERT … RETURNING id`.
    func insert(_ text: SQL, _ arguments: [SQLValue]) throws -> Int64 {
        guard let row = try first(text, arguments) else {
            throw StoreError(.invalid, "an INSERT returned no id")
        }
        return try row.int(0)
    }
}
