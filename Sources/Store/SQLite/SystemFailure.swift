import Glibc

/// Errors of system calls on the database's files.
enum SystemFailure {
    /// The system's words for an `errno`.
    static func text(_ code: Int32) -> String {
        String(cString: strerror(code))
    }

    /// Our error for a failed call.
    ///
    /// - Parameters:
    ///   - doing: What was tried, with the path: `creating /x/y`.
    ///   - code: `errno` right after the call.
    static func error(_ doing: String, _ code: Int32) -> StoreError {
        let kind: StoreError.Code =
            switch code {
            case ENOSPC, EDQUOT: .full
            case EROFS: .readOnly
            case EEXIST: .conflict
            default: .unavailable
            }
        return StoreError(kind, "\(doing): \(text(code))")
    }
}
