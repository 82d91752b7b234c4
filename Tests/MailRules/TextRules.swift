/// What must hold for any text that comes out of a mail.
package enum TextRules {
    /// Whether a text of one line is free of control characters (C0, DEL, C1).
    package static func isLine(_ text: String) -> Bool {
        isClean(text) { $0 >= 0x20 }
    }

    /// Whether a text of several lines is free of control characters but LF and tab.
    package static func isLines(_ text: String) -> Bool {
        isClean(text) { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }
    }

    /// By bytes, since the fuzzer asks it of each text: C1 controls are C2 80 to C2 9F in UTF-8.
    private static func isClean(_ text: String, _ isAllowed: (UInt8) -> Bool) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if !isAllowed(byte) || byte == 0x7F { return false }
            if previous == 0xC2, byte < 0xA0 { return false }
            previous = byte
        }
        return true
    }

    /// Whether it is safe as a name of a file anywhere: one component, no device, nothing hidden.
    package static func isFileName(_ name: String) -> Bool {
        guard isLine(name), (1...255).contains(name.utf8.count) else { return false }
        guard !name.utf8.contains(where: { "/\\<>:\"|?*".utf8.contains($0) }) else { return false }
        guard let first = name.first, let last = name.last else { return false }
        return first != "." && first != " " && last != "." && last != " "
            && !name.unicodeScalars.contains { turnsWriting($0) }
    }

    /// Marks by which `gpj.exe` can be made to look like `exe.jpg`.
    private static func turnsWriting(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
