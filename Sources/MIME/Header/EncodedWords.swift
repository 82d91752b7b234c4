/// Encoded words in headers (RFC 2047): `=?utf-8?q?J=C3=BCrgen?=`.
///
/// GMime can decode them too, but 3.2.13 loses everything behind a base64 word that ends with
/// padding if another word follows, which is what most mail programs write for a long subject.
/// So runs of words are decoded here, and GMime, where it parses addresses, gets each run as one
/// word of UTF-8.
struct EncodedWords {
    /// The text with all words decoded; white space between two words is dropped (§6.2).
    ///
    /// QUIRK: RFC 2047 knows no words in words; gateways that encode what is encoded make them.
    /// Two layers are decoded. Fixture: wild/encoded-word-twice.eml
    ///
    /// - Parameter hint: the charset of words that name none that is known.
    static func decoded(_ text: String, hint: String? = nil) -> String {
        rewritten(text, hint) { unwrapped($0, hint) }
    }

    private static func unwrapped(_ word: String, _ hint: String?) -> String {
        let isWord = word.hasPrefix("=?") && word.hasSuffix("?=")
        return isWord ? rewritten(word, hint) { $0 } : word
    }

    /// The text with each run of words made one word in UTF-8 and base64, of any length, for GMime.
    static func merged(_ text: String, hint: String? = nil) -> String {
        rewritten(text, hint) { word in
            let base64 = TransferEncoding.base64.encoded(
                Array(CleanText.singleLine(word).utf8))
            let letters = base64.filter { $0 > 0x20 }
            return "=?UTF-8?B?" + String(decoding: letters, as: UTF8.self) + "?="
        }
    }

    private struct Word {
        let charset: String
        let isBase64: Bool
        var payload: [UInt8]
        /// Behind the closing `?=`.
        let end: Int
    }

    private let bytes: [UInt8]
    private let hint: String?

    private static func rewritten(
        _ text: String, _ hint: String?, _ word: (String) -> String
    ) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "=")) else { return text }
        return EncodedWords(bytes: bytes, hint: hint).rewrite(word) ?? text
    }

    /// `nil` if there are no words.
    private func rewrite(_ replacement: (String) -> String) -> String? {
        guard bytes.indices.contains(where: { bytes.hasPrefix("=?", at: $0, limit: bytes.count) })
        else { return nil }
        var output: [UInt8] = []
        var position = 0
        while position < bytes.count {
            guard let first = word(at: position) else {
                output.append(bytes[position])
                position += 1
                continue
            }
            var run = [first]
            position = first.end
            while true {
                var next = position
                while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
                guard let word = word(at: next) else { break }
                run.append(word)
                position = word.end
            }
            output += Array(replacement(text(of: run)).utf8)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The charset of the word that begins here, whether it is base64, and where its text begins.
    private func opening(at start: Int) -> (charset: ArraySlice<UInt8>, isBase64: Bool, text: Int)?
    {
        guard bytes.hasPrefix("=?", at: start, limit: bytes.count) else { return nil }
        let question = UInt8(ascii: "?")
        let charset = bytes[(start + 2)...].prefix(64).prefix { $0 != question && $0 > 0x20 }
        var index = charset.endIndex
        guard !charset.isEmpty, index < bytes.count, bytes[index] == question else { return nil }
        // A fold in the wrong place.
        while index - charset.endIndex < 4, index + 1 < bytes.count, bytes[index + 1] <= 0x20 {
            index += 1
        }
        guard index + 2 < bytes.count, bytes[index + 2] == question
        else { return nil }
        let kind = bytes[index + 1] | 0x20
        guard kind == UInt8(ascii: "b") || kind == UInt8(ascii: "q") else { return nil }
        return (charset, kind == UInt8(ascii: "b"), index + 3)
    }

    /// The word that begins here, or `nil`.
    ///
    /// QUIRK: RFC 2047 §2 allows neither spaces nor question marks in the text and at most 75
    /// characters; mailers send them, and lose the closing `?=` where they cut a long subject. A
    /// word without it ends where the next one begins, or with the text.
    /// Fixture: wild/encoded-word-cut.eml
    private func word(at start: Int) -> Word? {
        guard let (charset, isBase64, textStart) = opening(at: start) else { return nil }
        var index = textStart
        var end: Int?
        while index < bytes.count, end == nil {
            if bytes.hasPrefix("?=", at: index, limit: bytes.count) {
                end = index + 2
            } else if bytes[index] == UInt8(ascii: "="), index > textStart,
                opening(at: index) != nil
            {
                end = index
            } else {
                index += 1
            }
        }
        var payload = bytes[textStart..<index]
        if end == nil || end == index {
            while let last = payload.last, last <= 0x20 || last == UInt8(ascii: "?") {
                payload.removeLast()
            }
            guard !payload.isEmpty, payload.allSatisfy({ $0 > 0x20 }) else { return nil }
        }
        // RFC 2231 §5 lets a language follow the charset.
        let name = charset.prefix { $0 != UInt8(ascii: "*") }
        return Word(
            charset: String(decoding: name, as: UTF8.self).lowercased(), isBase64: isBase64,
            payload: Array(payload), end: end ?? bytes.count)
    }

    /// Neighbours of one charset are put together as bytes before they become text.
    ///
    /// QUIRK: RFC 2047 §5 wants whole characters, and whole base64, in each word; mailers cut
    /// anywhere. Fixture: wild/split-encoded-word.eml
    private func text(of run: [Word]) -> String {
        var pieces: [Word] = []
        for word in run {
            if let last = pieces.last, last.isBase64, word.isBase64, last.charset == word.charset,
                !last.payload.contains(UInt8(ascii: "=")), !last.payload.count.isMultiple(of: 4)
            {
                pieces[pieces.count - 1].payload += word.payload
            } else {
                pieces.append(word)
            }
        }
        var text = ""
        var open: (charset: String, bytes: [UInt8])?
        func close() {
            guard let done = open else { return }
            let isNamed = CharsetNames.canonical(done.charset).map { $0 != "us-ascii" } ?? false
            let charset = isNamed ? done.charset : hint ?? done.charset
            text += Charset.decode(done.bytes, declared: charset).text
            open = nil
        }
        for piece in pieces {
            if open?.charset != piece.charset {
                close()
                open = (piece.charset, [])
            }
            open?.bytes += Self.decoded(piece)
        }
        close()
        return text
    }

    private static func decoded(_ word: Word) -> [UInt8] {
        word.isBase64 ? base64(word.payload) : quoted(word.payload)
    }

    /// The Q encoding (§4.2): quoted-printable in which an underscore is a space.
    private static func quoted(_ payload: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(payload.count)
        var index = 0
        while index < payload.count {
            let byte = payload[index]
            if byte == UInt8(ascii: "="), index + 2 < payload.count,
                let high = hexValue(payload[index + 1]), let low = hexValue(payload[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                // A lone sign at the end is what is left of a character that was cut.
                let isStump = byte == UInt8(ascii: "=") && index + 2 >= payload.count
                if !isStump { output.append(byte == UInt8(ascii: "_") ? 0x20 : byte) }
                index += 1
            }
        }
        return output
    }

    /// Passes over what is no base64; padding in the middle, where words were glued together,
    /// begins anew.
    private static func base64(_ payload: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(payload.count)
        var bits: UInt32 = 0
        var count = 0
        for byte in payload {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="):
                count = 0
                continue
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return output
    }

    /// The value of a hexadecimal digit in either case, or `nil`.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
