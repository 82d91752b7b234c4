/// A value of a custom field, checked and in the form in which its kind writes it.
package struct FieldValue: Hashable, Sendable {
    /// What people read; reading it again gives the same value.
    package let text: String
    /// Sorts and compares as the kind does, byte for byte; at most ``keyBytesMax``.
    package let key: String
    /// The key of a range's last address; `nil` for other kinds.
    package let endKey: String?
    /// The folded text where ``key`` is only its beginning; `nil` where that is all.
    package let folded: String?

    /// UTF-8 bytes of a key; an index of PostgreSQL takes some 2,700 a row.
    package static let keyBytesMax = 1_000

    /// Takes what was checked.
    package init(text: String, key: String, endKey: String? = nil, folded: String? = nil) {
        self.text = text
        self.key = key
        self.endKey = endKey
        self.folded = folded
    }

    /// A text that is compared regardless of case and diacritics.
    package init(folding text: String) {
        let folded = SearchWords.key(text)
        let key = Self.cut(folded)
        self.init(text: text, key: key, folded: key == folded ? nil : folded)
    }

    /// As much of a folded text as a key takes; never half a character.
    package static func cut(_ folded: String) -> String {
        guard folded.utf8.count > keyBytesMax else { return folded }
        var bytes = 0
        let kept = folded.unicodeScalars.prefix { scalar in
            bytes += UTF8.width(scalar)
            return bytes <= keyBytesMax
        }
        return String(String.UnicodeScalarView(kept))
    }
}

/// Why a text is no value of a custom field.
package struct FieldValueError: Error, Hashable {
    /// The field's name.
    package let field: String
    /// As written, cut where it is long.
    package let found: String
    /// For people: `a whole or decimal number such as 12 or -0.5`.
    package let expected: String
    /// The value that was probably meant.
    package let suggestion: String?

    /// Says what is wrong with a value of `field`.
    package init(field: String, found: String, expected: String, suggestion: String? = nil) {
        self.field = field
        self.found = found.count > 80 ? String(found.prefix(80)) + "…" : found
        self.expected = expected
        self.suggestion = suggestion
    }

    /// What is wrong, in one line.
    package var detail: String {
        let meant = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
        return "field \"\(field)\": found \"\(found)\", expected \(expected)\(meant)"
    }
}

extension FieldValueError: Disposed {
    /// A value stays wrong.
    package var isTemporary: Bool { false }

    /// Says no more than that it was refused.
    package var publicText: String { "The tracker did not accept this value." }
}
