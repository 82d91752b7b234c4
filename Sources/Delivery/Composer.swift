package import MIME
package import Store
package import Tickets

/// Makes the mail of an outbox row (DESIGN §7).
///
/// The same row gives the same bytes each time, so a second copy of a mail has the first one's
/// Message-ID and date.
package struct Composer: Sendable {
    private let reader: MessageReader

    /// How many references are kept from the front and from the end when there are more than both
    /// together; the oldest say which thread it is, the newest whom we answer. RFC 5322 sets no
    /// limit, but mail programs and filters do.
    static let referencesKept = (first: 4, last: 6)

    /// Takes a reader with the limits under which the stored mails were read: the paths of their
    /// attachments depend on them.
    package init(reader: MessageReader = MessageReader()) {
        self.reader = reader
    }

    /// Composes the mail and pairs it with the envelope that is due.
    ///
    /// - Parameter rawMail: gets the bytes of a received mail, for its attachments; asked once for
    ///   each mail.
    /// - Throws: ``DeliveryError``, which another attempt would meet again; what `rawMail` throws.
    package func mail(
        for row: OutboxRow, rawMail: (MailID) throws -> [UInt8]
    ) throws -> ComposedMail {
        let notification = row.notification
        guard !row.dueRecipients.isEmpty else {
            throw DeliveryError(.noRecipient, "outgoing mail \(row.id) is for nobody")
        }
        let sender = EmailAddress(notification.envelopeSender)
        guard sender != nil || notification.envelopeSender.isEmpty else {
            throw DeliveryError(
                .invalidSender, "envelope sender \"\(notification.envelopeSender)\" is no address")
        }
        return ComposedMail(
            bytes: try compose(notification, rawMail: rawMail),
            messageID: notification.messageID, date: notification.date, envelopeSender: sender,
            recipients: row.dueRecipients)
    }

    /// Composes headers and body with bare LF line ends.
    ///
    /// - Throws: as ``mail(for:rawMail:)``.
    package func compose(
        _ notification: Notification, rawMail: (MailID) throws -> [UInt8]
    ) throws -> [UInt8] {
        let message = OutgoingMessage(
            from: Self.mailbox(notification.from), to: notification.to.map(Self.mailbox),
            subject: notification.subject,
            date: MailDate(milliseconds: notification.date.milliseconds),
            messageID: notification.messageID.value, text: notification.text,
            html: notification.html,
            replyTo: notification.replyTo.map { [Mailbox(address: $0.value)] } ?? [],
            cc: notification.cc.map(Self.mailbox),
            inReplyTo: notification.inReplyTo.map { [$0.value] } ?? [],
            references: Self.shortened(notification.references).map(\.value),
            autoSubmitted: notification.automation.rawValue,
            extraHeaders: notification.headers.map { .init(name: $0.name, value: $0.value) },
            attachments: try attachments(notification.attachments, rawMail: rawMail))
        let bytes = MessageWriter.write(message, lineEnding: .lf)
        guard notification.to.isEmpty, notification.cc.isEmpty else { return bytes }
        // Without To and Cc some MTAs write the envelope's recipients into a header of their own,
        // and Bcc is lost.
        return Array("To: undisclosed-recipients:;\n".utf8) + bytes
    }

    private func attachments(
        _ references: [Notification.AttachmentReference], rawMail: (MailID) throws -> [UInt8]
    ) throws -> [OutgoingMessage.Attachment] {
        var mails: [MailID: [UInt8]] = [:]
        return try references.map { reference in
            let bytes = try mails[reference.mail] ?? rawMail(reference.mail)
            mails[reference.mail] = bytes
            let attachment = reference.attachment
            let name = "\(attachment.filename) (part \(attachment.path) of mail \(reference.mail))"
            let part =
                attachment.path == Attachment.wholeMailPath
                ? bytes : reader.content(ofPart: attachment.path, in: bytes)
            guard let content = part else {
                throw DeliveryError(.missingAttachment, "\(name) is not there")
            }
            guard Digest.sha256Hex(content) == attachment.sha256 else {
                throw DeliveryError(.missingAttachment, "\(name) is not what was received")
            }
            return OutgoingMessage.Attachment(
                filename: attachment.filename, contentType: attachment.contentType,
                content: content, contentID: attachment.contentID, isInline: attachment.isInline)
        }
    }

    private static func mailbox(_ address: NamedAddress) -> Mailbox {
        Mailbox(name: address.name, address: address.address.value)
    }

    /// The first and the last of many references.
    static func shortened(_ references: [MessageID]) -> [MessageID] {
        guard references.count > referencesKept.first + referencesKept.last else {
            return references
        }
        return Array(
            references.prefix(referencesKept.first) + references.suffix(referencesKept.last))
    }
}
