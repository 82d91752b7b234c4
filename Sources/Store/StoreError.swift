import Tickets

/// Why the store could not do what was asked.
///
/// Whoever catches one has nothing to undo: a transaction that threw left nothing behind (one
/// exception: ``Code/unavailable`` while committing, whose `detail` says that the outcome is
/// unknown).
package struct StoreError: Error {
    /// What went wrong, as far as a caller may want to act on it.
    package enum Code: String, Hashable, Sendable {
        /// Others held the lock, or kept changing the same rows, until the time was up.
        case busy
        /// The file is missing or may not be opened, or the server does not answer.
        case unavailable
        /// The database can be read but not written.
        case readOnly
        /// No space is left on the disk.
        case full
        /// The file is damaged or is no database; needs a restore from a backup.
        case corrupt
        /// A constraint refused the rows: a key that is there already, a reference to nothing.
        case conflict
        /// The database was written by a later release of this program.
        case newerSchema
        /// The database waits for `postern db migrate`.
        case olderSchema
        /// The row that was asked for is not there.
        case missing
        /// The request makes no sense: a mistake in a query, or data that no column can hold.
        case invalid
    }

    /// What a caller decides by.
    package let code: Code
    /// One line for the log; may name files, hosts and tables, holds no value out of a mail.
    package let detail: String
    /// What the engine said; `nil` when we found the fault ourselves.
    package let underlying: (any Error)?

    /// Makes an error; give `underlying` where an engine reported one.
    package init(_ code: Code, _ detail: String, underlying: (any Error)? = nil) {
        self.code = code
        self.detail = detail
        self.underlying = underlying
    }
}

extension StoreError: CustomStringConvertible {
    /// The code and the detail, for test failures and crash notes.
    package var description: String { "\(code.rawValue): \(detail)" }
}

extension StoreError: Disposed {
    /// `false` only for what no later try can change: a missing row, an impossible request.
    ///
    /// A database that is missing, locked, full, read-only or of another schema is an admin's to
    /// mend, so the mail waits.
    package var isTemporary: Bool {
        switch code {
        case .missing, .invalid: false
        default: true
        }
    }

    /// The same sentence for every code: a stranger learns nothing about the machine.
    package var publicText: String { "The tracker could not store this message." }
}
