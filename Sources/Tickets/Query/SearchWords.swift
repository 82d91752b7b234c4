import Foundation

/// Cuts text into the words that are indexed and looked for; the same for both engines, so that
/// they find the same.
///
/// A word is a run of letters, digits and their marks, in lower case, without diacritics (é is e,
/// ё is е), in compatible forms (ﬁ is fi, Ａ is a). Scripts that put no blanks between words
/// (Chinese, Japanese, Thai and their neighbours) give a word for each character; looked for, they
/// stand as a phrase, so 東京 finds 東京 and not 京東.
package struct SearchWords {
    /// Letters of a word that are kept; longer runs are no words of a language.
    package static let lettersMax = 64
    /// Words of one text that are indexed; what follows cannot be found. PostgreSQL counts no
    /// further than 16,383.
    package static let wordsMax = 16_000
    /// UTF-8 bytes of the words of one text that are indexed; PostgreSQL holds 1 MiB.
    package static let bytesMax = 400_000

    /// Folded forms of characters met so far; asking the Unicode tables is slow.
    private var folded: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    private var bytes = 0
    private var spans: [Span] = []
    private var word = String.UnicodeScalarView()
    private var start: String.Index
    private var letters = 0

    /// A word and where it stands in the text.
    struct Span {
        let word: String
        let range: Range<String.Index>
    }

    private init(start: String.Index) { self.start = start }

    /// The words in their order, within the limits; linear in the text.
    package static func words(of text: String) -> [String] {
        spans(of: text).map(\.word)
    }

    /// The words with their places.
    static func spans(of text: String) -> [Span] {
        var cutter = SearchWords(start: text.startIndex)
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex, cutter.spans.count < wordsMax, cutter.bytes < bytesMax {
            cutter.take(scalars[index], at: index)
            index = scalars.index(after: index)
        }
        cutter.finish(at: index)
        return cutter.spans
    }

    /// The text in lower case and without diacritics, all else kept: for comparing short texts
    /// regardless of case on both engines.
    package static func key(_ text: String) -> String {
        var cutter = SearchWords(start: text.startIndex)
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { key.append(contentsOf: cutter.fold(scalar)) }
        return String(key)
    }

    private mutating func take(_ scalar: Unicode.Scalar, at index: String.Index) {
        guard Self.isPartOfWord(scalar) else {
            finish(at: index)
            return
        }
        if Self.standsAlone(scalar) {
            // A mark belongs to the character before it.
            if !Self.isMark(scalar) { finish(at: index) }
            append(scalar, at: index)
            return
        }
        if let last = word.last, Self.standsAlone(last) { finish(at: index) }
        for part in fold(scalar) where Self.isPartOfWord(part) { append(part, at: index) }
    }

    private mutating func append(_ scalar: Unicode.Scalar, at index: String.Index) {
        if word.isEmpty { start = index }
        guard letters < Self.lettersMax else { return }
        word.append(scalar)
        letters += 1
    }

    private mutating func finish(at index: String.Index) {
        guard !word.isEmpty else { return }
        let text = String(word)
        bytes += text.utf8.count
        spans.append(Span(word: text, range: start..<index))
        word = String.UnicodeScalarView()
        letters = 0
    }

    private mutating func fold(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.isASCII {
            let isUpper = (65...90).contains(scalar.value)
            return [isUpper ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar]
        }
        if let known = folded[scalar] { return known }
        var parts: [Unicode.Scalar] = []
        if Self.isKeptWhole(scalar) {
            parts = [scalar]
        } else {
            for part in String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            where !(0x300...0x36F).contains(part.value) {
                parts += Array(part.properties.lowercaseMapping.unicodeScalars).filter {
                    !(0x300...0x36F).contains($0.value)
                }
            }
        }
        folded[scalar] = parts
        return parts
    }

    /// Syllables that decomposition would take apart.
    private static func isKeptWhole(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x11FF, 0x3040...0x30FF, 0xAC00...0xD7A3: true
        default: false
        }
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let value = scalar.value
            return (48...57).contains(value) || (65...90).contains(value)
                || (97...122).contains(value)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark,
            .enclosingMark:
            return true
        default: return false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Scripts written without blanks between words.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007,
            0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x323AF:
            true
        default: false
        }
    }
}

/// Words and phrases that a text must all hold.
package struct TextQuery: Hashable, Sendable {
    /// Words that follow each other; mostly one.
    package struct Phrase: Hashable, Sendable {
        package let words: [String]
        /// The last word may go on: `print*`.
        package let isPrefix: Bool
    }

    package let phrases: [Phrase]

    /// Words in one text query; more is no search that a person makes.
    package static let wordsMax = 64

    /// Reads words, `"phrases in quotes"` and `beginnings*`; everything else separates words.
    ///
    /// - Parameter isPhrase: all of the text is one phrase.
    /// - Returns: `nil` without any word, and for more than ``wordsMax``.
    package init?(_ text: String, isPhrase: Bool = false) {
        var phrases: [Phrase] = []
        for (part, isQuoted) in isPhrase ? [(text[...], true)] : Self.parts(text) {
            let words = SearchWords.words(of: String(part))
            guard !words.isEmpty else { continue }
            phrases.append(Phrase(words: words, isPrefix: !isQuoted && part.hasSuffix("*")))
        }
        guard !phrases.isEmpty, phrases.reduce(0, { $0 + $1.words.count }) <= Self.wordsMax else {
            return nil
        }
        self.phrases = phrases
    }

    /// What stands between blanks, and between double quotes.
    private static func parts(_ text: String) -> [(Substring, isQuoted: Bool)] {
        var parts: [(Substring, Bool)] = []
        for (index, stretch) in text.split(separator: "\"", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index % 2 == 1 {
                parts.append((stretch, true))
            } else {
                parts += stretch.split(whereSeparator: \.isWhitespace).map { ($0, false) }
            }
        }
        return parts
    }
}
