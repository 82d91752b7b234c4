import Settings
import Tickets

/// What is said of any error, for the log and for the MTA's.
enum ErrorText {
    /// The error's own detail; several mistakes in one file keep a line each.
    static func line(_ error: any Error) -> String {
        if let error = error as? any Disposed { return error.detail }
        if let error = error as? SettingsError { return error.detail }
        return "\(error)"
    }
}
