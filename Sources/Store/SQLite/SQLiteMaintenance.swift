import GRDB
import Glibc

extension SQLiteDriver {
    /// What the engine itself finds wrong with the data; empty when all is well.
    package func engineFaults() throws -> [String] {
        do {
            return try read(Self.faults)
        } catch let error as StoreError where error.code == .corrupt {
            return [error.detail]
        }
    }

    /// Copies the live database by SQLite's online backup into a file of mode 0600.
    ///
    /// The copy lies beside its final place under another name until it is whole, checked and on
    /// the disk.
    package func backup(to path: String) throws {
        try Self.copy(queue, named: self.path, to: path, mode: 0o600)
    }

    /// Puts a backup where a database is to be; refuses to touch one that is there.
    ///
    /// - Parameters:
    ///   - source: What ``backup(to:)`` wrote; only read.
    ///   - path: Where the database is to be; gets mode 0660 as umask allows.
    /// - Throws: ``StoreError``: `conflict` when something is at `path`, `corrupt` when the backup
    ///   is damaged or is none of ours, `unavailable`, `full`.
    package static func restore(from source: String, to path: String) throws {
        for name in [path, path + "-wal", path + "-shm"] where access(name, F_OK) == 0 {
            throw StoreError(
                .conflict,
                "\(name) exists and is not overwritten; move it away or restore elsewhere")
        }
        try SQLiteFailure.translated(path: source) {
            var configuration = Configuration()
            configuration.readonly = true
            // Without a log beside it nobody has it open, and SQLite need not make files in its
            // folder.
            let mode = access(source + "-wal", F_OK) == 0 ? "ro" : "ro&immutable=1"
            let queue = try DatabaseQueue(
                path: SQLiteFile.uri(source, mode: mode), configuration: configuration)
            let faults = try queue.inDatabase { database in
                let connection = SQLiteConnection(database, path: source, isReadOnly: true)
                let marks = try connection.query(
                    "SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'")
                guard !marks.isEmpty else { return ["it holds no database of this program"] }
                return try Self.faults(connection)
            }
            if let first = faults.first {
                throw StoreError(.corrupt, "\(source) is not fit to be restored: \(first)")
            }
            try copy(queue, named: source, to: path, mode: 0o660)
        }
    }

    private static func faults(_ connection: any SQLConnection) throws -> [String] {
        var faults = try connection.query("PRAGMA integrity_check").map { try $0.text(0) }
        faults.removeAll { $0 == "ok" }
        for row in try connection.query("PRAGMA foreign_key_check") {
            let number = try row.intOrNil(1).map { " \($0)" } ?? ""
            faults.append(
                "row\(number) of \(try row.text(0)) refers to a missing row of \(try row.text(2))"
            )
        }
        return faults
    }

    private static func copy(
        _ source: DatabaseQueue, named name: String, to path: String, mode: mode_t
    ) throws {
        guard access(path, F_OK) != 0 else {
            throw StoreError(.conflict, "\(path) exists and is not overwritten")
        }
        let partial = "\(path).partial-\(getpid())"
        let descriptor = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemFailure.error("creating \(partial)", errno) }
        close(descriptor)
        defer {
            for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partial + suffix) }
        }
        try SQLiteFailure.translated(path: path) {
            let target = try DatabaseQueue(path: SQLiteFile.uri(partial, mode: "rw"))
            try source.backup(to: target)
            try target.inDatabase { database in
                // One file that is whole by itself, whatever the source had beside it.
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check")
                guard verdict == "ok" else {
                    throw StoreError(.corrupt, "the copy of \(name) is damaged: \(verdict ?? "?")")
                }
            }
            try target.close()
        }
        try sync(partial, O_RDWR)
        // A link, not a rename: it fails if somebody has put a file there meanwhile.
        guard link(partial, path) == 0 else { throw SystemFailure.error("naming \(path)", errno) }
        try sync(SQLiteFailure.folder(of: path), O_RDONLY | O_DIRECTORY)
    }

    private static func sync(_ path: String, _ flags: Int32) throws {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure.error("opening \(path)", errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemFailure.error("writing \(path)", errno) }
    }
}
