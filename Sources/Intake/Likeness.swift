import MIME
import Tickets

/// What two mails have in common that a machine made of the same text.
enum Likeness {
    /// Enough to tell one text from another; more costs time.
    private static let lettersMax = 2_000
    /// Thanks are said in the same words by many.
    private static let lettersMin = 20

    /// The letters of the subject and of the new text, in lower case: ticket numbers, dates, tags and
    /// line ends differ from one automatic answer to the next, words do not.
    ///
    /// - Parameters:
    ///   - text: the new text where it is known, since what is quoted grows from round to round.
    /// - Returns: 32 hexadecimal digits; `nil` for less than twenty letters.
    static func of(subject: String, text: String) -> String? {
        var letters: [UInt8] = []
        let add: (UInt8) -> Void = { byte in
            guard isLetter(byte), letters.count < lettersMax else { return }
            letters.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        withoutBrackets(subject).forEach(add)
        for byte in text.utf8 {
            guard letters.count < lettersMax else { break }
            add(byte)
        }
        guard letters.count >= lettersMin else { return nil }
        return String(Digest.sha256Hex(letters).prefix(32))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Tags name another ticket each time, and `Re:` is added or not.
    private static func withoutBrackets(_ subject: String) -> [UInt8] {
        var rest: [UInt8] = []
        var depth = 0
        for byte in subject.utf8 {
            if byte == UInt8(ascii: "[") { depth += 1 }
            if depth == 0 { rest.append(byte) }
            if byte == UInt8(ascii: "]"), depth > 0 { depth -= 1 }
        }
        let words = rest.split(separator: 0x20)
        let kept = words.drop { word in
            let colon = word.last == UInt8(ascii: ":")
            // Characters, not bytes: `Réf:`.
            return colon && word.count { $0 & 0xC0 != 0x80 } <= 5
        }
        return kept.first.map { Array(rest[$0.startIndex...]) } ?? []
    }
}
