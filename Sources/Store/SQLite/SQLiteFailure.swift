import GRDB
import Glibc

/// What SQLite's result codes mean to our callers (https://www.sqlite.org/rescode.html).
enum SQLiteFailure {
    /// Whether another process was merely in the way, so that the same transaction may work later.
    static func isBusy(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: busyCodes.contains(error.resultCode)
        case let error as StoreError: error.code == .busy && error.underlying is DatabaseError
        default: false
        }
    }

    // PROTOCOL: the writers' race for the WAL index was lost too often; LOCKED: another connection
    // of this process.
    private static let busyCodes: [ResultCode] = [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL]

    /// Runs `work`, turning GRDB's errors into ours.
    ///
    /// - Parameter path: Of the database, for the log and to see whether its disk is full.
    static func translated<T>(path: String, _ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw storeError(error, path: path)
        }
    }

    /// Our error for one of SQLite's.
    static func storeError(_ error: DatabaseError, path: String) -> StoreError {
        let code = code(of: error, path: path)
        var detail = "\(path): \(error.message ?? "SQLite failed") (SQLite \(error.errorCode))"
        switch code {
        case .busy:
            detail =
                "\(path): others kept it locked until the time was up (SQLite \(error.errorCode))"
        case .unavailable: detail += explanation(path)
        case .invalid: detail += error.sql.map { ", in: " + $0 } ?? ""
        default: break
        }
        return StoreError(code, detail, underlying: error)
    }

    private static func code(of error: DatabaseError, path: String) -> StoreError.Code {
        // A shared-memory file that cannot grow is how a full disk shows in WAL mode.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return .full }
        if error.extendedResultCode == .SQLITE_CONSTRAINT_DATATYPE { return .invalid }
        switch error.resultCode {
        case let code where busyCodes.contains(code): return .busy
        case .SQLITE_FULL: return .full
        case .SQLITE_READONLY: return .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt
        case .SQLITE_CONSTRAINT: return .conflict
        case .SQLITE_IOERR, .SQLITE_CANTOPEN: return isDiskFull(path) ? .full : .unavailable
        case .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOMEM, .SQLITE_NOLFS, .SQLITE_INTERRUPT:
            return .unavailable
        default: return .invalid
        }
    }

    /// Whether the disk under `path` has no block or no inode left for us.
    private static func isDiskFull(_ path: String) -> Bool {
        var status = statvfs()
        guard statvfs(folder(of: path), &status) == 0 else { return false }
        return status.f_bavail == 0 || (status.f_files > 0 && status.f_favail == 0)
    }

    private static func explanation(_ path: String) -> String {
        if access(path, F_OK) != 0 {
            return errno == ENOENT ? "; there is no such file" : "; " + SystemFailure.text(errno)
        }
        if access(path, R_OK | W_OK) != 0 { return "; " + SystemFailure.text(errno) }
        if access(folder(of: path), W_OK) != 0 { return "; its folder cannot be written to" }
        return ""
    }

    /// The folder that holds `path`.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
