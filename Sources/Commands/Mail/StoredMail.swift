import Gateway
import Intake
import MIME
import Settings
import Tickets

/// A received mail as JSON: what is stored of it.
struct StoredMail: Encodable {
    let id: Int64
    /// RFC 3339 in UTC.
    let received: String
    let sha256: String
    let fingerprint: String
    let size: Int64
    let messageID: String?
    let sender: String?
    let subject: String
    /// ``Tickets/MailKind``.
    let kind: String
    let evidence: [String]
    let defects: [String]
    let queue: String?
    let ticket: Int64?
    let transaction: Int64?
    /// How the ticket was found.
    let match: String?
    /// ``Tickets/QuarantineReason``; absent when the mail is not in quarantine.
    let quarantine: String?
    let quarantineDetail: String?
    /// What the alias line said.
    let route: StoredRoute
    let envelope: StoredEnvelope

    /// The alias line's options.
    struct StoredRoute: Encodable {
        let queue: String?
        let action: String
        let extensionUse: String?
        let ticket: Int64?
    }

    /// What the mail server said beside the mail.
    struct StoredEnvelope: Encodable {
        /// Empty for the null sender of bounces.
        let sender: String?
        let recipient: String?
        let originalRecipient: String?
        let addressExtension: String?
    }

    /// - Parameter queue: the name of the queue that the mail belongs to.
    init(_ mail: ReceivedMail, queue: String?) {
        id = mail.id.value
        received = mail.received.rfc3339
        sha256 = mail.sha256
        fingerprint = mail.fingerprint
        size = mail.sizeBytes
        messageID = mail.messageID?.value
        sender = mail.sender?.value
        subject = mail.subject
        kind = mail.kind.rawValue
        evidence = mail.evidence
        defects = mail.defects
        self.queue = queue
        ticket = mail.ticket?.value
        transaction = mail.transaction?.value
        match = mail.match
        quarantine = mail.quarantine?.rawValue
        quarantineDetail = mail.quarantineDetail
        route = StoredRoute(
            queue: mail.route.queue, action: mail.route.action.rawValue,
            extensionUse: mail.route.extensionUse?.rawValue, ticket: mail.route.ticket?.value)
        envelope = StoredEnvelope(
            sender: mail.envelope.sender, recipient: mail.envelope.recipient?.value,
            originalRecipient: mail.envelope.originalRecipient?.value,
            addressExtension: mail.envelope.addressExtension)
    }
}

/// A received mail and what its bytes say today.
struct ShownMail: Encodable {
    let mail: StoredMail
    let to: [String]
    let cc: [String]
    let text: String
    let attachments: [ParsedAttachment]

    init(_ mail: StoredMail, message: MIME.Message) {
        self.mail = mail
        to = message.to.map(\.address)
        cc = message.cc.map(\.address)
        text = message.text
        attachments = ParsedAttachment.list(message)
    }

    /// Reads the bytes unless they crashed the program or kept it busy: such a mail is looked at
    /// with `--raw` only.
    init(_ mail: StoredMail, raw: [UInt8], settings: Settings) {
        let reason = mail.quarantine.flatMap(QuarantineReason.init(rawValue:))
        let isDangerous = reason?.isUnread == true
        let reader = MessageReader(limits: IntakeLimits(settings: settings).message)
        self.init(mail, message: reader.read(isDangerous ? [] : raw))
    }
}
