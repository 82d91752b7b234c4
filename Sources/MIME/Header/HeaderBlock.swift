/// Where the header of a mail or of a part begins and ends, and where its fields are.
///
/// Only positions: nothing is decoded here, so even a header of megabytes costs no memory.
struct HeaderBlock {
    struct Field {
        /// As written, without space before the colon.
        let name: String
        /// The whole field without its last line end.
        let raw: Range<Int>
        /// What is behind the colon, folds included.
        let value: Range<Int>
    }

    var fields: [Field] = []
    /// The first byte behind the header and the empty line that ends it.
    var bodyStart: Int
    var defects: [Defect] = []

    /// How many lines of junk above a mail's header are looked through for its beginning.
    private static let junkLinesMax = 20

    /// The header of a whole mail: skips what deliveries and archives put above it.
    static func ofMail(_ bytes: [UInt8], bytesMax: Int) -> HeaderBlock {
        var defects: [Defect] = []
        var start = 0
        // A byte order mark, as editors leave it in saved mails.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        start = skipBlankLines(bytes, from: start)
        if isMailboxLine(bytes, at: start) {
            start = skipBlankLines(bytes, from: bytes.lineEnd(from: start, limit: bytes.count))
        } else if start > 0 {
            defects.append(Defect(.junkBeforeHeader, "\(start) bytes of blank lines"))
        }
        guard start < bytes.count else {
            return HeaderBlock(bodyStart: bytes.count, defects: [Defect(.emptyMail, "no content")])
        }
        if fieldName(bytes, at: start, limit: bytes.count) == nil {
            guard let found = findHeader(bytes, from: start) else {
                defects.append(Defect(.missingHeader, "the first line is no header field"))
                return HeaderBlock(bodyStart: start, defects: defects)
            }
            defects.append(Defect(.junkBeforeHeader, "\(found - start) bytes above the header"))
            start = found
        }
        var block = scan(bytes, start..<bytes.count, bytesMax: bytesMax)
        if let rest = BrokenHeader.secondHalf(of: block, in: bytes, bytesMax: bytesMax) {
            block.defects.append(
                Defect(.malformedHeaderLine, "an empty line at byte \(block.bodyStart)"))
            block.fields += rest.fields
            block.bodyStart = rest.bodyStart
        }
        block.defects.insert(contentsOf: defects, at: 0)
        return block
    }

    /// Whether it has a field of this lower-case name.
    func has(_ name: String) -> Bool { fields.contains { $0.name.lowercased() == name } }

    /// The fields from the start of the range on; none if it does not start with one.
    static func scan(_ bytes: [UInt8], _ range: Range<Int>, bytesMax: Int) -> HeaderBlock {
        var block = HeaderBlock(bodyStart: range.upperBound)
        let readable = min(range.upperBound, range.lowerBound + max(0, bytesMax))
        var field: (name: String, start: Int, value: Int)?
        var position = range.lowerBound
        var isCut = false

        func close(at end: Int) {
            guard let open = field else { return }
            field = nil
            isCut = isCut || end > readable
            let end = bytes.trimmingLineEnd(min(end, readable), notBefore: open.start)
            guard open.start < readable, open.value <= end else { return }
            block.fields.append(
                Field(name: open.name, raw: open.start..<end, value: open.value..<end))
        }

        while position < range.upperBound {
            let next = bytes.lineEnd(from: position, limit: range.upperBound)
            if let (name, value) = fieldName(bytes, at: position, limit: next) {
                close(at: position)
                field = (name, position, value)
            } else if bytes.isBlank(position..<next) {
                // QUIRK: RFC 5322 §3.2.2 forbids a fold of white space only; some mailers send it.
                // It ends the header unless a field follows. Fixture: wild/blank-fold.eml
                if field == nil || !isFold(bytes, position..<next, limit: range.upperBound) {
                    close(at: position)
                    block.bodyStart = next
                    break
                }
            } else if isSpace(bytes[position]) && field != nil {
                // A folded line: belongs to the open field.
            } else if let open = field,
                BrokenHeader.continues(
                    .init(name: open.name, value: min(open.value, position)..<position),
                    with: position..<next, in: bytes)
            {
                block.defects.append(
                    Defect(.malformedHeaderLine, "at byte \(position), taken for a fold"))
            } else if position > range.lowerBound,
                let resumed = BrokenHeader.resume(
                    bytes, behind: position..<next, limit: range.upperBound, above: block.fields,
                    open: field?.name)
            {
                close(at: position)
                block.defects.append(
                    Defect(.malformedHeaderLine, "at byte \(position), \(next - position) bytes"))
                position = resumed
                continue
            } else {
                close(at: position)
                if position > range.lowerBound {
                    block.defects.append(Defect(.missingBlankLine, "at byte \(position)"))
                }
                block.bodyStart = position
                break
            }
            position = next
        }
        close(at: block.bodyStart)
        if isCut {
            block.defects.append(
                Defect(.headerTooLong, "only the first \(bytesMax) bytes of it were read"))
        }
        return block
    }

    /// Whether a line of white space is a fold: it begins with a space, and a field follows,
    /// perhaps after further folded lines.
    private static func isFold(_ bytes: [UInt8], _ line: Range<Int>, limit: Int) -> Bool {
        guard isSpace(bytes[line.lowerBound]) else { return false }
        var position = line.upperBound
        for _ in 0..<10 where position < limit && isSpace(bytes[position]) {
            position = bytes.lineEnd(from: position, limit: limit)
        }
        return fieldName(bytes, at: position, limit: limit) != nil
    }

    /// The field name at the start of a line and where its value begins, or `nil`.
    ///
    /// QUIRK: RFC 5322 §4.5 allows space before the colon only in obsolete mail; still seen, taken.
    /// Fixture: wild/space-before-colon.eml
    static func fieldName(
        _ bytes: [UInt8], at start: Int, limit: Int
    ) -> (name: String, value: Int)? {
        var index = start
        let limit = min(limit, start + 256)
        while index < limit, (33...126).contains(bytes[index]), bytes[index] != 0x3A { index += 1 }
        let end = index
        while index < limit, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        guard end > start, index < limit, bytes[index] == 0x3A,
            !bytes.hasPrefix("--", at: start, limit: limit)
        else { return nil }
        return (String(decoding: bytes[start..<end], as: UTF8.self), index + 1)
    }

    /// Looks below lines of junk for a field that no mail is without.
    private static func findHeader(_ bytes: [UInt8], from start: Int) -> Int? {
        let known: Set<String> = [
            "received", "return-path", "from", "to", "subject", "date", "message-id",
            "mime-version", "content-type", "delivered-to", "x-original-to", "dkim-signature",
        ]
        var position = start
        for _ in 0..<junkLinesMax {
            position = bytes.lineEnd(from: position, limit: bytes.count)
            guard position < bytes.count else { return nil }
            if let (name, _) = fieldName(bytes, at: position, limit: bytes.count),
                known.contains(name.lowercased())
            {
                return position
            }
        }
        return nil
    }

    private static func skipBlankLines(_ bytes: [UInt8], from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            guard bytes.isBlank(position..<next) else { break }
            position = next
        }
        return position
    }

    /// The line that separates mails in an mbox file; `>From ` if it was quoted once too often.
    static func isMailboxLine(_ bytes: [UInt8], at start: Int) -> Bool {
        bytes.hasPrefix("From ", at: start, limit: bytes.count)
            || bytes.hasPrefix(">From ", at: start, limit: bytes.count)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
