/// MIME reads and writes mail.
///
/// A closet: bytes in, values out, and the reverse. It knows what RFC 5322, RFC 2045-2049, RFC 2047
/// and RFC 2231 say, and what broken mailers do instead. It refuses to know what a ticket is, who
/// may write, what a bounce means, what time it is, or where a mail comes from or goes.
///
/// Start reading at ``MessageReader``, then ``Outline`` (where the parts of a mail begin and end)
/// and ``MessageWriter``. GMime decodes and encodes everything inside the parts and the headers; it
/// stays behind the files that import `CGMime`. The parts' borders are found by ``Outline``, whose
/// comment says why.

/// A mail as a person and the rooms after this one see it. The raw bytes remain the record.
package struct Message: Hashable, Sendable {
    /// All header fields in the order of the mail, as far as `headerBytesMax` allows.
    package let headers: [HeaderField]
    /// Who says to have written it; more than one is allowed (RFC 5322 §3.6.2), none happens.
    package let from: [Mailbox]
    /// Who sent it on behalf of the authors; `nil` if absent.
    package let sender: Mailbox?
    /// Where answers should go; empty if absent.
    package let replyTo: [Mailbox]
    /// Primary recipients, groups flattened, all `To` fields together.
    package let to: [Mailbox]
    /// Copy recipients, groups flattened, all `Cc` fields together.
    package let cc: [Mailbox]
    /// Decoded, on one line, without control characters; empty if absent.
    package let subject: String
    /// Without brackets; `nil` if absent or empty.
    package let messageID: String?
    /// Message-IDs without brackets, usually one.
    package let inReplyTo: [String]
    /// Message-IDs without brackets, oldest first; the newest `referencesMax` of them.
    package let references: [String]
    /// When the mail says that it was written; `nil` if absent or nonsense.
    package let date: MailDate?
    /// The multiparts that hold the parts, outermost first; empty for a mail of one part.
    package let containers: [Container]
    /// The leaves in document order. An attached mail is one leaf.
    package let parts: [Part]
    /// What a person reads: the plain text, or the HTML turned into text. Lines end with LF.
    package let text: String
    /// The HTML bodies as written, concatenated; `nil` if there is none. Hostile: never show as is.
    package let html: String?
    /// What was wrong with the mail, in the order found; empty for a clean mail.
    package let defects: [Defect]

    /// The media type of the whole mail in lower case, such as `multipart/report`.
    package var contentType: String {
        containers.first?.contentType ?? parts.first?.contentType ?? "text/plain"
    }

    /// The parameters of the whole mail's media type, names in lower case.
    package var contentTypeParameters: [String: String] {
        containers.first?.parameters ?? parts.first?.parameters ?? [:]
    }

    /// The leaves that are not part of what a person reads in the body, pictures included.
    package var attachments: [Part] { parts.filter(\.isAttachment) }

    /// The decoded value of the first field of that name in any case, or `nil`.
    package func header(_ name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }

    /// The decoded values of all fields of that name in any case, topmost first.
    package func headerValues(_ name: String) -> [String] {
        headers.filter { $0.isNamed(name) }.map(\.value)
    }
}
