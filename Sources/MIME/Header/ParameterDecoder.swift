/// Makes texts of parameters: RFC 2231, encoded words, and what stands in for both in the wild.
struct ParameterDecoder {
    /// A parameter that comes in several forms or pieces.
    private struct Draft {
        /// `name=`
        var plain: String?
        /// `name*=`
        var extended: String?
        /// `name*0=` and `name*1*=`, by number.
        var pieces: [Int: (value: String, isEncoded: Bool)] = [:]
    }

    /// Names in lower case; the first of several parameters of one name counts.
    ///
    /// `name*=` wins against its pieces, and these against `name=`, which mailers add for readers
    /// who know no RFC 2231 (RFC 6266 §4.3).
    static func texts(of parameters: [(name: String, value: String)]) -> [String: String] {
        var drafts: [String: Draft] = [:]
        for (name, value) in parameters {
            let marks = name.split(separator: "*", omittingEmptySubsequences: false)
            let base = String(marks[0])
            // In place, since a copy of thousands of pieces for each of them would be quadratic.
            if marks.count == 1 {
                if drafts[base]?.plain == nil { drafts[base, default: Draft()].plain = value }
            } else if let number = Int(marks[1]) {
                let piece = (value, marks.count > 2)
                if drafts[base]?.pieces[number] == nil {
                    drafts[base, default: Draft()].pieces[number] = piece
                }
            } else if drafts[base]?.extended == nil {
                drafts[base, default: Draft()].extended = value
            }
        }
        var result: [String: String] = [:]
        for (name, draft) in drafts {
            result[name] = CleanText.singleLine(text(of: draft, name))
        }
        return result
    }

    private static func text(of draft: Draft, _ name: String) -> String {
        let isName = StructuredValue.holdsName(name)
        if let value = draft.extended {
            let text = joined([(value, true)])
            if !text.isEmpty || draft.plain == nil { return isName ? decodingWords(text) : text }
        }
        // QUIRK: RFC 2231 §3 counts pieces from 0; some count from 1 or lose one. What is there is
        // read, unless the whole stands beside it. Fixture: wild/parameter-pieces-missing.eml
        let numbers = draft.pieces.keys.sorted()
        let isWhole = numbers.last.map { $0 < numbers.count } ?? false
        if !numbers.isEmpty, isWhole || draft.plain == nil {
            let text = joined(numbers.compactMap { draft.pieces[$0] })
            return isName ? decodingWords(text) : text
        }
        let plain = draft.plain ?? ""
        return isName ? unpercented(decodingWords(plain)) : plain
    }

    /// Puts the pieces together. Neighbours that are encoded become bytes together, since mailers
    /// cut inside a character, and even inside a `%C3`.
    private static func joined(_ pieces: [(value: String, isEncoded: Bool)]) -> String {
        var text = ""
        var run = ""
        var charset: String?
        var isFirst = true
        func close() {
            guard !run.isEmpty else { return }
            text += Charset.decode(percentDecoded(run), declared: charset).text
            run = ""
        }
        for (value, isEncoded) in pieces {
            guard isEncoded else {
                close()
                text += value
                isFirst = false
                continue
            }
            var value = value
            if isFirst { (charset, value) = labelled(value) }
            isFirst = false
            run += value
        }
        close()
        return text
    }

    /// The charset in front of an extended value, `utf-8'de'…`, and the rest.
    ///
    /// QUIRK: RFC 2231 §4 demands both apostrophes even where charset and language are left out;
    /// values without them, and with quotation marks inside, are seen.
    /// Fixture: wild/parameter-without-charset.eml
    private static func labelled(_ value: String) -> (charset: String?, value: String) {
        let cuts = value.utf8.indices.lazy.filter { value.utf8[$0] == UInt8(ascii: "'") }.prefix(2)
        let marks = Array(cuts)
        guard let first = marks.first, value[..<first].utf8.count <= 40 else { return (nil, value) }
        let charset = String(value[..<first])
        let isName = charset.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") }
        guard isName, marks.count == 2 || CharsetNames.isKnown(charset) else {
            return (nil, value)
        }
        let rest = value[value.utf8.index(after: marks.last ?? first)...]
        guard rest.hasPrefix("\"") else { return (charset, String(rest)) }
        return (charset, String(rest.dropFirst().prefix { $0 != "\"" }))
    }

    private static func percentDecoded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = EncodedWords.hexValue(bytes[index + 1]),
                let low = EncodedWords.hexValue(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }

    /// QUIRK: RFC 2047 §5 forbids encoded words in parameters; most mailers write them there.
    /// Fixture: wild/filename-encoded-word.eml
    private static func decodingWords(_ text: String) -> String {
        EncodedWords.decoded(text)
    }

    /// QUIRK: RFC 2231 §4 marks percent-encoding by a star; web services forget the star. Only what
    /// becomes UTF-8 beyond ASCII is decoded, or a name with `%20` in it could not be told from one
    /// that means it. Fixture: wild/filename-percent-encoded.eml
    private static func unpercented(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let (charset, rest) = labelled(text)
        if charset != nil { return joined([(text, true)]) }
        let bytes = percentDecoded(rest)
        guard rest.utf8.allSatisfy({ $0 < 0x80 }), bytes.contains(where: { $0 >= 0x80 }),
            let decoded = String(validating: bytes, as: UTF8.self)
        else { return text }
        return decoded
    }
}
