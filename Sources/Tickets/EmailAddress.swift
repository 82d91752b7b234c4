/// An address to which mail can go, lower-cased whole: our identity for a person's mailbox.
///
/// RFC 5321 §2.4 lets the local part be case-sensitive; no site that RT's users met relies on it,
/// and two users for one mailbox are worse.
package struct EmailAddress: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// `local@domain`, lower case.
    package let value: String

    /// Takes an address as written in a header, without display name or brackets.
    ///
    /// - Returns: `nil` unless there is one `@` outside quotes with something on both sides, no
    ///   white space or control outside a quoted local part, and at most 254 bytes (RFC 5321
    /// §4.5.3.1).
    package init?(_ text: some StringProtocol) {
        let lowered = text.lowercased()
        guard lowered.utf8.count <= 254, let at = lowered.lastIndex(of: "@") else { return nil }
        let local = lowered[..<at]
        let domain = lowered[lowered.index(after: at)...]
        let quoted = local.count > 2 && local.first == "\"" && local.last == "\""
        let badLocal: Set<Character> = [
            "@", "<", ">", "(", ")", ",", ";", ":", "\\", "\"", "[", "]",
        ]
        let badDomain: Set<Character> = ["@", "<", ">", "(", ")", ",", ";", "\\", "\"", "/", "|"]
        guard !local.isEmpty, !domain.isEmpty, domain.first != ".", domain.last != ".",
            domain.allSatisfy({ !badDomain.contains($0) && !$0.isWhitespace }),
            quoted || local.allSatisfy({ !badLocal.contains($0) && !$0.isWhitespace }),
            lowered.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else { return nil }
        // A leading hyphen could be read as an option by a program that is handed the address.
        guard local.first != "-" else { return nil }
        value = lowered
    }

    /// The part before the last `@`.
    package var local: Substring { value[..<(value.lastIndex(of: "@") ?? value.endIndex)] }

    /// The part after the last `@`.
    package var domain: Substring {
        value[(value.lastIndex(of: "@") ?? value.endIndex)...].dropFirst()
    }

    /// The address itself.
    package var description: String { value }

    /// Orders by text, for stable output.
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    /// Splits off what follows the first of `delimiter` in the local part (RFC 5233 subaddress).
    ///
    /// - Returns: the address without it, and the extension; `nil` when there is none.
    package func splittingExtension(delimiter: Character = "+") -> (EmailAddress, String)? {
        guard let mark = local.firstIndex(of: delimiter),
            let base = EmailAddress(local[..<mark] + "@" + domain)
        else { return nil }
        return (base, String(local[local.index(after: mark)...]))
    }

    /// Reads the bare address.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = EmailAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no address")
        }
        self = address
    }

    /// Writes the bare address.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// An address with the name that stood beside it.
package struct NamedAddress: Hashable, Sendable, Codable {
    package let address: EmailAddress
    /// Display name, decoded; `nil` when the header had none.
    package let name: String?

    /// Pairs an address with a name; an empty name counts as none.
    package init(_ address: EmailAddress, name: String? = nil) {
        self.address = address
        self.name = name?.isEmpty == true ? nil : name
    }

    /// The name if there is one, else the address.
    package var shown: String { name ?? address.value }
}
