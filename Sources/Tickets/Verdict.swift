/// What Intake makes of one mail: facts and candidates, no decision that needs the store.
package struct Verdict: Hashable, Sendable {
    package var route: Route
    package var envelope: Envelope
    /// The mail as received: the record.
    package var raw: [UInt8]
    /// SHA-256 of ``raw``, hexadecimal.
    package var sha256: String
    /// Same for two deliveries of one mail: SHA-256 without what changes between deliveries.
    package var fingerprint: String
    package var kind: MailKind
    /// What the kind was decided by, one short phrase each: `Auto-Submitted: auto-replied`.
    package var evidence: [String]
    /// From's first address (RFC 5322 §3.6.2); `nil` when there is none that mail could go to.
    package var sender: NamedAddress?
    package var replyTo: [NamedAddress]
    package var to: [NamedAddress]
    package var cc: [NamedAddress]
    /// Decoded, on one line, with any tags.
    package var subject: String
    /// Every `[text #number]` in the subject, in order; which of them is ours the Desk decides.
    package var tags: [SubjectTag]
    package var messageID: MessageID?
    /// In-Reply-To first, then References from last to first: the order of asking. No duplicates.
    package var references: [MessageID]
    /// The Date header; `nil` when absent or nonsense.
    package var date: Timestamp?
    package var text: String
    package var attachments: [Attachment]
    /// What was wrong with the mail, one short phrase each.
    package var defects: [String]
    /// Why it cannot become or change a ticket, whatever the store says; `nil` when it can.
    package var quarantine: QuarantineReason?

    /// Makes a verdict of a mail of which nothing is known but its bytes.
    package init(
        route: Route, envelope: Envelope, raw: [UInt8], sha256: String, fingerprint: String,
        quarantine: QuarantineReason? = nil
    ) {
        self.route = route
        self.envelope = envelope
        self.raw = raw
        self.sha256 = sha256
        self.fingerprint = fingerprint
        self.quarantine = quarantine
        kind = .person
        evidence = []
        replyTo = []
        to = []
        cc = []
        subject = ""
        tags = []
        references = []
        text = ""
        attachments = []
        defects = []
    }
}

/// Where the MTA says that a mail belongs.
package struct Route: Hashable, Sendable {
    /// Name or number as on the command line; `nil` lets the recipient's address decide.
    package var queue: String?
    package var action: Action
    /// What the address's `+extension` means, if anything; from `--extension`.
    package var extensionUse: ExtensionUse?
    /// `--ticket`: goes to this ticket whatever the mail says.
    package var ticket: TicketID?

    /// Says where to.
    package init(
        queue: String? = nil, action: Action = .correspond, extensionUse: ExtensionUse? = nil,
        ticket: TicketID? = nil
    ) {
        self.queue = queue
        self.action = action
        self.extensionUse = extensionUse
        self.ticket = ticket
    }

    /// What a mail is taken as.
    package enum Action: String, Hashable, Sendable, CaseIterable {
        case correspond, comment
    }

    /// RT's `--extension`: what the extension of the address names.
    package enum ExtensionUse: String, Hashable, Sendable, CaseIterable {
        case queue, action, ticket
    }
}

/// What the MTA said beside the mail itself (RFC 5321 §3.3).
package struct Envelope: Hashable, Sendable {
    /// MAIL FROM; an empty string is the null sender of bounces, `nil` means that nobody told us.
    package var sender: String?
    /// RCPT TO as rewritten by the MTA.
    package var recipient: EmailAddress?
    /// RCPT TO as the client gave it.
    package var originalRecipient: EmailAddress?
    /// What stood after the delimiter in the local part; never empty.
    package var addressExtension: String?

    /// Takes what the environment or LMTP said.
    package init(
        sender: String? = nil, recipient: EmailAddress? = nil,
        originalRecipient: EmailAddress? = nil, addressExtension: String? = nil
    ) {
        self.sender = sender
        self.recipient = recipient
        self.originalRecipient = originalRecipient
        self.addressExtension = addressExtension
    }
}

/// A bracketed number in a subject: `[example.com #12]`.
package struct SubjectTag: Hashable, Sendable {
    /// The text before the number, trimmed, case kept.
    package let name: String
    package let ticket: TicketID

    /// Pairs a name with a number.
    package init(name: String, ticket: TicketID) {
        self.name = name
        self.ticket = ticket
    }
}

/// Who or what wrote a mail (DESIGN §4).
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    case person
    case autoReply = "auto-reply"
    case list
    case bulk
    case bounce
    case ownLoop = "own loop"

    /// True for mail that nobody typed just now: it never reopens a ticket and never gets an
    /// autoreply.
    package var isAutomatic: Bool { self != .person && self != .list }
}

/// Why a mail became no part of a ticket.
package enum QuarantineReason: String, Hashable, Sendable, CaseIterable {
    case empty = "empty"
    case noSender = "no sender"
    case ownLoop = "own loop"
    case tooManyHops = "too many Received headers"
    case crashed = "crashed the program three times"
    case noRight = "no right"
    case queueDisabled = "queue disabled"
    case ownAddress = "sent by an address of ours"
    case unknownRecipient = "no queue has this address"
    case bounceWithoutTicket = "bounce that belongs to no ticket"
    case autoReplyWithoutTicket = "auto-reply that belongs to no ticket"
    case userDisabled = "sender is disabled"
}

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

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: MailID, received: Timestamp, sha256: String, fingerprint: String,
        messageID: MessageID?, sender: EmailAddress?, subject: String, kind: MailKind,
        evidence: [String], defects: [String], sizeBytes: Int64, queue: QueueID?, route: Route,
        envelope: Envelope, ticket: TicketID?, transaction: TransactionID?, match: String?,
        quarantine: QuarantineReason?, quarantineDetail: String?
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
    }
}
