/// An outgoing mail, rendered but not yet composed as MIME: what the outbox keeps.
package struct Notification: Hashable, Sendable, Codable {
    package var from: NamedAddress
    package var replyTo: EmailAddress?
    package var to: [NamedAddress]
    package var cc: [NamedAddress]
    /// Get the mail, stand in no header.
    package var bcc: [NamedAddress]
    /// With the ticket's tag, decoded.
    package var subject: String
    package var text: String
    /// `nil` for a mail in plain text only.
    package var html: String?
    package var messageID: MessageID
    package var inReplyTo: MessageID?
    /// Oldest first (RFC 5322 §3.6.4).
    package var references: [MessageID]
    package var date: Timestamp
    package var automation: Automation
    /// Further header fields in order: name, value.
    package var headers: [Header]
    /// MAIL FROM; empty for the null sender, which nobody answers.
    package var envelopeSender: String
    /// Parts of stored mails that go along.
    package var attachments: [AttachmentReference]

    /// Makes a mail of what was rendered.
    package init(
        from: NamedAddress, replyTo: EmailAddress? = nil, to: [NamedAddress] = [],
        cc: [NamedAddress] = [], bcc: [NamedAddress] = [], subject: String, text: String,
        html: String? = nil, messageID: MessageID, inReplyTo: MessageID? = nil,
        references: [MessageID] = [], date: Timestamp, automation: Automation,
        headers: [Header] = [], envelopeSender: String,
        attachments: [AttachmentReference] = []
    ) {
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.cc = cc
        self.bcc = bcc
        self.subject = subject
        self.text = text
        self.html = html
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.date = date
        self.automation = automation
        self.headers = headers
        self.envelopeSender = envelopeSender
        self.attachments = attachments
    }

    /// Everybody who gets it, each once.
    package var recipients: [EmailAddress] {
        var seen: Set<EmailAddress> = []
        return (to + cc + bcc).map(\.address).filter { seen.insert($0).inserted }
    }

    /// The value of Auto-Submitted (RFC 3834 §5).
    package enum Automation: String, Hashable, Sendable, Codable {
        /// An answer that no person wrote: the autoreply.
        case replied = "auto-replied"
        /// Told because something happened; the text may be a person's.
        case generated = "auto-generated"
    }

    /// A header field.
    package struct Header: Hashable, Sendable, Codable {
        package let name: String
        package let value: String

        /// Pairs name and value; the composer makes the value safe.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Names a part of a received mail.
    package struct AttachmentReference: Hashable, Sendable, Codable {
        package let mail: MailID
        package let attachment: Attachment

        /// Names `attachment` of the mail with that number.
        package init(mail: MailID, attachment: Attachment) {
            self.mail = mail
            self.attachment = attachment
        }
    }
}

/// Whether one person was mailed about one transaction, and why (DESIGN §3, promise 7).
package struct MailDecision: Hashable, Sendable {
    /// `nil` for a scrip that had nobody to mail.
    package let address: EmailAddress?
    package let user: UserID?
    /// In which role they were considered; `nil` when in none.
    package let role: Role?
    package let outcome: Outcome
    /// Why they were considered though they hold no role that was asked for; `nil` when they do.
    package let occasion: Occasion?

    /// Says what was decided about `address`.
    package init(
        address: EmailAddress?, user: UserID?, role: Role?, outcome: Outcome,
        occasion: Occasion? = nil
    ) {
        self.address = address
        self.user = user
        self.role = role
        self.outcome = outcome
        self.occasion = occasion
    }

    /// What makes somebody a recipient besides a role. Raw values are stored where a role would be;
    /// never change one.
    package enum Occasion: String, Hashable, Sendable, CaseIterable {
        case oneTimeTo = "one-time To"
        case oneTimeCc = "one-time Cc"
        case oneTimeBcc = "one-time Bcc"
        /// The scrip names them, or a group that they are in.
        case named = "named by the scrip"
    }

    /// Mailed, or the reason why not. Raw values are stored; never change one.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case mailed = "mailed"
        case ownAction = "own action"
        case ownAddress = "own address of the tracker"
        case noAddress = "no address"
        case userDisabled = "user is disabled"
        case alreadyMailed = "already gets this mail"
        case alreadyTold = "another scrip tells them already"
        case automaticMail = "answer to automatic mail"
        case rateLimited = "too many autoreplies"
        case noRight = "no right to see it"
        case nobody = "nobody holds the role"
        case squelched = "squelched"
        case leftOut = "left out of this message"
        case bounced = "address bounced"
        case likelyLoop = "the same mail came again and again: a loop"
        case scripFailed = "scrip failed"
        case templateEmpty = "template of the queue is empty"

        /// True only for ``mailed``.
        package var isMailed: Bool { self == .mailed }
    }
}
