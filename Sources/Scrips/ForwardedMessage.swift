package import Tickets

/// A message of a ticket that is forwarded to somebody.
package struct ForwardedMessage: Hashable, Sendable {
    /// The entry of the history that it belongs to.
    package let transaction: TransactionID
    package let message: Message
    package let written: Timestamp
    /// The mail as it came in, which goes along whole; `nil` for a text that was typed, which
    /// stands in the forwarding mail itself.
    package let original: Original?

    /// Gathers what was loaded.
    package init(
        transaction: TransactionID, message: Message, written: Timestamp, original: Original?
    ) {
        self.transaction = transaction
        self.message = message
        self.written = written
        self.original = original
    }

    /// A stored mail.
    package struct Original: Hashable, Sendable {
        package let mail: MailID
        /// Of its bytes, hexadecimal.
        package let sha256: String
        package let sizeBytes: Int64

        /// Names a mail.
        package init(mail: MailID, sha256: String, sizeBytes: Int64) {
            self.mail = mail
            self.sha256 = sha256
            self.sizeBytes = sizeBytes
        }
    }

    /// The whole mail as a part of another (RFC 2046 §5.2.1).
    var attachment: Notification.AttachmentReference? {
        original.map { original in
            Notification.AttachmentReference(
                mail: original.mail,
                attachment: Attachment(
                    path: Attachment.wholeMailPath, filename: "message-\(transaction).eml",
                    contentType: "message/rfc822", sizeBytes: Int(original.sizeBytes),
                    sha256: original.sha256))
        }
    }
}
