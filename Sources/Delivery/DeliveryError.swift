import Tickets

/// Why a mail of the outbox could not even be composed.
///
/// What a transport meets is no error but a ``DeliveryResult``.
package struct DeliveryError: Error {
    /// What is wrong with the row.
    package enum Code: Hashable, Sendable {
        /// A part that the notification names is not in the stored mail.
        case missingAttachment
        /// The envelope sender is neither empty nor an address.
        case invalidSender
        /// Nobody is left to send it to.
        case noRecipient
        /// The row is a call.
        case noMail
    }

    package let code: Code
    package let detail: String
    package let underlying: (any Error)?

    /// Names what is wrong; `detail` is for the log.
    package init(_ code: Code, _ detail: String, underlying: (any Error)? = nil) {
        self.code = code
        self.detail = detail
        self.underlying = underlying
    }
}

extension DeliveryError: Disposed {
    /// Never: the row holds what it holds, and an admin has to look.
    package var isTemporary: Bool { false }

    /// The same sentence for each code.
    package var publicText: String { "The tracker could not compose this message." }
}
