/// The text of header values: unfolded, valid Unicode, RFC 2047 words decoded.
enum HeaderText {
    /// The unfolded value as Unicode, before any decoding; NUL becomes a space.
    ///
    /// - Parameter hint: for bytes that are not UTF-8; see ``Charset/guess(_:hint:)``.
    static func unfolded(_ bytes: [UInt8], _ range: Range<Int>, hint: String? = nil) -> String {
        var flat: [UInt8] = []
        flat.reserveCapacity(range.count)
        for index in range {
            switch bytes[index] {
            case 0x0A, 0x0D: continue
            case 0x00: flat.append(0x20)
            default: flat.append(bytes[index])
            }
        }
        return Charset.guess(flat, hint: hint)
    }

    /// Decodes unstructured text (RFC 2047 §5 rule 1) and cleans it; the value of a
    /// ``HeaderField``.
    static func decoded(_ text: String, hint: String? = nil) -> String {
        CleanText.singleLine(EncodedWords.decoded(text, hint: hint))
    }
}
