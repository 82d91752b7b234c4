/// A line, or a few joined, made comparable: lower case, one space between words, no invisible
/// characters, and one form of each dash, quotation mark, digit and full-width character.
struct FoldedText {
    /// UTF-8.
    let bytes: [UInt8]

    /// Longer lines are somebody's paragraph; nothing of what we look for is that long.
    static let lengthMax = 1_000

    init(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in text.utf8 { Self.append(byte, to: &bytes) }
        } else {
            for scalar in text.unicodeScalars { Self.append(scalar, to: &bytes) }
        }
        while bytes.last == 0x20 { bytes.removeLast() }
        self.bytes = bytes
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Lines that a program has wrapped, as one.
    init(joining lines: some Sequence<FoldedText>) {
        var bytes: [UInt8] = []
        for (index, line) in lines.enumerated() {
            if index > 0 { bytes.append(0x20) }
            bytes.append(contentsOf: line.bytes)
        }
        self.bytes = bytes
    }

    /// Zero-width characters, marks that set the direction of writing, soft hyphens.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case 0...0x20, 0x7F:
            if !bytes.isEmpty, bytes.last != 0x20 { bytes.append(0x20) }
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
        default: bytes.append(byte)
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar.value {
        case 0..<0x80: append(UInt8(scalar.value), to: &bytes)
        case _ where isInvisible(scalar): break
        case 0x0660...0x0669: bytes.append(UInt8(scalar.value - 0x0660) + 0x30)
        case 0x06F0...0x06F9: bytes.append(UInt8(scalar.value - 0x06F0) + 0x30)
        case 0xFF01...0xFF5E: append(UInt8(scalar.value - 0xFEE0), to: &bytes)
        case 0x2010...0x2015, 0x2212, 0x2500, 0x2501: bytes.append(UInt8(ascii: "-"))
        case 0x2018, 0x2019, 0x02BC: bytes.append(UInt8(ascii: "'"))
        case 0xAB, 0xBB, 0x201C...0x201F: bytes.append(UInt8(ascii: "\""))
        case _ where scalar.properties.isWhitespace: append(0x20 as UInt8, to: &bytes)
        case _ where scalar.properties.isUppercase:
            bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    var isEmpty: Bool { bytes.isEmpty }
    var wordCount: Int { bytes.split(separator: 0x20).count }

    /// Whether the folded text holds some ASCII.
    func contains(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            guard let first = wanted.first, bytes.count >= wanted.count else { return false }
            return (0...bytes.count - wanted.count).contains { start in
                bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted)
            }
        }
    }

    func hasPrefix(_ text: String) -> Bool { bytes.starts(with: text.utf8) }

    func hasSuffix(_ text: String) -> Bool {
        bytes.count >= text.utf8.count && bytes.suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    /// Without the dashes, rules, stars and spaces that decorate a line at both its ends.
    var undecorated: FoldedText {
        let core = bytes.drop(while: Self.isDecoration)
        let end = core.lastIndex { !Self.isDecoration($0) }
        return FoldedText(bytes: end.map { Array(core[...$0]) } ?? [])
    }

    /// How many dashes, underscores, equals signs or stars stand at the beginning.
    var ruleLength: Int { bytes.prefix { Self.isDecoration($0) && $0 != 0x20 }.count }

    /// Nothing but a rule drawn over three columns or more.
    var isRule: Bool { bytes.count >= 3 && bytes.allSatisfy(Self.isDecoration) }

    private static func isDecoration(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "*"),
            UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "+"), 0x20:
            true
        default: false
        }
    }
}
