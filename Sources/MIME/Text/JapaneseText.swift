/// ISO-2022-JP as it is sent: with the circled digits and company signs of Windows.
///
/// iconv knows the charset only as RFC 1468 has it and breaks at the first such character. The
/// letters lie at the same places in Shift-JIS, only numbered otherwise, and there iconv's CP932
/// has them; so the bytes are renumbered.
enum JapaneseText {
    /// The same text in CP932, or `nil` if an escape sequence is none of those in use.
    static func cp932(fromISO2022 bytes: [UInt8]) -> [UInt8]? {
        enum Mode { case ascii, kana, kanji }
        var mode = Mode.ascii
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x1B {
                guard index + 2 < bytes.count else { return nil }
                switch (bytes[index + 1], bytes[index + 2]) {
                case (0x28, 0x42), (0x28, 0x4A): mode = .ascii
                case (0x28, 0x49): mode = .kana
                case (0x24, 0x40), (0x24, 0x42): mode = .kanji
                default: return nil
                }
                index += 3
                continue
            }
            guard byte > 0x20, byte < 0x7F, mode != .ascii else {
                // A line end brings ASCII back.
                if byte == 0x0A { mode = .ascii }
                result.append(byte)
                index += 1
                continue
            }
            if mode == .kana {
                result.append(byte | 0x80)
                index += 1
                continue
            }
            guard index + 1 < bytes.count, (0x21...0x7E).contains(bytes[index + 1]) else {
                return nil
            }
            // JIS X 0208 has 94 rows of 94; Shift-JIS puts two of them into one of its own.
            let row = (byte - 0x21) / 2
            let column = bytes[index + 1]
            result.append(row + (row < 0x1F ? 0x81 : 0xC1))
            let isSecondRow = byte.isMultiple(of: 2)
            result.append(isSecondRow ? column + 0x7E : column + (column < 0x60 ? 0x1F : 0x20))
            index += 2
        }
        return result
    }
}
