/// One thing that happened to a ticket; written once, never changed.
package struct Transaction: Hashable, Sendable {
    package let id: TransactionID
    package let ticket: TicketID
    package let kind: Kind
    package let actor: UserID
    package let created: Timestamp
    /// What changed, for kinds that change a field: `Status`, `Subject`, `Queue`, a role, a link
    /// type.
    package let field: String?
    /// Before; `nil` when there was nothing.
    package let oldValue: String?
    /// After; `nil` when there is nothing now.
    package let newValue: String?
    /// The transaction whose scrips caused this one; `nil` when a person or mail did.
    package let causedBy: TransactionID?
    /// Minutes of work that it stands for.
    package let timeTaken: Int64

    /// What ``field`` holds for an ``Kind/autoReply`` or a forward that only staff may read.
    package static let internalField = "Comment"

    /// Whether only staff may read it: comments, what a machine answered to one, our own failures.
    package var isInternal: Bool { Self.isInternal(kind: kind, field: field) }

    /// The same of a transaction that is not loaded; a kind that this version does not know counts
    /// as internal.
    package static func isInternal(kind: Kind?, field: String?) -> Bool {
        switch kind {
        case .comment, .systemError, nil: true
        case .autoReply, .forwardTicket, .forwardTransaction: field == internalField
        default: false
        }
    }

    /// Whether history shows it only to those who may read comments: besides what is internal,
    /// whom we forwarded something to and with which words, and who wants no mail.
    package var isForStaff: Bool { Self.isForStaff(kind: kind, field: field) }

    /// The same of a transaction that is not loaded; a kind that this version does not know counts
    /// as staff's.
    package static func isForStaff(kind: Kind?, field: String?) -> Bool {
        switch kind {
        case .forwardTicket, .forwardTransaction: true
        case .set: field == squelchField
        default: isInternal(kind: kind, field: field)
        }
    }

    /// Whether everybody may read it who sees the ticket: neither staff's nor of a custom field.
    package static func isPublic(kind: Kind, field: String?) -> Bool {
        kind != .customField && !isForStaff(kind: kind, field: field)
    }

    /// What ``field`` holds where an address was squelched, or is mailed again.
    package static let squelchField = "Squelch"

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: TransactionID, ticket: TicketID, kind: Kind, actor: UserID, created: Timestamp,
        field: String? = nil, oldValue: String? = nil, newValue: String? = nil,
        causedBy: TransactionID? = nil, timeTaken: Int64 = 0
    ) {
        self.id = id
        self.ticket = ticket
        self.kind = kind
        self.actor = actor
        self.created = created
        self.field = field
        self.oldValue = oldValue
        self.newValue = newValue
        self.causedBy = causedBy
        self.timeTaken = timeTaken
    }

    /// What kind of thing happened, by RT's names.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case create = "Create"
        case correspond = "Correspond"
        case comment = "Comment"
        case status = "Status"
        /// Any other field; ``Transaction/field`` names it.
        case set = "Set"
        /// A value of a custom field; ``Transaction/field`` is the field's name.
        case customField = "CustomField"
        case take = "Take"
        case untake = "Untake"
        case steal = "Steal"
        case give = "Give"
        case addWatcher = "AddWatcher"
        case delWatcher = "DelWatcher"
        /// The one member of a role that has only one was replaced.
        case setWatcher = "SetWatcher"
        case addLink = "AddLink"
        case deleteLink = "DeleteLink"
        case merge = "Merge"
        /// The ticket's history went to somebody else.
        case forwardTicket = "Forward Ticket"
        /// One message of it did.
        case forwardTransaction = "Forward Transaction"
        /// An auto-reply, receipt or bounce that came in: kept, without any effect.
        case autoReply = "AutoReply"
        /// A timed scrip was due; ``Transaction/field`` is its condition, the new value its name.
        case schedule = "Schedule"
        /// Something of ours went wrong; the text says what.
        case systemError = "SystemError"

        /// Kinds that change who owns the ticket.
        package static let ownerChanges: Set<Kind> = [.take, .untake, .steal, .give]
    }
}

/// A text that somebody wrote on a ticket, by mail or otherwise; belongs to one transaction.
package struct Message: Hashable, Sendable {
    package let id: EntryID
    package let transaction: TransactionID
    /// The received mail that it came in; `nil` for text from the command line.
    package let mail: MailID?
    package let author: NamedAddress?
    package let subject: String
    package let messageID: MessageID?
    /// What a person reads. Empty when there is nothing to read.
    package let text: String
    /// ``text`` without quotes and signature; `nil` when that is all of it.
    package let replyText: String?
    package let attachments: [Attachment]

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: EntryID, transaction: TransactionID, mail: MailID?, author: NamedAddress?,
        subject: String, messageID: MessageID?, text: String, replyText: String? = nil,
        attachments: [Attachment] = []
    ) {
        self.id = id
        self.transaction = transaction
        self.mail = mail
        self.author = author
        self.subject = subject
        self.messageID = messageID
        self.text = text
        self.replyText = replyText
        self.attachments = attachments
    }
}

/// A part of a received mail that is more than its text; the bytes stay in the mail.
package struct Attachment: Hashable, Sendable, Codable {
    /// Where in the mail it stands, `1.2`: the way to its bytes; ``wholeMailPath`` for all of it.
    package let path: String
    /// Never empty, no path, no controls, unique in the mail.
    package let filename: String
    /// Lower case, `image/png`.
    package let contentType: String
    /// Decoded bytes.
    package let sizeBytes: Int
    /// Of the decoded bytes, hexadecimal.
    package let sha256: String
    /// Without brackets; `nil` when nothing can refer to it.
    package let contentID: String?
    /// True for a picture that the text shows where it stands.
    package let isInline: Bool

    /// The path of the mail itself, when that goes along with another.
    package static let wholeMailPath = ""

    /// Makes a value of what was read.
    package init(
        path: String, filename: String, contentType: String, sizeBytes: Int, sha256: String,
        contentID: String? = nil, isInline: Bool = false
    ) {
        self.path = path
        self.filename = filename
        self.contentType = contentType
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.contentID = contentID
        self.isInline = isInline
    }
}
