package import MIME

/// What must hold for whatever bytes are read as a mail; for property tests and for the fuzzer.
package struct MessageRules {
    /// What did not hold, one sentence each.
    package private(set) var breaches: [String] = []

    private let bytes: [UInt8]
    private let reader: MessageReader
    private let message: Message

    /// Reads the bytes, twice, and looks at all that came of it.
    package init(_ bytes: [UInt8], limits: MessageLimits = MessageLimits()) {
        self.bytes = bytes
        reader = MessageReader(limits: limits)
        message = reader.read(bytes)
        check(reader.read(bytes) == message, "the same bytes gave another mail")
        checkHeader()
        checkParts()
        checkRanges()
        checkContents()
        check(MailFingerprint.compute(bytes).utf8.count == 64, "no fingerprint")
    }

    private mutating func check(_ holds: Bool, _ breach: @autoclosure () -> String) {
        if !holds { breaches.append(breach()) }
    }

    private mutating func checkHeader() {
        let limits = reader.limits
        check(TextRules.isLine(message.subject), "subject with control characters")
        for field in message.headers {
            check(TextRules.isLine(field.value), "field \(field.name) with control characters")
            check(TextRules.isLine(field.name), "control characters in the name of a field")
            check(field.raw.count <= limits.headerBytesMax, "field longer than the header may be")
        }
        for list in [message.from, message.replyTo, message.to, message.cc] {
            check(list.count <= limits.addressesMax, "too many addresses: \(list.count)")
            for mailbox in list {
                check(TextRules.isLine(mailbox.address), "address with control characters")
                check(TextRules.isLine(mailbox.name ?? "x"), "name with control characters")
            }
        }
        for ids in [message.references, message.inReplyTo] {
            check(ids.count <= limits.referencesMax, "too many references: \(ids.count)")
            check(ids.allSatisfy(TextRules.isLine), "reference with control characters")
        }
        check(TextRules.isLine(message.messageID ?? "x"), "Message-ID with control characters")
    }

    private mutating func checkParts() {
        let limits = reader.limits
        let parts = message.parts
        let sizes = (mail: bytes.count, text: message.text.utf8.count)
        let defects = message.defects
        check(parts.count <= max(1, limits.partsMax), "too many parts: \(parts.count)")
        check(Set(parts.map(\.path)).count == parts.count, "two parts of one path")
        let names = parts.compactMap { $0.filename?.lowercased() }
        check(Set(names).count == names.count, "two files of one name")
        for part in parts {
            check(part.depth <= limits.nestingDepthMax, "part \(part.path) too deep")
            check(part.isAttachment == (part.filename != nil), "name of part \(part.path)")
            check(
                part.filename.map(TextRules.isFileName) ?? true, "bad name \(part.filename ?? "")")
            check(TextRules.isLine(part.contentType), "type of part \(part.path)")
            check(TextRules.isLine(part.contentID ?? ""), "Content-ID of part \(part.path)")
            check(TextRules.isLine(part.contentLocation ?? ""), "location of part \(part.path)")
            check(TextRules.isLine(part.disposition ?? ""), "disposition of part \(part.path)")
            check(TextRules.isLines(part.text ?? ""), "text of part \(part.path)")
        }
        check(TextRules.isLines(message.text), "text with control characters")
        check(TextRules.isLines(message.html ?? ""), "HTML with control characters")
        // HTML makes text longer (quotes, lists, numbers of links), within reason.
        check(
            sizes.text <= 20 * sizes.mail + 4_096,
            "\(sizes.mail) bytes became \(sizes.text) of text")
        check(defects.count <= 500, "\(defects.count) defects")
        check(defects.allSatisfy { TextRules.isLine($0.detail) }, "detail of a defect")
    }

    private mutating func checkRanges() {
        let whole = 0..<bytes.count
        var ranges: [String: Range<Int>] = [:]
        for container in message.containers {
            check(isInside(container.entityRange, whole), "container outside of the mail")
            ranges[container.path] = container.entityRange
        }
        for part in message.parts {
            check(isInside(part.entityRange, whole), "part \(part.path) outside of the mail")
            let around = part.path.split(separator: ".").dropLast().joined(separator: ".")
            if let range = ranges[around] {
                check(isInside(part.entityRange, range), "part \(part.path) outside of \(around)")
            }
        }
    }

    private func isInside(_ range: Range<Int>, _ outer: Range<Int>) -> Bool {
        range.lowerBound >= outer.lowerBound && range.upperBound <= outer.upperBound
    }

    /// Sizes and digests are of what is handed out, unless the limit ended decoding: then it
    /// depends on what was asked for.
    private mutating func checkContents() {
        let decoded = message.parts.reduce(0) { $0 + $1.size }
        check(decoded <= reader.limits.decodedBytesMax, "\(decoded) bytes decoded")
        guard !message.defects.contains(where: { $0.code == .decodedTooLarge }) else { return }
        let contents = reader.contents(ofParts: Set(message.parts.map(\.path)), in: bytes)
        for part in message.parts {
            guard let content = contents[part.path] else {
                check(false, "part \(part.path) has no content")
                continue
            }
            check(content.count == part.size, "part \(part.path) has another size")
            check(Digest.sha256Hex(content) == part.sha256, "part \(part.path) has other bytes")
        }
    }
}
