/// Why a settings file, or another YAML file of the site, could not be used.
///
/// Holds all that is wrong with the file, not only the first mistake, so that an admin mends it
/// in one go. Whether the mail should be tried again is the door's decision: for `mailgate` every
/// code here is temporary (the admin mends the file, the MTA's queue keeps the mail).
package struct SettingsError: Error, CustomStringConvertible {
    /// What a caller may want to tell apart; the details are in ``SettingsError/problems``.
    package enum Code: Hashable, Sendable {
        /// The file does not exist.
        case missing
        /// The file exists and cannot be opened or read.
        case unreadable
        /// A password file that other accounts of the machine can read.
        case exposedSecret
        /// The file was read and has mistakes in it.
        case invalid
    }

    /// What went wrong, for programs.
    package let code: Code
    /// Every mistake found, in the order of the file; never empty.
    package let problems: [SettingsProblem]
    /// The YAML parser's own error, where that is the cause.
    package let underlying: (any Error)?

    init(code: Code, problems: [SettingsProblem], underlying: (any Error)? = nil) {
        self.code = code
        self.problems = problems
        self.underlying = underlying
    }

    /// One line a mistake, each with file, line and column; for the log and for standard error.
    package var detail: String {
        problems.map(\.description).joined(separator: "\n")
    }

    /// The same as ``detail``.
    package var description: String { detail }
}
