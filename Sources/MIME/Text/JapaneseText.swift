/// ISO-2022-JP and EUC-JP as they are sent: with the circled digits and company signs of Windows.
///
/// iconv knows both only as the standards have them and breaks at the first such character. The
/// letters lie at the same places in Shift-JIS, only numbered otherwise, and there iconv's CP932
/// has them; so the bytes are renumbered.
struct JapaneseText: ~Copyable {
    /// The escape sequences of ISO-2022-JP and its extensions (RFC 1468, RFC 2237, RFC 1554), of
    /// JIS X 0201 for half-width kana, and those of older JIS.
    private enum Set { case ascii, kana, kanji, supplement, chinese, korean }

    private let bytes: [UInt8]
    private var output: [UInt8] = []
    private var errors = 0
    /// CP932 that is not yet converted; always whole characters.
    private var pending: [UInt8] = []
    private var windows: CharsetConverter
    /// For JIS X 0212, which CP932 lacks.
    private var supplement: CharsetConverter?

    private init?(_ bytes: [UInt8]) {
        guard let windows = CharsetConverter("CP932") else { return nil }
        self.windows = windows
        self.bytes = bytes
        output.reserveCapacity(bytes.count + bytes.count / 2)
    }

    /// - Returns: `nil` if an escape sequence is none of those in use, or there is no iconv for it.
    static func decoded(iso2022 bytes: [UInt8]) -> (text: String, errors: Int)? {
        guard var reader = JapaneseText(bytes), reader.readISO2022() else { return nil }
        return reader.finished()
    }

    /// - Returns: `nil` if there is no iconv for it.
    static func decoded(euc bytes: [UInt8]) -> (text: String, errors: Int)? {
        guard var reader = JapaneseText(bytes) else { return nil }
        reader.readEUC()
        return reader.finished()
    }

    private mutating func finished() -> (text: String, errors: Int) {
        flush()
        return (String(decoding: output, as: UTF8.self), errors + windows.errors)
    }

    private mutating func readISO2022() -> Bool {
        var set = Set.ascii
        var isShiftedOut = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x1B:
                guard let (next, length) = escape(at: index) else { return false }
                set = next ?? set
                index += length
            case 0x0E, 0x0F:
                // Shift out and in, by which JIS X 0201 reaches its kana in seven bits.
                isShiftedOut = byte == 0x0E
                index += 1
            case 0x0A, 0...0x20, 0x7F:
                // A line end brings ASCII back.
                if byte == 0x0A { (set, isShiftedOut) = (.ascii, false) }
                pending.append(byte)
                index += 1
            case 0x80...:
                // QUIRK: RFC 1468 is of seven bits; old phones send half-width kana with eight.
                (0xA1...0xDF).contains(byte) ? pending.append(byte) : unfit()
                index += 1
            default:
                let isKana = set == .kana || (isShiftedOut && set == .ascii)
                if isKana {
                    (0x21...0x5F).contains(byte) ? pending.append(byte | 0x80) : unfit()
                    index += 1
                } else if set == .ascii {
                    pending.append(byte)
                    index += 1
                } else {
                    index += pair(at: index, of: set)
                }
            }
        }
        return true
    }

    private mutating func readEUC() {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case ..<0x80:
                pending.append(byte)
                index += 1
            case 0x8E where (0xA1...0xDF).contains(next):
                pending.append(next)
                index += 2
            case 0x8F where next >= 0xA1 && index + 2 < bytes.count && bytes[index + 2] >= 0xA1:
                supplementary(next & 0x7F, bytes[index + 2] & 0x7F)
                index += 3
            case 0xA1...0xFE where (0xA1...0xFE).contains(next):
                kanji(byte & 0x7F, next & 0x7F)
                index += 2
            default:
                unfit()
                index += 1
            }
        }
    }

    /// What an escape sequence switches to, `nil` if to nothing; and its length.
    private func escape(at index: Int) -> (Set?, Int)? {
        let rest = bytes[index...].dropFirst().prefix(3)
        let known: [(StaticString, Set?)] = [
            ("(B", .ascii), ("(J", .ascii), ("(H", .ascii), ("(I", .kana), ("$@", .kanji),
            ("$B", .kanji), ("$(@", .kanji), ("$(B", .kanji), ("$(O", .kanji), ("$(Q", .kanji),
            ("$(D", .supplement), ("$A", .chinese), ("$(A", .chinese), ("$(C", .korean),
            ("&@", nil),
        ]
        for (text, set) in known
        where bytes.hasPrefix(text, at: index + 1, limit: bytes.count) {
            return (set, 1 + text.utf8CodeUnitCount)
        }
        // Cut off at the end of the text.
        return rest.count < 2 ? (nil, 1 + rest.count) : nil
    }

    /// Reads one character of two bytes, or one that does not fit; returns how many bytes it took.
    private mutating func pair(at index: Int, of set: Set) -> Int {
        guard index + 1 < bytes.count, (0x21...0x7E).contains(bytes[index + 1]) else {
            unfit()
            return 1
        }
        let (row, cell) = (bytes[index], bytes[index + 1])
        switch set {
        case .supplement: supplementary(row, cell)
        case .chinese, .korean: foreign(row, cell, set == .chinese ? "GB18030" : "UHC")
        default: kanji(row, cell)
        }
        return 2
    }

    /// JIS X 0208 has 94 rows of 94; Shift-JIS puts two of them into one of its own.
    private mutating func kanji(_ row: UInt8, _ cell: UInt8) {
        let half = (row - 0x21) / 2
        pending.append(half + (half < 0x1F ? 0x81 : 0xC1))
        let isSecondRow = row.isMultiple(of: 2)
        pending.append(isSecondRow ? cell + 0x7E : cell + (cell < 0x60 ? 0x1F : 0x20))
    }

    private mutating func supplementary(_ row: UInt8, _ cell: UInt8) {
        flush()
        if supplement == nil { supplement = CharsetConverter("EUC-JP") }
        supplement?.append([0x8F, row | 0x80, cell | 0x80], to: &output)
    }

    /// Chinese and Korean inside Japanese (RFC 1554) is rare: a converter for each character will do.
    private mutating func foreign(_ row: UInt8, _ cell: UInt8, _ charset: String) {
        flush()
        guard var converter = CharsetConverter(charset) else { return unfit() }
        converter.append([row | 0x80, cell | 0x80], to: &output)
        errors += converter.errors
    }

    private mutating func unfit() {
        flush()
        errors += 1
        output += [0xEF, 0xBF, 0xBD]
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        windows.append(pending, to: &output)
        pending.removeAll(keepingCapacity: true)
    }
}
