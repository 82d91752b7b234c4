/// Writes a text as one scalar of YAML, on one line, such that any reader takes it for that text.
package enum YAMLScalar {
    /// Plain where nothing in it can mean anything else, also between brackets; else between double
    /// quotes.
    package static func text(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// Words that some reader of YAML takes for a truth value or for nothing.
    private static let words: Set<String> = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
    ]

    private static func isPlain(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last, scalars.count <= 200,
            first.properties.isAlphabetic, last != " ", last != "."
        else { return false }
        // A letter or a digit, or what means nothing inside of a word.
        let isTame = scalars.allSatisfy { scalar in
            isLetterOrDigit(scalar) || " _-./@()'+".unicodeScalars.contains(scalar)
        }
        return isTame && !words.contains(text.lowercased()) && !text.contains("  ")
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .otherLetter, .decimalNumber: true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var shown = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": shown += "\\\""
            case "\\": shown += "\\\\"
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            default:
                shown += isShown(scalar) ? String(scalar) : escape(scalar)
            }
        }
        return shown + "\""
    }

    /// Whether a scalar can stand in a file as it is: what cannot be seen, or what breaks a line,
    /// cannot.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == " " { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            return false
        default: return true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) = scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
    }
}
