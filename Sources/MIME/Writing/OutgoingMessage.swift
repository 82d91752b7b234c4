/// A mail to be written by ``MessageWriter``. Nothing in it needs escaping beforehand.
package struct OutgoingMessage: Hashable, Sendable {
    /// A file that goes with a mail.
    package struct Attachment: Hashable, Sendable {
        /// Shown to the recipient; a path is cut to its last component.
        package var filename: String
        /// Such as `application/pdf`. With `message/rfc822` the content is a whole mail, which is
        /// written as one where it fits (RFC 2046 §5.2.1), else as a file that holds a mail.
        package var contentType: String
        /// The bytes as the recipient is to have them.
        package var content: [UInt8]
        /// Without brackets, for `cid:` links in the HTML; `nil` if nothing points to it.
        package var contentID: String?
        /// To be shown inside the body rather than beside it.
        package var isInline: Bool

        /// A file beside the body, unless said otherwise.
        package init(
            filename: String, contentType: String, content: [UInt8], contentID: String? = nil,
            isInline: Bool = false
        ) {
            self.filename = filename
            self.contentType = contentType
            self.content = content
            self.contentID = contentID
            self.isInline = isInline
        }
    }

    /// A header field beyond those that have a property here.
    package struct ExtraHeader: Hashable, Sendable {
        /// Left out unless it is a field name of RFC 5322 that no property here stands for.
        package var name: String
        /// Free text of one line; encoded if it is not ASCII.
        package var value: String

        /// Checked when written.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The author. An implausible address is left out, here and below.
    package var from: Mailbox
    /// Written only if it is not the author.
    package var sender: Mailbox?
    /// Where answers should go.
    package var replyTo: [Mailbox]
    /// Primary recipients.
    package var to: [Mailbox]
    /// Copy recipients. Blind copies belong to the envelope and are never written.
    package var cc: [Mailbox]
    /// One line of free text.
    package var subject: String
    /// The moment that the mail states as its date.
    package var date: MailDate
    /// Without brackets.
    package var messageID: String
    /// Without brackets; the mails that this one answers.
    package var inReplyTo: [String]
    /// Without brackets, oldest first; the caller caps it.
    package var references: [String]
    /// RFC 3834: `auto-replied` or `auto-generated`; `nil` for what a person wrote.
    package var autoSubmitted: String?
    /// Further fields, in this order, behind the ones above.
    package var extraHeaders: [ExtraHeader]
    /// The plain text, any line ends.
    package var text: String
    /// The same as HTML; `nil` for a mail of plain text.
    package var html: String?
    /// In this order behind the body.
    package var attachments: [Attachment]

    /// Only what no mail is without has to be given.
    package init(
        from: Mailbox, to: [Mailbox], subject: String, date: MailDate, messageID: String,
        text: String, html: String? = nil, sender: Mailbox? = nil, replyTo: [Mailbox] = [],
        cc: [Mailbox] = [], inReplyTo: [String] = [], references: [String] = [],
        autoSubmitted: String? = nil, extraHeaders: [ExtraHeader] = [],
        attachments: [Attachment] = []
    ) {
        self.from = from
        self.sender = sender
        self.replyTo = replyTo
        self.to = to
        self.cc = cc
        self.subject = subject
        self.date = date
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.autoSubmitted = autoSubmitted
        self.extraHeaders = extraHeaders
        self.text = text
        self.html = html
        self.attachments = attachments
    }
}
