/// Makes one line of whatever a program or server said, fit for a log, a terminal and a database.
package enum ReasonText {
    /// Longest line kept, in characters.
    package static let charactersMax = 500

    /// The first line of `text` that has something on it.
    ///
    /// Controls become spaces (a server's answer must not paint an admin's terminal), and invalid
    /// UTF-8 becomes U+FFFD.
    ///
    /// - Returns: `nil` when nothing visible is left.
    package static func firstLine(of text: some Collection<UInt8>) -> String? {
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let cleaned = clean(String(decoding: line, as: UTF8.self))
            if !cleaned.isEmpty { return cleaned }
        }
        return nil
    }

    /// All of `text` in one line, cut to ``charactersMax``.
    package static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                if scalars.last != " " { scalars.append(" ") }
            default:
                scalars.append(scalar)
            }
        }
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return String(String(scalars).prefix(charactersMax))
    }
}
