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
    /// What a bounce, delay notice, receipt or feedback report says; `nil` for other kinds, and for
    /// one that says nothing usable.
    package var report: MailReport?
    /// Every `[text #number]` in the subject, in order; which of them is ours the Desk decides.
    package var tags: [SubjectTag]
    package var messageID: MessageID?
    /// Outlook's name for the conversation; `nil` when the mail has no usable `Thread-Index`.
    package var conversation: Conversation?
    /// Same for mails that say the same but for numbers, as robots' answers do; `nil` when there is
    /// too little text to tell.
    package var likeness: String?
    /// In-Reply-To first, then References from last to first: the order of asking. No duplicates.
    package var references: [MessageID]
    /// The Date header; `nil` when absent or nonsense.
    package var date: Timestamp?
    /// What a person reads of it, quotes and signature included.
    package var text: String
    /// ``text`` without quotes, signature, disclaimer and footers; `nil` when that is all of it.
    package var replyText: String?
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

/// What Outlook calls the mails that answer each other, whatever happened to their Message-IDs.
package struct Conversation: Hashable, Sendable {
    /// Kept and looked up like a Message-ID, but no mail bears it.
    package let id: MessageID
    /// False for the first mail. Programs that send from a template begin the same one again and
    /// again, so only an answer leads to a ticket.
    package let isAnswer: Bool

    /// Names a conversation.
    package init(id: MessageID, isAnswer: Bool) {
        self.id = id
        self.isAnswer = isAnswer
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
