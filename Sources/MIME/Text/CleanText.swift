/// Makes texts from mail harmless to terminals, logs, databases and eyes.
enum CleanText {
    /// Control characters (C0, DEL, C1) and marks that turn the direction of writing, by which
    /// `gpj.exe` can be made to look like `exe.jpg`.
    static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// One line for headers, names and file names: white space becomes a space, what is unwanted
    /// goes, ends are trimmed.
    static func singleLine(_ text: String) -> String {
        var result = text
        if text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars {
                if (9...13).contains(scalar.value) || scalar.value == 0x85
                    || scalar.value == 0x2028 || scalar.value == 0x2029
                {
                    scalars.append(" ")
                } else if !isUnwanted(scalar) {
                    scalars.append(scalar)
                }
            }
            result = String(scalars)
        }
        return trimmed(result)
    }

    /// Without spaces at both ends.
    static func trimmed(_ text: String) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (9...13).contains($0) }
        guard text.utf8.first.map(isSpace) == true || text.utf8.last.map(isSpace) == true else {
            return text
        }
        let start = text.utf8.firstIndex { !isSpace($0) } ?? text.utf8.endIndex
        let last = text.utf8.lastIndex { !isSpace($0) }
        guard let last else { return "" }
        return String(decoding: text.utf8[start...last], as: UTF8.self)
    }

    /// A text of several lines: line ends become LF, control characters but tab go.
    static func multiLine(_ text: String) -> String {
        // C1 controls begin with C2 in UTF-8, so most texts are through after one quick look.
        let isSuspect: (UInt8) -> Bool = {
            ($0 < 0x20 && $0 != 0x0A && $0 != 0x09) || $0 == 0x7F || $0 == 0xC2 || $0 == 0xEF
        }
        guard text.utf8.contains(where: isSuspect) else { return text }
        var text = text
        return text.withUTF8 { input in
            String(unsafeUninitializedCapacity: input.count) { output in
                cleanLines(input, into: output)
            }
        }
    }

    /// By bytes and into memory of the right size, since texts are large.
    ///
    /// - Returns: how many bytes there are in the output, never more than in the input.
    private static func cleanLines(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var filled = 0
        var index = 0
        var previousWasCR = false
        while index < input.count {
            let byte = input[index]
            let next = index + 1 < input.count ? input[index + 1] : 0
            var isCR = false
            var kept: UInt8? = byte
            var length = 1
            switch byte {
            case 0x0A: if previousWasCR { kept = nil }
            case 0x0D:
                isCR = true
                kept = 0x0A
            case 0x09: break
            case 0..<0x20, 0x7F: kept = nil
            case 0xC2 where next < 0xA0:
                // C1 controls, of which one is a line end.
                length = 2
                kept = next == 0x85 ? 0x0A : nil
            case 0xEF where next == 0xBB && index + 2 < input.count && input[index + 2] == 0xBF:
                length = 3
                kept = nil
            default: break
            }
            if let kept {
                output[filled] = kept
                filled += 1
            }
            index += length
            previousWasCR = isCR
        }
        return filled
    }
}
