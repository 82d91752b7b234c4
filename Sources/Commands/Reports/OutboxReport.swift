import Delivery
import Store
import Tickets

/// An outgoing mail or call with its content, as JSON shows one in a history: all keys of
/// ``OutboxMail`` and ``ShownOutboxMail`` side by side.
struct OutboxReport: Encodable {
    let id: Int64
    /// `mail`, `webhook` or `program`.
    let kind: String
    let ticket: Int64
    let transaction: Int64
    let scrip: String
    /// `queued`, `sending`, `sent`, `dead` or `cancelled`.
    let state: String
    let created: String
    /// When it is due; absent once it is sent, dead or cancelled.
    let nextAttempt: String?
    let attempts: Int64
    /// What the last attempt failed with.
    let lastError: String?
    /// What the other side said when it took the mail.
    let remark: String?
    let sent: String?
    /// All that get the mail, those in Bcc as well. From here to `attachments` absent for a call.
    let recipients: [String]?
    /// Those that have not got it yet; absent for mails that were sent or cancelled.
    let waitingFor: [String]?
    let envelopeSender: String?
    /// Without brackets.
    let messageID: String?
    let inReplyTo: String?
    let references: [String]?
    let from: String?
    let fromName: String?
    let replyTo: String?
    let to: [String]?
    let cc: [String]?
    let bcc: [String]?
    let subject: String?
    let autoSubmitted: String?
    let headers: [HeaderReport]?
    let text: String?
    let html: String?
    let attachments: [AttachmentReport]?
    /// Absent for a mail.
    let call: CallReport?

    init(_ row: OutboxRow) {
        let mail = row.mail
        id = row.id.value
        kind = row.content.kind.rawValue
        ticket = row.ticket.value
        transaction = row.transaction.value
        scrip = row.scrip
        state = row.state.rawValue
        created = row.created.rfc3339
        let isDue = row.state == .queued || row.state == .sending
        nextAttempt = isDue ? row.nextAttempt.rfc3339 : nil
        attempts = row.attempts
        lastError = row.state == .sent ? nil : row.lastError
        remark = row.state == .sent ? row.lastError : nil
        sent = row.sent?.rfc3339
        recipients = mail?.recipients.map(\.value)
        let isOpen = mail != nil && (isDue || row.state == .dead)
        waitingFor = isOpen ? row.dueRecipients.map(\.value) : nil
        envelopeSender = mail?.envelopeSender
        messageID = mail?.messageID.value
        inReplyTo = mail?.inReplyTo?.value
        references = mail?.references.map(\.value)
        from = mail?.from.address.value
        fromName = mail?.from.name
        replyTo = mail?.replyTo?.value
        to = mail?.to.map(\.address.value)
        cc = mail?.cc.map(\.address.value)
        bcc = mail?.bcc.map(\.address.value)
        subject = mail?.subject
        autoSubmitted = mail?.automation.rawValue
        headers = mail?.headers.map { HeaderReport(name: $0.name, value: $0.value) }
        text = mail.map(Composer.text)
        html = mail?.html
        attachments = mail?.attachments.map { AttachmentReport($0.attachment, of: $0.mail) }
        call = CallReport(row, isFull: true)
    }

    /// A further header field.
    struct HeaderReport: Encodable {
        let name: String
        let value: String
    }
}

/// A part of a received mail.
struct AttachmentReport: Encodable {
    /// The mail that its bytes are in; absent when it came in none.
    let mail: Int64?
    /// Where in the mail it stands: `1.2`.
    let part: String
    let filename: String
    let contentType: String
    /// Decoded bytes.
    let size: Int
    /// Of the decoded bytes, hexadecimal.
    let sha256: String
    let contentID: String?
    let isInline: Bool

    init(_ part: Attachment, of mail: MailID?) {
        self.mail = mail?.value
        self.part = part.path
        filename = part.filename
        contentType = part.contentType
        size = part.sizeBytes
        sha256 = part.sha256
        contentID = part.contentID
        isInline = part.isInline
    }
}
