/// Phrases to be found in folded texts, sorted by their first byte so that a text is read once.
///
/// Phrases are written as ``FoldedText`` makes them: lower case, straight quotes and dashes. They are
/// taken as written, since each process that takes in a mail makes the tables anew; a test holds
/// ``misspelt`` to be empty.
struct PhraseTable: Sendable {
    private let written: [String]
    /// All phrases, one behind the other.
    private let bytes: [UInt8]
    private let phrases: [Phrase]
    /// For each byte the last phrase that begins with it, -1 for none.
    private let lastByFirstByte: [Int16]

    private struct Phrase: Sendable {
        /// Where in `bytes` it is.
        let start: Int32
        let count: Int32
        /// The phrase before it with the same first byte, -1 for none.
        let before: Int16
        /// Tells most phrases apart at little cost; 0 where there is no second byte.
        let second: UInt8
        /// Written without spaces between words, as in Chinese: may begin or end anywhere.
        let startsAnywhere: Bool
        let endsAnywhere: Bool
    }

    /// - Parameter phrases: a phrase that ends in `*` also matches words that only begin so.
    ///   At most 32,767 of them.
    init(_ phrases: [String]) {
        written = phrases
        var bytes: [UInt8] = []
        var entries: [Phrase] = []
        var last = [Int16](repeating: -1, count: 256)
        bytes.reserveCapacity(phrases.reduce(0) { $0 + $1.utf8.count })
        entries.reserveCapacity(phrases.count)
        for phrase in phrases {
            let start = bytes.count
            bytes.append(contentsOf: phrase.utf8)
            let isStem = bytes.last == UInt8(ascii: "*")
            if isStem { bytes.removeLast() }
            guard bytes.count > start else { continue }
            let first = Int(bytes[start])
            let isEndFree =
                isStem
                || Self.isWideOrSign(bytes[bytes.count - 1]) {
                    phrase.unicodeScalars.last
                }
            entries.append(
                Phrase(
                    start: Int32(start), count: Int32(bytes.count - start), before: last[first],
                    second: bytes.count - start > 1 ? bytes[start + 1] : 0,
                    startsAnywhere: Self.isWideOrSign(bytes[start]) { phrase.unicodeScalars.first },
                    endsAnywhere: isEndFree))
            last[first] = Int16(entries.count - 1)
        }
        self.bytes = bytes
        self.phrases = entries
        lastByFirstByte = last
    }

    /// Phrases that no text can hold, since folding changes them.
    var misspelt: [String] {
        written.filter { written in
            let bare = written.hasSuffix("*") ? written.dropLast() : written[...]
            return bare.isEmpty || !FoldedText(bare).bytes.elementsEqual(bare.utf8)
        }
    }

    /// - Parameters:
    ///   - byte: of a character's UTF-8, which tells for ASCII.
    ///   - scalar: the character, asked for where the byte does not tell.
    private static func isWideOrSign(_ byte: UInt8, _ scalar: () -> Unicode.Scalar?) -> Bool {
        if byte < 0x80 { return !(0x61...0x7A).contains(byte | 0x20) }
        guard let scalar = scalar() else { return true }
        return scalar.value >= 0x2E80 || (0x0E00...0x0E7F).contains(scalar.value)
    }

    /// Whether one of them stands in the text.
    func isIn(_ text: FoldedText) -> Bool { count(in: text, max: 1) > 0 }

    /// How many different ones stand in the text; stops at `max`.
    func count(in text: FoldedText, max: Int) -> Int {
        var found: [Int32] = []
        for start in text.bytes.indices {
            if let phrase = match(text.bytes, at: start), !found.contains(phrase.start) {
                found.append(phrase.start)
                if found.count >= max { break }
            }
        }
        return found.count
    }

    /// The length in bytes of the longest of them that the text begins with; `nil` for none.
    func prefixLength(of text: FoldedText) -> Int? {
        match(text.bytes, at: 0).map { Int($0.count) }
    }

    /// Whether the text is one of them and nothing else.
    func equals(_ text: FoldedText) -> Bool {
        prefixLength(of: text) == text.bytes.count
    }

    private func match(_ text: [UInt8], at start: Int) -> Phrase? {
        guard start < text.count else { return nil }
        var next = lastByFirstByte[Int(text[start])]
        if next < 0 { return nil }
        let isInsideWord = start > 0 && Self.joins(text[start - 1], text[start])
        let second = start + 1 < text.count ? text[start + 1] : 0
        var best: Phrase?
        while next >= 0 {
            let phrase = phrases[Int(next)]
            next = phrase.before
            guard phrase.second == second || phrase.count == 1 else { continue }
            let end = start + Int(phrase.count)
            guard end <= text.count, phrase.count > best?.count ?? 0,
                phrase.startsAnywhere || !isInsideWord,
                phrase.endsAnywhere || end == text.count || !Self.joins(text[end], text[end - 1]),
                isThere(phrase, text, start)
            else { continue }
            best = phrase
        }
        return best
    }

    private func isThere(_ phrase: Phrase, _ text: [UInt8], _ start: Int) -> Bool {
        for offset in 0..<Int(phrase.count)
        where text[start + offset] != bytes[Int(phrase.start) + offset] {
            return false
        }
        return true
    }

    /// Whether a byte continues the word that another one is the edge of. Punctuation beyond ASCII
    /// was folded away; a Latin name may stand right inside Chinese.
    private static func joins(_ byte: UInt8, _ edge: UInt8) -> Bool {
        if byte >= 0x80 { return edge >= 0x80 }
        return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
