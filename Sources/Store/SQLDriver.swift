// The seam between the store's queries and the two engines.
//
// Everything above this file writes one dialect by hand (`?` placeholders, BIGINT and TEXT, `INSERT
// … RETURNING`, `ON CONFLICT`) and does not know which engine reads it; everything below knows no
// table. SQLite's driver is in SQLite/, PostgreSQL's in the module StorePostgreSQL, so that a
// program that must start in milliseconds does not link libpq. Tests/StoreTests holds both to the
// same behaviour.

/// Which engine is behind a connection, for the few statements that cannot be the same.
package enum SQLEngine: String, Hashable, Sendable, CaseIterable {
    /// One file, embedded.
    case sqlite
    /// A server, or several behind one connection string.
    case postgresql
}

/// One connection inside one transaction; not to be kept beyond the closure that was given it.
///
/// A statement that fails dooms its transaction: later statements fail and nothing is committed,
/// even if the error is caught. PostgreSQL works so, and SQLite is made to. To meet a duplicate
/// without an error, write `ON CONFLICT`.
package protocol SQLConnection {
    /// The engine that will read the statements.
    var engine: SQLEngine { get }

    /// Runs one statement for its effect.
    ///
    /// - Returns: The number of rows inserted, changed or deleted; 0 for other statements.
    /// - Throws: ``StoreError``: `conflict` when a constraint refuses, `invalid` for a faulty
    ///   statement, `readOnly` in a read transaction, or what befell the database.
    @discardableResult
    func execute(_ sql: SQL, _ arguments: [SQLValue]) throws -> Int

    /// Runs one statement for its rows, also `INSERT … RETURNING`.
    ///
    /// Name the columns: what `SELECT *` gives after a migration by another process is undefined.
    ///
    /// - Throws: As ``execute(_:_:)``.
    func query(_ sql: SQL, _ arguments: [SQLValue]) throws -> [SQLRow]

    /// Runs several statements without arguments, separated by semicolons, as the engine itself
    /// splits them; for migrations.
    ///
    /// - Throws: As ``execute(_:_:)``.
    func executeScript(_ sql: SQL) throws
}

extension SQLConnection {
    /// Runs one statement that has no argument.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int { try execute(sql, []) }

    /// Runs one query that has no argument.
    package func query(_ sql: SQL) throws -> [SQLRow] { try query(sql, []) }
}

/// A database; may be used from any thread.
///
/// Transactions do not nest: calling the driver from inside one of its closures is a mistake that
/// traps or waits for itself.
package protocol SQLDriver: Sendable {
    /// The engine that this driver speaks to.
    var engine: SQLEngine { get }

    /// Runs `body` in one transaction, committed and on the disk when this returns.
    ///
    /// `body` is synchronous, so nothing slow can happen in a transaction. It may be run again
    /// after a conflict with another transaction and must have no effect outside of the connection.
    ///
    /// - Throws: What `body` threw, after a rollback; or ``StoreError``, `busy` when others held
    ///   the lock for longer than the driver was told to wait.
    @discardableResult
    func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T

    /// Runs `body` on one consistent snapshot, read only.
    ///
    /// - Throws: As ``write(_:)``; `readOnly` when `body` tries to write.
    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T

    /// Looks for damage as far as the engine can tell; may read the whole database.
    ///
    /// ``Maintenance/check(_:)`` asks this and more.
    ///
    /// - Returns: One line a fault, empty when all is well.
    /// - Throws: ``StoreError`` when the database could not be looked at.
    func engineFaults() throws -> [String]

    /// Copies the database as it is at one moment into a new file, while others go on writing.
    ///
    /// - Throws: ``StoreError``: `conflict` when `path` exists, `invalid` where the engine has a
    ///   program of its own for this (the detail is its command line), `full`, `unavailable`.
    func backup(to path: String) throws
}
