import Yams

/// Gives scalars back the U+FEFF with which they begin.
///
/// Yams makes texts of bytes by way of Foundation, and that takes the first one for a mark of the
/// encoding and drops it, however it was written.
struct YAMLByteOrderMarks {
    private static let mark: Unicode.Scalar = "\u{FEFF}"

    /// The text's lines as libyaml counts them; empty where no scalar can begin so.
    private let lines: [[Unicode.Scalar]]

    init(_ text: String) {
        guard Self.isNamed(in: text) else {
            lines = []
            return
        }
        var lines: [[Unicode.Scalar]] = [[]]
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { last = scalar }
            switch scalar {
            case "\n" where last == "\r": continue
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
            default: lines[lines.count - 1].append(scalar)
            }
        }
        self.lines = lines
    }

    /// The text of a scalar that begins at a place.
    func text(of scalar: Node.Scalar, at place: YAMLPosition) -> String {
        guard lines.indices.contains(place.line - 1) else { return scalar.string }
        let rest = lines[place.line - 1].dropFirst(place.column - 1)
        let begins =
            switch scalar.style {
            case .doubleQuoted: rest.first == "\"" && Self.begins(rest.dropFirst())
            case .singleQuoted: rest.first == "'" && rest.dropFirst().first == Self.mark
            case .literal, .folded: blockBegins(below: place.line, scalar.string)
            default: rest.first == Self.mark
            }
        return begins ? String(Self.mark) + scalar.string : scalar.string
    }

    /// As it is, or as an escape between double quotes.
    private static func begins(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        if rest.first == mark { return true }
        let written = String(String.UnicodeScalarView(rest.prefix(10))).lowercased()
        return written.hasPrefix("\\ufeff") && rest.dropFirst().first == "u"
            || written == "\\u0000feff" && rest.dropFirst().first == "U"
    }

    private func blockBegins(below line: Int, _ text: String) -> Bool {
        // Blanks that belong to the text stand before the mark, and so it was not dropped.
        guard text.unicodeScalars.first != " ", text.unicodeScalars.first != "\n" else {
            return false
        }
        return lines.dropFirst(line).first?.first { $0 != " " } == Self.mark
    }

    /// Whether U+FEFF stands anywhere, as it is or by its number.
    private static func isNamed(in text: String) -> Bool {
        var window: UInt32 = 0
        for (place, byte) in text.utf8.enumerated() {
            window = window << 8 | UInt32(byte)
            if window & 0xFFFFFF == 0xEFBBBF, place > 2 { return true }
            if window | 0x2020_2020 == 0x6665_6666 { return true }
        }
        return false
    }
}
