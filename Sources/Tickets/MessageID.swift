/// A Message-ID without its angle brackets (RFC 5322 §3.6.4); kept as written.
package struct MessageID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// At most 995 bytes, no white space, no angle brackets.
    package let value: String

    /// Takes an id with or without brackets.
    ///
    /// - Returns: `nil` when nothing is left after trimming, when it holds white space or controls,
    ///   or when it is longer than a header line may be.
    package init?(_ text: some StringProtocol) {
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, first == "<" || first.value <= 32 { scalars.removeFirst() }
        while let last = scalars.last, last == ">" || last.value <= 32 { scalars.removeLast() }
        guard !scalars.isEmpty, scalars.allSatisfy({ $0.value > 32 && $0.value != 127 }),
            !scalars.contains("<"), !scalars.contains(">")
        else { return nil }
        let kept = String(scalars)
        guard kept.utf8.count <= 995 else { return nil }
        value = kept
    }

    /// With brackets, as a header shows it.
    package var description: String { "<\(value)>" }

    /// Reads the bare id.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = MessageID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no Message-ID")
        }
        self = id
    }

    /// Writes the bare id.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
