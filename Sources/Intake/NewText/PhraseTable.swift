/// Phrases to be found in folded texts, sorted by their first byte so that a text is read once.
///
/// Phrases are written as ``FoldedText`` makes them: lower case, straight quotes and dashes. They are
/// taken as written, since each process that takes in a mail makes the tables anew; a test holds
/// ``misspelt`` to be empty.
struct PhraseTable: Sendable {
    private let byFirstByte: [[Phrase]]
    private let phrases: [String]

    private struct Phrase: Sendable {
        let bytes: [UInt8]
        /// Tells most phrases apart at little cost; 0 where there is no second byte.
        let second: UInt8
        let number: Int
        /// Written without spaces between words, as in Chinese: may begin or end anywhere.
        let startsAnywhere: Bool
        let endsAnywhere: Bool
    }

    /// - Parameter phrases: a phrase that ends in `*` also matches words that only begin so.
    init(_ phrases: [String]) {
        self.phrases = phrases
        var table = [[Phrase]](repeating: [], count: 256)
        for (number, written) in phrases.enumerated() {
            let isStem = written.hasSuffix("*")
            let bytes = Array(isStem ? written.utf8.dropLast() : written.utf8[...])
            guard let first = bytes.first else { continue }
            table[Int(first)].append(
                Phrase(
                    bytes: bytes, second: bytes.count > 1 ? bytes[1] : 0,
                    number: number,
                    startsAnywhere: Self.isWideOrSign(written.unicodeScalars.first),
                    endsAnywhere: isStem || Self.isWideOrSign(written.unicodeScalars.last)))
        }
        byFirstByte = table
    }

    /// Phrases that no text can hold, since folding changes them.
    var misspelt: [String] {
        phrases.filter { written in
            let bare = written.hasSuffix("*") ? written.dropLast() : written[...]
            return bare.isEmpty || !FoldedText(bare).bytes.elementsEqual(bare.utf8)
        }
    }

    private static func isWideOrSign(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return true }
        let isThai = (0x0E00...0x0E7F).contains(scalar.value)
        return scalar.value >= 0x2E80 || isThai
            || !(scalar.value >= 0x80 || scalar.properties.isAlphabetic)
    }

    /// Whether one of them stands in the text.
    func isIn(_ text: FoldedText) -> Bool { count(in: text, max: 1) > 0 }

    /// How many different ones stand in the text; stops at `max`.
    func count(in text: FoldedText, max: Int) -> Int {
        var found: Set<Int> = []
        for start in text.bytes.indices {
            if let phrase = match(text.bytes, at: start) {
                found.insert(phrase.number)
                if found.count >= max { break }
            }
        }
        return found.count
    }

    /// The length in bytes of the longest of them that the text begins with; `nil` for none.
    func prefixLength(of text: FoldedText) -> Int? {
        match(text.bytes, at: 0)?.bytes.count
    }

    /// Whether the text is one of them and nothing else.
    func equals(_ text: FoldedText) -> Bool {
        match(text.bytes, at: 0)?.bytes.count == text.bytes.count
    }

    private func match(_ bytes: [UInt8], at start: Int) -> Phrase? {
        guard start < bytes.count else { return nil }
        let candidates = byFirstByte[Int(bytes[start])]
        if candidates.isEmpty { return nil }
        let isInsideWord = start > 0 && Self.joins(bytes[start - 1], bytes[start])
        let second = start + 1 < bytes.count ? bytes[start + 1] : 0
        var best: Phrase?
        for phrase in candidates where phrase.second == second || phrase.bytes.count == 1 {
            let end = start + phrase.bytes.count
            guard end <= bytes.count, phrase.bytes.count > best?.bytes.count ?? 0,
                phrase.startsAnywhere || !isInsideWord,
                phrase.endsAnywhere || end == bytes.count
                    || !Self.joins(bytes[end], bytes[end - 1]),
                bytes[start..<end].elementsEqual(phrase.bytes)
            else { continue }
            best = phrase
        }
        return best
    }

    /// Whether a byte continues the word that another one is the edge of. Punctuation beyond ASCII
    /// was folded away; a Latin name may stand right inside Chinese.
    private static func joins(_ byte: UInt8, _ edge: UInt8) -> Bool {
        if byte >= 0x80 { return edge >= 0x80 }
        return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
