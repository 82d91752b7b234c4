/// Texts whose characters have two or four bytes, and HZ, which has two in ASCII.
enum WideText {
    /// The charset that a byte order mark shows, and the mark's length.
    static func marked(_ bytes: [UInt8]) -> (charset: String, count: Int)? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("utf-32le", 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("utf-32be", 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
        return nil
    }

    /// The order of bytes that the zeros of Latin letters show, or `nil` if there are too few.
    ///
    /// QUIRK: RFC 2781 §4.3 takes UTF-16 without a mark as big-endian; Windows writes it
    /// little-endian. Fixture: wild/utf16-without-mark.eml
    static func sniffed(_ bytes: [UInt8]) -> String? {
        let sample = bytes.prefix(4 << 10)
        guard sample.count >= 2 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let pairs = sample.count / 2
        if zeros[1] * 3 >= pairs, zeros[1] > zeros[0] * 4 { return "utf-16le" }
        if zeros[0] * 3 >= pairs, zeros[0] > zeros[1] * 4 { return "utf-16be" }
        return nil
    }

    /// Whether the charset is one whose characters have two or four bytes.
    static func holds(_ name: String) -> Bool {
        name.hasPrefix("utf-16") || name.hasPrefix("utf-32")
    }

    /// Of a text that is UTF-16: spaces, digits and line ends have a zero in front or behind.
    private static func likelyOrder(_ bytes: [UInt8]) -> String {
        var zeros = [0, 0]
        for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        return zeros[1] > zeros[0] ? "utf-16le" : "utf-16be"
    }

    /// The text, if the declared charset is one of this kind and the bytes can be; else `nil`.
    static func decoded(_ bytes: [UInt8], as name: String) -> Charset.Decoded? {
        guard holds(name) else { return nil }
        if let (marked, count) = marked(bytes),
            let found = CharsetConverter.text(Array(bytes.dropFirst(count)), from: marked)
        {
            return Charset.Decoded(text: found.text, name: marked, isDoubtful: found.errors > 0)
        }
        // QUIRK: web pages of 8-bit letters are sent as UTF-16 because their source says so. ASCII
        // without a NUL is none. Fixture: wild/utf16-that-is-not.eml
        let isASCII = bytes.allSatisfy { (1..<0x80).contains($0) }
        guard !isASCII, name.hasPrefix("utf-32") || bytes.count > 1 else { return nil }
        let order = name == "utf-16" ? likelyOrder(bytes) : name
        guard let found = CharsetConverter.text(bytes, from: order) else { return nil }
        guard found.errors * 8 <= found.text.unicodeScalars.count else { return nil }
        return Charset.Decoded(text: found.text, name: order, isDoubtful: found.errors > 0)
    }

    /// HZ (RFC 1843): between `~{` and `~}`, GB 2312 without its high bits. `nil` if it is broken.
    static func gb18030(fromHZ bytes: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var isChinese = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == UInt8(ascii: "~") {
                switch next {
                case UInt8(ascii: "{"): isChinese = true
                case UInt8(ascii: "}"): isChinese = false
                case UInt8(ascii: "~"): output.append(byte)
                case 0x0A: break
                default: return nil
                }
                index += 2
            } else if isChinese && byte > 0x20 {
                guard (0x21...0x7E).contains(next) else { return nil }
                output.append(byte | 0x80)
                output.append(next | 0x80)
                index += 2
            } else {
                // A line end brings ASCII back.
                if byte == 0x0A { isChinese = false }
                output.append(byte)
                index += 1
            }
        }
        return output
    }
}
