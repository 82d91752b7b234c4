/// Writes mail by RFC 5322 and MIME: ASCII only, lines of at most 998 bytes.
///
/// The same message gives the same bytes: nothing is drawn by lot, no clock is read. The one
/// exception to ASCII is an address whose local part is not (RFC 6532).
package enum MessageWriter {
    /// How lines end.
    package enum LineEnding: Hashable, Sendable {
        /// For SMTP, LMTP and signatures.
        case crlf
        /// For `sendmail`, pipes and maildirs.
        case lf
    }

    /// Fields that are written from properties, or that only ``BodyEncoder`` and MTAs may write.
    private static let reserved: Set<String> = [
        "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id",
        "in-reply-to", "references", "auto-submitted", "mime-version", "return-path", "received",
        "resent-bcc",
    ]

    /// The mail as bytes. A blind copy cannot be written, and no value can begin a field of its
    /// own: CR, LF, NUL and other control characters in header values become spaces.
    package static func write(
        _ message: OutgoingMessage, lineEnding: LineEnding = .lf
    ) -> [UInt8] {
        var bytes = Array(header(message).utf8) + body(message)
        if bytes.last != 0x0A { bytes.append(0x0A) }
        if lineEnding == .crlf { bytes = withCRLF(bytes) }
        return bytes
    }

    private static func header(_ message: OutgoingMessage) -> String {
        var writer = HeaderWriter()
        writer.mailboxes("From", [message.from])
        if let sender = message.sender, sender.normalizedAddress != message.from.normalizedAddress {
            writer.mailboxes("Sender", [sender])
        }
        writer.mailboxes("Reply-To", message.replyTo)
        writer.mailboxes("To", message.to)
        writer.mailboxes("Cc", message.cc)
        writer.unstructured("Subject", message.subject)
        writer.plain("Date", message.date.headerValue)
        writer.ids("Message-ID", [message.messageID])
        writer.ids("In-Reply-To", message.inReplyTo)
        writer.ids("References", message.references)
        if let autoSubmitted = message.autoSubmitted {
            writer.unstructured("Auto-Submitted", autoSubmitted)
        }
        for extra in message.extraHeaders {
            let name = extra.name.lowercased()
            guard HeaderWriter.isFieldName(name), !reserved.contains(name),
                !name.hasPrefix("content-")
            else { continue }
            writer.unstructured(extra.name, extra.value)
        }
        writer.plain("MIME-Version", "1.0")
        return writer.text
    }

    /// The body with its `Content-…` fields in front, as the last lines of the header.
    ///
    /// Pictures that the HTML shows go with it into `multipart/related` (RFC 2387).
    private static func body(_ message: OutgoingMessage) -> [UInt8] {
        let shown = message.html == nil ? [] : message.attachments.filter { $0.isInline }
        let others = message.attachments.filter { !($0.isInline && message.html != nil) }
        var body = BodyEncoder.text(message.text, subtype: "plain")
        if let html = message.html {
            var rich = BodyEncoder.text(html, subtype: "html")
            if !shown.isEmpty {
                rich = multipart(
                    "related; type=\"text/html\"", [rich] + shown.map(BodyEncoder.attachment))
            }
            body = multipart("alternative", [body, rich])
        }
        if !others.isEmpty {
            body = multipart("mixed", [body] + others.map(BodyEncoder.attachment))
        }
        return body
    }

    /// The boundary is drawn from the content, so no content can hold its own boundary but by
    /// breaking SHA-256; `=_` cannot occur in quoted-printable or base64 (RFC 2045 §6.7).
    private static func multipart(_ subtype: String, _ parts: [[UInt8]]) -> [UInt8] {
        let digest = IncrementalDigest()
        for part in parts { digest.update(part) }
        let boundary = "=_postern_" + digest.hex().prefix(32)
        var result = Array(
            """
            Content-Type: multipart/\(subtype);
             boundary="\(boundary)"


            """.utf8)
        for part in parts {
            result += Array("--\(boundary)\n".utf8)
            result += part
            // This line end belongs to the boundary behind it (RFC 2046 §5.1.1).
            result.append(0x0A)
        }
        result += Array("--\(boundary)--\n".utf8)
        return result
    }

    private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 40)
        for byte in bytes {
            if byte == 0x0A { result.append(0x0D) }
            result.append(byte)
        }
        return result
    }
}
