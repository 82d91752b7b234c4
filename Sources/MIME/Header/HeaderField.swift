/// One field of a mail's header.
package struct HeaderField: Hashable, Sendable {
    /// As written, without the colon.
    package let name: String
    /// Unfolded, RFC 2047 words decoded, always valid Unicode, no control characters.
    package let value: String
    /// The whole field as received, name and folds included, without its last line end.
    package let raw: [UInt8]

    init(name: String, value: String, raw: [UInt8]) {
        self.name = name
        self.value = value
        self.raw = raw
    }

    /// Whether the field has that name, in any case (RFC 5322 §1.2.2).
    package func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }
}
