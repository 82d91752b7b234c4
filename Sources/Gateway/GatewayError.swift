import Tickets

/// What the gateway itself could not do; what other modules could not comes as their own error.
package struct GatewayError: Error, Hashable {
    /// What went wrong.
    package enum Code: Hashable, Sendable {
        /// Standard input could not be read to its end.
        case unreadableInput
        /// The settings name a database or transport that this program was built without.
        case noEngine
        /// `postern`, which is to do the work, could not be started.
        case noSibling
        /// The MTA does not let its commands write files as large as the database.
        case fileSizeLimit
    }

    /// What a caller may want to tell apart.
    package let code: Code
    /// One line for the log; may name files.
    package let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension GatewayError: Disposed {
    /// Always: each of them is an admin's to mend while the MTA keeps the mail.
    package var isTemporary: Bool { true }

    /// The same sentence for each code.
    package var publicText: String { "The tracker could not take this message yet." }
}
