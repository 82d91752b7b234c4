import Glibc
import Settings
import Store

/// The size that the process that started us lets our files have (`ulimit -f`).
///
/// Postfix applies `mailbox_size_limit`, 50 MB unless set, to the commands in alias files too,
/// where it stops a database that has grown past it. SQLite then reports a disk error, and nobody
/// would look for the cause in the MTA's configuration.
enum FileSizeLimit {
    /// The error itself, unless the limit explains it.
    ///
    /// - Parameter mailBytes: How much would have been written, roughly.
    static func explained(
        _ error: StoreError, _ database: Settings.Database, mailBytes: Int
    ) -> any Error {
        guard case .sqlite(let path) = database, let limit = current() else { return error }
        let largest = max(size(path), size(path + "-wal"))
        guard largest + mailBytes > limit / 2, error.code != .busy else { return error }
        return GatewayError(
            .fileSizeLimit,
            "\(error.detail); files may not grow past \(limit) bytes in this process "
                + "(Postfix: set mailbox_size_limit = 0)")
    }

    /// In bytes; `nil` for no limit.
    private static func current() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { return nil }
        return Int(exactly: limit.rlim_cur)
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
