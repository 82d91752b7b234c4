import GRDB
import Glibc

/// One SQLite file through GRDB: WAL, each commit on the disk before it returns, one connection.
///
/// One connection and no pool, since most processes handle one mail and opening is what they pay
/// for. Threads that share a driver take turns; processes that share the file wait for each other.
///
/// Let the driver go before the process ends: closing moves the log into the file, which costs less
/// (measured, 1 ms) than the recovery that the next process would have to do.
package final class SQLiteDriver: SQLDriver {
    /// Always ``SQLEngine/sqlite``.
    package let engine = SQLEngine.sqlite
    /// The file, as it was given.
    package let path: String
    let queue: DatabaseQueue
    private let patience: Patience

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - path: Absolute or relative to the current folder; the folder must exist and be writable,
    ///     since the files `-wal` and `-shm` lie beside the database and share its mode.
    ///   - busyTimeoutSeconds: How long each transaction may wait for the locks of others.
    ///   - create: Makes a missing file, readable and writable for user and group as umask allows.
    ///     Without it a missing file is an error, so that a wrong path does not hide behind an
    ///     empty database.
    /// - Throws: ``StoreError``: `unavailable` when the file is missing or may not be opened,
    ///   `corrupt` when it is no database, `busy` when it stays locked, `full`, `readOnly`.
    package init(path: String, busyTimeoutSeconds: Double = 30, create: Bool = false) throws {
        self.path = path
        let patience = Patience(seconds: busyTimeoutSeconds)
        self.patience = patience
        if create { try Self.makeFile(path) }
        patience.begin()
        queue = try SQLiteFailure.translated(path: path) {
            // Two processes that turn a new file into a WAL file at once: SQLite refuses one of
            // them without asking the busy handler.
            while true {
                do {
                    return try DatabaseQueue(
                        path: SQLiteFile.uri(path, mode: "rw"),
                        configuration: Self.configuration(path, patience))
                } catch let error where SQLiteFailure.isBusy(error) && patience.nap() {
                    continue
                }
            }
        }
    }

    /// As ``SQLDriver/write(_:)`` promises.
    @discardableResult
    package func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try transaction(.immediate, isReadOnly: false, body)
    }

    /// As ``SQLDriver/read(_:)`` promises.
    package func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try transaction(.deferred, isReadOnly: true, body)
    }

    private func transaction<T>(
        _ kind: Database.TransactionKind, isReadOnly: Bool,
        _ body: (any SQLConnection) throws -> T
    ) throws -> T {
        try SQLiteFailure.translated(path: path) {
            try queue.inDatabase { database in
                patience.begin()
                while true {
                    do {
                        return try attempt(database, kind, isReadOnly: isReadOnly, body)
                    } catch let error where SQLiteFailure.isBusy(error) && patience.nap() {
                        continue
                    }
                }
            }
        }
    }

    private func attempt<T>(
        _ database: Database, _ kind: Database.TransactionKind, isReadOnly: Bool,
        _ body: (any SQLConnection) throws -> T
    ) throws -> T {
        try database.beginTransaction(kind)
        do {
            let connection = SQLiteConnection(database, path: path, isReadOnly: isReadOnly)
            let result = try body(connection)
            try connection.requireSound()
            try database.commit()
            return result
        } catch {
            // What went wrong first is worth more than a failing rollback; should that leave the
            // transaction open, the next one's BEGIN says so.
            try? database.rollback()
            throw error
        }
    }

    private static func configuration(_ path: String, _ patience: Patience) -> Configuration {
        var configuration = Configuration()
        configuration.label = "postern"
        configuration.busyMode = .callback { _ in patience.nap() }
        // Else GRDB traps when a rollback failed; see `attempt`.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // Not GRDB's own WAL mode: that is synchronous = NORMAL, which may lose the last
            // commits.
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA journal_size_limit = \(logBytesKept)
                    """)
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw StoreError(.unavailable, "the file system of the database cannot do WAL")
            }
            try shortenLog(database, path)
        }
        return configuration
    }

    /// SQLite checkpoints by itself at 1,000 pages of 4 KiB and when the last connection closes.
    private static let logBytesKept = 4 << 20

    /// Moves a long log into the database, so that the next write starts it afresh.
    ///
    /// Processes that die without closing leave their log, and whoever opens next reads all of it
    /// but takes none of it for moved. If all died so, it would grow for ever.
    private static func shortenLog(_ database: Database, _ path: String) throws {
        var status = stat()
        guard stat(path + "-wal", &status) == 0, status.st_size > 2 * logBytesKept else { return }
        try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
    }

    private static func makeFile(_ path: String) throws {
        // Closing a second descriptor on a database would drop this process's locks on it, so only
        // a file that was not there is ever opened here.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o660)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw SystemFailure.error("creating \(path)", errno)
        }
    }
}
