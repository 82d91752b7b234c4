import Templates

/// A person's or queue's name made fit to stand beside an address.
enum DisplayName {
    /// In characters.
    static let charactersMax = 64

    /// A name that does not pretend to be an address itself.
    ///
    /// `Ada <ceo@example.org>` becomes `Ada ceo`: of a word with an at sign only what is before it
    /// stays. Quotes, brackets and everything that turns or hides letters go.
    ///
    /// - Returns: `nil` when nothing is left.
    static func of(_ text: String) -> String? {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isInvisible(scalar) {
            switch scalar {
            case "\"", "\\", "<", ">", "(", ")", "[", "]", ",", ";", ":": kept.append(" ")
            // Full-width and small at signs look the same in a mail program.
            case "\u{FF20}", "\u{FE6B}": kept.append("@")
            default: kept.append(scalar)
            }
        }
        let words = OneLine.of(String(kept)).split(separator: " ").compactMap { word in
            let local = word.prefix { $0 != "@" }
            return local.isEmpty ? nil : local
        }
        let name = OneLine.of(String(words.joined(separator: " ").prefix(charactersMax)))
        return name.isEmpty ? nil : name
    }

    /// Zero-width and direction-changing characters.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0x00AD: true
        default: false
        }
    }
}
