/// A leaf of a mail: a text, an attachment, a picture, an attached mail, or a file that was packed
/// into one of these.
package struct Part: Hashable, Sendable {
    /// Where it is, as IMAP numbers parts (RFC 9051 §6.4.5.1): `1`, `2.1`. A file that lay inside a
    /// part has that part's path, a letter and a number: `1.u2` is the second uuencoded file in
    /// the text `1`, `2.t1` the first file of the `winmail.dat` that is part `2`. Key for
    /// ``MessageReader/content(ofPart:in:)``.
    package let path: String
    /// Path of the part that this file was unpacked from; `nil` for a part of the mail itself.
    package let container: String?
    /// What the part is for.
    package let role: PartRole
    /// The media type in lower case, `text/plain` if absent.
    package let contentType: String
    /// The media type's parameters, names in lower case, values decoded (RFC 2231).
    package let parameters: [String: String]
    /// The charset that `text` was decoded from, in lower case; `nil` for what is no text.
    package let charset: String?
    /// The first word of `Content-Disposition` in lower case, or `nil`.
    package let disposition: String?
    /// A safe name: no path, no control characters, unique in the mail. Always there for an
    /// attachment, made up if the mail gives none; `nil` for all else.
    package let filename: String?
    /// Without brackets, for `cid:` links; `nil` if absent.
    package let contentID: String?
    /// The address that HTML may show the part by instead of a `cid:` (RFC 2557 §4.2), on one line;
    /// `nil` if absent. Never fetched.
    package let contentLocation: String?
    /// How many multiparts are around it.
    package let depth: Int
    /// Bytes after decoding.
    package let size: Int
    /// SHA-256 of the decoded bytes, 64 lower-case hexadecimal digits.
    package let sha256: String
    /// Not a part of the body that a person reads. Pictures inside the HTML count as attachments;
    /// the signature of a `multipart/signed` (RFC 1847 §2.1) does only where the mail calls it one
    /// or gives it a name.
    package let isAttachment: Bool
    /// Meant to be shown inside the body: says so, or the HTML points to it.
    package let isInline: Bool
    /// The decoded text of `text/*` and of delivery reports, lines ending with LF; `nil` for
    /// others.
    package let text: String?
    /// The bytes of the whole entity in the mail as read, its own header included; for an unpacked
    /// file, those of the part that it lay in.
    package let entityRange: Range<Int>

    /// Whether its content is a mail, which ``MessageReader/read(_:)`` can open.
    package var isMail: Bool { role == .mail }
}

/// A multipart: no content of its own, but its type says how its parts belong together.
package struct Container: Hashable, Sendable {
    /// As in ``Part/path``; empty for the outermost.
    package let path: String
    /// The media type in lower case, such as `multipart/signed`.
    package let contentType: String
    /// The media type's parameters, names in lower case, such as `report-type`.
    package let parameters: [String: String]
    /// The bytes of the whole entity in the mail as read, its own header included.
    package let entityRange: Range<Int>
}
