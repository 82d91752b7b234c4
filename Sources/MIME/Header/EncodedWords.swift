/// Encoded words in headers (RFC 2047): `=?utf-8?q?J=C3=BCrgen?=`.
///
/// GMime can decode them too, but 3.2.13 loses everything behind a base64 word that ends with
/// padding if another word follows, which is what most mail programs write for a long subject.
/// So runs of words are decoded here, and GMime, where it parses a structured field, gets each run
/// as one word of UTF-8.
struct EncodedWords {
    /// The text with all words decoded; white space between two words is dropped (§6.2).
    static func decoded(_ text: String) -> String {
        rewritten(text) { $0 }
    }

    /// The text with each run of words made one word in UTF-8 and base64, of any length, for GMime.
    static func merged(_ text: String) -> String {
        rewritten(text) { word in
            let base64 = TransferEncoding.base64.encoded(Array(CleanText.singleLine(word).utf8))
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
    /// Set once no `?=` is left, so that hostile text is not searched again and again.
    private var isExhausted = false

    private static func rewritten(_ text: String, _ word: (String) -> String) -> String {
        guard text.contains("=?") else { return text }
        var scanner = EncodedWords(bytes: Array(text.utf8))
        return scanner.rewrite(word)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func rewrite(_ replacement: (String) -> String) -> String {
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
            output += Array(replacement(Self.text(of: run)).utf8)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The word that begins here, or `nil`.
    ///
    /// QUIRK: RFC 2047 §2 allows neither spaces nor question marks in the text and at most 75
    /// characters; mailers send them. Fixture: wild/encoded-word-in-quotes.eml
    private mutating func word(at start: Int) -> Word? {
        guard !isExhausted, bytes.hasPrefix("=?", at: start, limit: bytes.count) else { return nil }
        let question = UInt8(ascii: "?")
        let charset = bytes[(start + 2)...].prefix(64).prefix { $0 != question && $0 > 0x20 }
        var index = charset.endIndex
        guard !charset.isEmpty, index + 2 < bytes.count, bytes[index] == question,
            bytes[index + 2] == question
        else { return nil }
        let kind = bytes[index + 1] | 0x20
        guard kind == UInt8(ascii: "b") || kind == UInt8(ascii: "q") else { return nil }
        index += 3
        let textStart = index
        while index + 1 < bytes.count,
            bytes[index] != question || bytes[index + 1] != UInt8(ascii: "=")
        {
            index += 1
        }
        guard index + 1 < bytes.count else {
            isExhausted = true
            return nil
        }
        // RFC 2231 §5 lets a language follow the charset.
        let name = charset.prefix { $0 != UInt8(ascii: "*") }
        return Word(
            charset: String(decoding: name, as: UTF8.self).lowercased(),
            isBase64: kind == UInt8(ascii: "b"), payload: Array(bytes[textStart..<index]),
            end: index + 2)
    }

    /// Neighbours of one charset are put together as bytes before they become text.
    ///
    /// QUIRK: RFC 2047 §5 wants whole characters, and whole base64, in each word; mailers cut
    /// anywhere. Fixture: wild/split-encoded-word.eml
    private static func text(of run: [Word]) -> String {
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
            text += Charset.decode(done.bytes, declared: done.charset).text
            open = nil
        }
        for piece in pieces {
            if open?.charset != piece.charset {
                close()
                open = (piece.charset, [])
            }
            open?.bytes += decoded(piece)
        }
        close()
        return text
    }

    private static func decoded(_ word: Word) -> [UInt8] {
        guard word.isBase64 else {
            // The Q encoding is quoted-printable in which an underscore is a space (§4.2).
            let text = word.payload.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
            // Trailing space is an accident in quoted-printable, but not here.
            let spaces = text.reversed().prefix { $0 == 0x20 }
            let encoded = text.dropLast(spaces.count)
            return TransferEncoding.quotedPrintable.decoded(Array(encoded), 0..<encoded.count)
                + spaces
        }
        return TransferEncoding.base64.decoded(word.payload, 0..<word.payload.count)
    }
}
