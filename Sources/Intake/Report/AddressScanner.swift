import Tickets

/// Finds addresses in free text, such as a server's complaint about one.
enum AddressScanner {
    /// An address and where it stands.
    struct Hit {
        let address: EmailAddress
        let range: Range<String.Index>
    }

    /// The longest local part that is looked at, in bytes (RFC 5321 §4.5.3.1.1 says 64; gateways
    /// make longer ones).
    private static let localBytesMax = 250

    /// The addresses in order, at most so many, repeated ones included.
    static func hits(in text: some StringProtocol, max: Int = 50) -> [Hit] {
        let text = Substring(text)
        let bytes = text.utf8
        var hits: [Hit] = []
        var floor = bytes.startIndex
        var next = bytes.startIndex
        while hits.count < max, let at = bytes[next...].firstIndex(of: UInt8(ascii: "@")) {
            next = bytes.index(after: at)
            let start = localStart(bytes, at: at, floor: floor)
            var end = next
            while end < bytes.endIndex, isDomain(bytes[end]) { end = bytes.index(after: end) }
            while end > next, !isWord(bytes[bytes.index(before: end)]) {
                end = bytes.index(before: end)
            }
            guard start < at, end > next,
                let address = EmailAddress(withoutLabel(text[start..<at]) + text[at..<end])
            else { continue }
            hits.append(Hit(address: address, range: start..<end))
            floor = end
            next = end
        }
        return hits
    }

    /// The address of a field such as `rfc822; ann@example.org` (RFC 3464 §2.3.1), or of a bare one.
    ///
    /// QUIRK: RFC 3464 demands a type before the address and forbids brackets around it; both rules
    /// are broken often. Fixture: wild/dsn-brackets.eml
    static func fieldAddress(_ value: String) -> EmailAddress? {
        var text = Substring(value)
        var type = ""
        if let semicolon = text.firstIndex(of: ";"), !text[..<semicolon].contains("@") {
            type = text[..<semicolon].lowercased().filter { !$0.isWhitespace }
            text = text[text.index(after: semicolon)...]
        }
        if type == "utf-8" { return hits(in: decodedUnicode(text), max: 1).first?.address }
        return hits(in: decodedPlus(text), max: 1).first?.address
    }

    /// RFC 3461 §4 xtext, as far as it can be told from a plus in the address itself: MTAs put
    /// `+2B` and `+3D` for the plus and the equals sign that many addresses of ours hold.
    private static func decodedPlus(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "+")) else { return String(text) }
        var result: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+"), rest.starts(with: "2B".utf8) {
                result.append(UInt8(ascii: "+"))
                rest = rest.dropFirst(2)
            } else if byte == UInt8(ascii: "+"), rest.starts(with: "3D".utf8) {
                result.append(UInt8(ascii: "="))
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// RFC 6533 §3: `\x{E9}` stands for a character.
    private static func decodedUnicode(_ text: Substring) -> String {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            let digits = rest.dropFirst(2).prefix(6).prefix { $0.properties.isASCIIHexDigit }
            let end = digits.endIndex
            if scalar == "\\", rest.starts(with: "x{".unicodeScalars), end < rest.endIndex,
                rest[end] == "}", let value = UInt32(String(digits), radix: 16),
                let decoded = Unicode.Scalar(value)
            {
                result.append(decoded)
                rest = rest[rest.index(after: end)...]
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func localStart(
        _ bytes: Substring.UTF8View, at: String.Index, floor: String.Index
    ) -> String.Index {
        var start = at
        var count = 0
        while start > floor, count < localBytesMax {
            let before = bytes.index(before: start)
            guard isLocal(bytes[before]) else { break }
            start = before
            count += 1
        }
        while start < at, !isWord(bytes[start]), bytes[start] != UInt8(ascii: "_") {
            start = bytes.index(after: start)
        }
        return start
    }

    /// `SMTP=ann` of an X.400 address, without its label.
    private static func withoutLabel(_ local: Substring) -> Substring {
        let label = local.prefix(5).lowercased()
        return label == "smtp=" ? local.dropFirst(5) : local
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isWord(byte) || ".!#$%&'*+-/=?^_{|}~".utf8.contains(byte)
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    /// A letter, a digit, or a byte of a character beyond ASCII.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xFF:
            true
        default: false
        }
    }
}
