/// Windows-1252, which every byte string can be read as: the last resort, and the most frequent
/// one, so without iconv.
enum LatinText {
    /// What of windows-1252 differs from Latin-1: 0x80 to 0x9F; unassigned ones become U+FFFD.
    private static let moved: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    static func decoded(_ bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 4)
        append(bytes, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the text in UTF-8.
    static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
        moved.withUnsafeBufferPointer { moved in
            for byte in bytes {
                if byte < 0x80 {
                    output.append(byte)
                } else if byte >= 0xA0 {
                    output.append(0xC0 | byte >> 6)
                    output.append(0x80 | byte & 0x3F)
                } else {
                    let value = moved[Int(byte) - 0x80]
                    if value >= 0x800 {
                        output.append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
                        output.append(0x80 | UInt8(truncatingIfNeeded: value >> 6) & 0x3F)
                    } else {
                        output.append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
                    }
                    output.append(0x80 | UInt8(truncatingIfNeeded: value) & 0x3F)
                }
            }
        }
    }

    /// Whether windows-1252 leaves a byte of the text unassigned.
    static func leavesGaps(_ bytes: [UInt8]) -> Bool {
        bytes.contains { [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
    }
}
