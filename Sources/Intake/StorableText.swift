/// Makes any text of a mail fit for the store: no control characters, no more than a limit.
///
/// MIME cleans most of what it hands out; this is the gate that lets nothing through which
/// PostgreSQL would refuse (NUL) or a log line be split by, whatever MIME comes to hand out later.
enum StorableText {
    /// One line, white space at its ends removed; every control character becomes a space.
    static func line(_ text: String, bytesMax: Int) -> String {
        guard text.utf8.contains(where: { $0 <= 32 || $0 == 127 }) else {
            return cut(text, bytesMax: bytesMax)
        }
        var scalars = Substring(String(String.UnicodeScalarView(text.unicodeScalars.map(spaced))))
            .unicodeScalars
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return cut(String(scalars), bytesMax: bytesMax)
    }

    /// Several lines: controls other than line feed and tab are left out.
    static func lines(_ text: String, bytesMax: Int) -> String {
        guard text.utf8.contains(where: isControlByte) else { return cut(text, bytesMax: bytesMax) }
        let scalars = text.unicodeScalars.filter { scalar in
            scalar.value > 127 || !isControlByte(UInt8(scalar.value))
        }
        return cut(String(String.UnicodeScalarView(scalars)), bytesMax: bytesMax)
    }

    /// At most that many bytes of UTF-8, no character torn apart.
    private static func cut(_ text: String, bytesMax: Int) -> String {
        guard text.utf8.count > bytesMax else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: max(0, bytesMax))
        // A character has no bound on its length, a scalar does: step back to a scalar's start.
        while end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    private static func spaced(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.value < 32 || scalar.value == 127 ? " " : scalar
    }

    private static func isControlByte(_ byte: UInt8) -> Bool {
        (byte < 32 && byte != 9 && byte != 10) || byte == 127
    }
}
