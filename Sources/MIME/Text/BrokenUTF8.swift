/// UTF-8 with faults: cut characters, lines in another charset, surrogates.
enum BrokenUTF8 {
    /// The text if most of it is UTF-8 all the same, else `nil`.
    ///
    /// At least as many whole characters of several bytes as broken ones: that is cut UTF-8, and
    /// not windows-1252.
    static func decoded(_ bytes: [UInt8]) -> String? {
        let bytes = joiningSurrogates(bytes)
        var tally = Tally()
        tally.count(bytes[...])
        guard tally.good > 0, tally.good >= tally.bad else { return nil }
        return byLines(bytes)
    }

    private struct Tally {
        /// Whole characters of several bytes.
        var good = 0
        var bad = 0

        mutating func count(_ bytes: ArraySlice<UInt8>) {
            var iterator = bytes.makeIterator()
            var decoder = UTF8()
            while true {
                switch decoder.decode(&iterator) {
                case .scalarValue(let scalar): good += scalar.isASCII ? 0 : 1
                case .error: bad += 1
                case .emptyInput: return
                }
            }
        }
    }

    /// QUIRK: a text has one charset (RFC 2046 §4.1.2); list servers and scanners append a footer
    /// in another one. A line whose bytes are all no UTF-8 is read as windows-1252.
    /// Fixture: wild/footer-in-latin1.eml
    private static func byLines(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 64)
        var position = 0
        while position < bytes.count {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            let line = bytes[position..<next]
            position = next
            if line.allSatisfy({ $0 < 0x80 }) {
                output += line
                continue
            }
            var tally = Tally()
            tally.count(line)
            if tally.good == 0, tally.bad > 0, next < bytes.count || line.last ?? 0 < 0x80 {
                LatinText.append(line, to: &output)
            } else {
                output += line
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// QUIRK: RFC 3629 §3 forbids surrogates; old Java and Oracle write a character beyond U+FFFF
    /// as two of three bytes each (CESU-8). Fixture: wild/cesu8-emoji.eml
    private static func joiningSurrogates(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0xED) else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0xED, index + 5 < bytes.count, bytes[index + 1] & 0xF0 == 0xA0,
                bytes[index + 2] & 0xC0 == 0x80, bytes[index + 3] == 0xED,
                bytes[index + 4] & 0xF0 == 0xB0, bytes[index + 5] & 0xC0 == 0x80
            {
                let high = UInt32(bytes[index + 1] & 0x0F) << 6 | UInt32(bytes[index + 2] & 0x3F)
                let low = UInt32(bytes[index + 4] & 0x0F) << 6 | UInt32(bytes[index + 5] & 0x3F)
                let scalar = Unicode.Scalar(0x10000 + (high << 10 | low))
                output += scalar.map { Array(String($0).utf8) } ?? []
                index += 6
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }
}
