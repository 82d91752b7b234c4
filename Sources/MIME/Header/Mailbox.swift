/// An address with the name that stands beside it.
package struct Mailbox: Hashable, Sendable {
    /// The display name, decoded, without control characters; `nil` if absent or empty.
    package let name: String?
    /// The address as written, without brackets and surrounding space. Not checked: see
    /// ``isPlausible(_:)``.
    package let address: String

    /// An empty name counts as none; both are trimmed.
    package init(name: String? = nil, address: String) {
        let name = name.map(CleanText.singleLine)
        self.name = name == "" ? nil : name
        self.address = CleanText.singleLine(address)
    }

    /// The address in lower case, local part too: two people who differ only there do not exist.
    package var normalizedAddress: String { address.lowercased() }

    /// The longest address that SMTP can carry, in bytes (RFC 5321 §4.5.3.1.3, erratum 1690).
    static let addressBytesMax = 254

    /// Whether mail could be sent there: one `@` with something on both sides, no space, control
    /// character, bracket or comma, at most 254 bytes. Says nothing about whether it exists.
    package static func isPlausible(_ address: String) -> Bool {
        let bytes = address.utf8
        guard bytes.count <= addressBytesMax, let at = bytes.firstIndex(of: UInt8(ascii: "@"))
        else { return false }
        let domain = bytes[bytes.index(after: at)...]
        guard at > bytes.startIndex, let first = domain.first, let last = domain.last,
            first != UInt8(ascii: "."), last != UInt8(ascii: "."),
            !domain.contains(UInt8(ascii: "@"))
        else { return false }
        return address.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && !CleanText.isUnwanted(scalar)
                && !"<>,;\"\\()".unicodeScalars.contains(scalar)
        }
    }
}
