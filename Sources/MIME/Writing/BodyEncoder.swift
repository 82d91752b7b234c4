import CGMime

/// Writes one body or attachment with its `Content-…` fields; lines end with LF, the last one
/// only if the content's does.
enum BodyEncoder {
    /// Lines of text may not be longer (RFC 5322 §2.1.1), line end not counted.
    private static let lineMax = 998

    /// A text in UTF-8, safe for any path that mail takes.
    static func text(_ text: String, subtype: String) -> [UInt8] {
        let bytes = Array(lines(text).utf8)
        let encoding = transferEncoding(ofText: bytes)
        let charset = bytes.contains { $0 >= 0x80 } ? "utf-8" : "us-ascii"
        var result = Array(
            """
            Content-Type: text/\(subtype); charset=\(charset)
            Content-Transfer-Encoding: \(encoding.name)


            """.utf8)
        result += encoding.encoding.map { $0.encoded(bytes) } ?? bytes
        return result
    }

    /// A file in base64, or an attached mail as it is.
    static func attachment(_ attachment: OutgoingMessage.Attachment) -> [UInt8] {
        var type = mediaType(attachment.contentType)
        var isPlainMail = false
        if type == "message/rfc822" {
            isPlainMail = isSafe(attachment.content)
            // RFC 2046 §5.2.1 forbids to encode an attached mail; as a file it may be.
            if !isPlainMail { type = "application/octet-stream" }
        }
        let filename = safeName(attachment.filename, contentType: attachment.contentType)
        var header = parameter("Content-Type", type, "name", filename)
        header += parameter(
            "Content-Disposition", attachment.isInline ? "inline" : "attachment", "filename",
            filename)
        header += "Content-Transfer-Encoding: \(isPlainMail ? "7bit" : "base64")\n"
        var writer = HeaderWriter()
        writer.ids("Content-ID", attachment.contentID.map { [$0] } ?? [])
        header += writer.text
        let content = attachment.content
        return Array((header + "\n").utf8)
            + (isPlainMail ? withoutCR(content) : TransferEncoding.base64.encoded(content))
    }

    /// The name that a recipient will see, safe by the same rules as names that we receive.
    private static func safeName(_ name: String, contentType: String) -> String {
        var names = FileNames()
        return names.name(given: name, title: nil, contentType: contentType, path: "1")
    }

    /// A field with one parameter, encoded by RFC 2231 if it has to be.
    private static func parameter(
        _ field: String, _ value: String, _ name: String, _ text: String
    ) -> String {
        GMimeRuntime.start()
        guard let disposition = g_mime_content_disposition_new() else { return "" }
        defer { g_object_unref(disposition) }
        g_mime_content_disposition_set_disposition(disposition, value)
        g_mime_content_disposition_set_parameter(disposition, name, text)
        let encoded = GMimeRuntime.take(g_mime_content_disposition_encode(disposition, nil))
        // GMime folds; a field of ours never has an empty line inside.
        let lines = (encoded ?? value).split(separator: "\n").joined(separator: "\n")
        return "\(field): \(CleanText.trimmed(lines))\n"
    }

    /// A media type of two tokens (RFC 2045 §5.1), else that of unknown bytes.
    private static func mediaType(_ type: String) -> String {
        let halves = type.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        let isToken = halves.allSatisfy { half in
            !half.isEmpty && half.utf8.count < 70
                && half.utf8.allSatisfy { byte in
                    (33...126).contains(byte) && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
                }
        }
        guard halves.count == 2, isToken, halves[0] != "multipart" else {
            return "application/octet-stream"
        }
        return halves.joined(separator: "/")
    }

    /// ASCII as it is; else whichever of quoted-printable and base64 comes out shorter. A line that
    /// begins with `From ` would be changed by mailboxes, so it is encoded as well.
    private static func transferEncoding(
        ofText bytes: [UInt8]
    ) -> (name: String, encoding: TransferEncoding?) {
        let isFrom = bytes.starts(with: "From ".utf8) || contains(bytes, "\nFrom ")
        if !isFrom && isSafe(bytes) { return ("7bit", nil) }
        let high = bytes.count { $0 >= 0x80 }
        // Quoted-printable takes three bytes for one, base64 four for three.
        if high * 6 > bytes.count { return ("base64", .base64) }
        return ("quoted-printable", .quotedPrintable)
    }

    /// Whether the bytes can travel as 7bit: ASCII without NUL or a lone CR, no overlong line.
    private static func isSafe(_ bytes: [UInt8]) -> Bool {
        var length = 0
        for index in bytes.indices {
            switch bytes[index] {
            case 0x0A: length = 0
            case 0x0D:
                guard index + 1 < bytes.count, bytes[index + 1] == 0x0A else { return false }
            case 0, 0x80...: return false
            default: length += 1
            }
            if length > lineMax { return false }
        }
        return true
    }

    private static func contains(_ bytes: [UInt8], _ text: StaticString) -> Bool {
        var position = 0
        while position < bytes.count {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            if next > 0, bytes.hasPrefix(text, at: next - 1, limit: bytes.count) { return true }
            position = next
        }
        return false
    }

    /// With LF as the only line end, and without NUL, which no mail may hold.
    private static func lines(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return text }
        var bytes: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            defer { previous = byte }
            switch byte {
            case 0: break
            case 0x0D: bytes.append(0x0A)
            case 0x0A where previous == 0x0D: break
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func withoutCR(_ bytes: [UInt8]) -> [UInt8] {
        bytes.filter { $0 != 0x0D }
    }
}
