import ArgumentParser
import Desk
import Settings
import SiteFiles
import Store
import Tickets

/// Why a command was not carried out, with its exit code (STYLE rule 20).
package struct CommandFailure: Error {
    /// One line for the person who typed it; several for a file with several mistakes.
    package let text: String
    package let code: Code
    /// Lines to print below as they are: a query and the place of the mistake in it.
    package let figure: String

    /// Exit codes of `postern`.
    package enum Code: Int32, Sendable {
        /// Understood and refused: no right, no such ticket, a check that found something.
        case refused = 1
        /// Not understood (EX_USAGE).
        case usage = 64
        /// May succeed later: the database is locked, missing, full (EX_TEMPFAIL).
        case temporary = 75
        /// The settings or the site's files are wrong (EX_CONFIG).
        case configuration = 78
    }

    init(_ text: String, _ code: Code = .refused, figure: String = "") {
        self.text = text
        self.code = code
        self.figure = figure
    }

    /// Finds words and code for anything that a command may throw.
    package init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as QueryError:
            self.init(error.sentence, .usage, figure: error.excerpt)
        case let error as SettingsError: self.init(error.detail, .configuration)
        case let error as SiteFileError: self.init(error.detail, .configuration)
        case let error as StoreError:
            self.init(error.detail, Self.code(of: error))
        case let error as DeskError where error.code == .noRight(.superUser):
            // Who one is depends on the account of the machine, which is easily forgotten.
            self.init(error.detail + "; --as USER asks in another user's name")
        case let error as any Disposed: self.init(error.detail)
        default: self.init("\(error)")
        }
    }

    /// What no later try can change is refused, though a mail would wait for it.
    private static func code(of error: StoreError) -> Code {
        switch error.code {
        case .conflict, .corrupt, .missing, .invalid: .refused
        case .busy, .unavailable, .readOnly, .full, .olderSchema, .newerSchema: .temporary
        }
    }
}
