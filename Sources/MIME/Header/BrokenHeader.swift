/// What ``HeaderBlock`` does about lines of a header that are neither a field nor a folded line.
///
/// Gateways, scripts and people who save mails by hand lose the space that a folded line begins
/// with, and put empty lines where none may stand.
enum BrokenHeader {
    /// How many lines are looked through for a field that the header still lacks.
    private static let lookAheadLinesMax = 10
    /// The end of a field's value that is looked at, and the beginning of a line.
    private static let glanceBytesMax = 256

    /// A field that is still open when a line comes that is none itself.
    struct OpenField {
        let name: String
        /// What is behind its colon so far.
        let value: Range<Int>
    }

    /// Whether the line goes on with the open field, though it does not begin with a space.
    ///
    /// QUIRK: RFC 5322 §2.2.3 begins a folded line with a space. Without one it is believed only
    /// where the field cannot be over: at a comma or inside brackets in a list of addresses, at a
    /// semicolon before a parameter. Fixture: wild/fold-without-space.eml
    static func continues(_ field: OpenField, with line: Range<Int>, in bytes: [UInt8]) -> Bool {
        let glance = bytes[line.prefix(glanceBytesMax)]
        let tail = bytes[field.value.suffix(glanceBytesMax)]
        guard let last = tail.last(where: { $0 > 0x20 }) else { return false }
        switch field.name.lowercased() {
        case "from", "to", "cc", "bcc", "reply-to", "sender":
            if last == UInt8(ascii: ",") { return glance.contains(UInt8(ascii: "@")) }
            let bracket = tail.last { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
            return bracket == UInt8(ascii: "<") && glance.contains(UInt8(ascii: ">"))
        case "content-type", "content-disposition":
            return last == UInt8(ascii: ";") && glance.contains(UInt8(ascii: "="))
        default:
            return false
        }
    }

    /// Where to go on if a line of junk has fields behind it; `nil` if the body begins with it.
    ///
    /// A line that begins with two hyphens is a boundary, never junk.
    ///
    /// QUIRK: RFC 5322 §2.2.3 again: a `Received` field may have lost the space of all its lines.
    /// Several lines are skipped only when a field follows that the header cannot do without and
    /// has not had. Fixture: wild/received-without-folds.eml
    ///
    /// - Parameters:
    ///   - fields: those above the line.
    ///   - open: the name of the one that the line stands in.
    static func resume(
        _ bytes: [UInt8], behind line: Range<Int>, limit: Int, above fields: [HeaderBlock.Field],
        open: String?
    ) -> Int? {
        guard !bytes.hasPrefix("--", at: line.lowerBound, limit: limit) else { return nil }
        if HeaderBlock.fieldName(bytes, at: line.upperBound, limit: limit) != nil {
            return line.upperBound
        }
        var firstField: Int?
        var position = line.upperBound
        for _ in 0..<lookAheadLinesMax where position < limit {
            let next = bytes.lineEnd(from: position, limit: limit)
            if bytes.isBlank(position..<next) { return nil }
            if let name = HeaderBlock.fieldName(bytes, at: position, limit: limit)?.name
                .lowercased()
            {
                firstField = firstField ?? position
                // The list of needed names is short, so this is done a few times for a header.
                if needed.contains(name), open?.lowercased() != name,
                    !fields.contains(where: { $0.name.lowercased() == name })
                {
                    return firstField
                }
            } else if bytes.hasPrefix("--", at: position, limit: limit) {
                return nil
            }
            position = next
        }
        return nil
    }

    private static let needed: Set<String> = [
        "from", "subject", "message-id", "mime-version", "content-type",
    ]

    /// The rest of a header that an empty line cuts in two; `nil` if the body begins behind it.
    ///
    /// QUIRK: RFC 5322 §2.1 ends the header at the first empty line. Forwarding programs put one
    /// below the fields that they add. What is behind it is believed to be header if it is made of
    /// fields up to an empty line, and has the author and more that the first half lacks, or says
    /// that the mail is a multipart. Fixtures: wild/header-in-two.eml, wild/header-cut-off.eml
    static func secondHalf(
        of first: HeaderBlock, in bytes: [UInt8], bytesMax: Int
    ) -> HeaderBlock? {
        let start = first.bodyStart
        guard !first.fields.isEmpty, start < bytes.count, !first.has("content-type"),
            HeaderBlock.fieldName(bytes, at: start, limit: bytes.count) != nil
        else { return nil }
        let used = first.fields.last.map { $0.raw.upperBound } ?? 0
        let rest = HeaderBlock.scan(
            bytes, start..<bytes.count, bytesMax: max(0, bytesMax - used))
        guard rest.defects.isEmpty, rest.bodyStart < bytes.count else { return nil }
        if first.has("from") {
            let isMultipart = rest.fields.contains { field in
                field.name.lowercased() == "content-type"
                    && String(decoding: bytes[field.value.prefix(glanceBytesMax)], as: UTF8.self)
                        .lowercased().contains("multipart/")
            }
            return isMultipart && rest.fields.allSatisfy(isAboutContent) ? rest : nil
        }
        let others = ["to", "subject", "date", "message-id"]
        let added = others.count { rest.has($0) && !first.has($0) }
        return rest.has("from") && added >= 2 ? rest : nil
    }

    private static func isAboutContent(_ field: HeaderBlock.Field) -> Bool {
        let name = field.name.lowercased()
        return name.hasPrefix("content-") || name == "mime-version" || name.hasPrefix("x-")
    }
}
