/// A stored incoming mail, whatever became of it.
package struct ReceivedMail: Hashable, Sendable {
    package let id: MailID
    package let received: Timestamp
    package let sha256: String
    package let fingerprint: String
    package let messageID: MessageID?
    package let sender: EmailAddress?
    package let subject: String
    package let kind: MailKind
    package let evidence: [String]
    package let defects: [String]
    /// Bytes of the mail as received.
    package let sizeBytes: Int64
    package let queue: QueueID?
    package let route: Route
    package let envelope: Envelope
    /// `nil` while the mail is in quarantine.
    package let ticket: TicketID?
    package let transaction: TransactionID?
    /// How the ticket was found; `nil` in quarantine.
    package let match: String?
    /// Why it is in quarantine; `nil` when it is not.
    package let quarantine: QuarantineReason?
    /// More about the quarantine, for people.
    package let quarantineDetail: String?
    /// As ``Verdict/likeness``.
    package let likeness: String?

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: MailID, received: Timestamp, sha256: String, fingerprint: String,
        messageID: MessageID?, sender: EmailAddress?, subject: String, kind: MailKind,
        evidence: [String], defects: [String], sizeBytes: Int64, queue: QueueID?, route: Route,
        envelope: Envelope, ticket: TicketID?, transaction: TransactionID?, match: String?,
        quarantine: QuarantineReason?, quarantineDetail: String?,
        likeness: String? = nil
    ) {
        self.id = id
        self.received = received
        self.sha256 = sha256
        self.fingerprint = fingerprint
        self.messageID = messageID
        self.sender = sender
        self.subject = subject
        self.kind = kind
        self.evidence = evidence
        self.defects = defects
        self.sizeBytes = sizeBytes
        self.queue = queue
        self.route = route
        self.envelope = envelope
        self.ticket = ticket
        self.transaction = transaction
        self.match = match
        self.quarantine = quarantine
        self.quarantineDetail = quarantineDetail
        self.likeness = likeness
    }
}

/// Why a mail became no part of a ticket.
package enum QuarantineReason: String, Hashable, Sendable, CaseIterable {
    case empty = "empty"
    case noSender = "no sender"
    case ownLoop = "own loop"
    case tooManyHops = "too many Received headers"
    case crashed = "crashed the program three times"
    case tooMuchCPU = "took more than mail.cpu_seconds_max to read"
    case decodedTooLarge = "decodes to more than mail.decoded_bytes_max"
    case noRight = "no right"
    case queueDisabled = "queue disabled"
    case ownAddress = "sent by an address of ours"
    case unknownRecipient = "no queue has this address"
    case bounceWithoutTicket = "bounce that belongs to no ticket"
    case reportWithoutTicket = "report that belongs to no ticket"
    case autoReplyWithoutTicket = "auto-reply that belongs to no ticket"
    case userDisabled = "sender is disabled"

    /// The mail was never read, and whoever reads it now takes the same risk.
    package var isUnread: Bool { self == .crashed || self == .tooMuchCPU }
}
