import Glibc

/// Small operations on the texts of reports; all of them linear.
enum ReportText {
    /// On one line, runs of white space closed up, at most so many bytes.
    static func line(_ text: some StringProtocol, bytesMax: Int) -> String {
        let words = text.utf8.prefix(4 * bytesMax).split { $0 <= 0x20 || $0 == 0x7F }
        let joined = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        return StorableText.line(joined, bytesMax: bytesMax)
    }

    /// For comparing with phrases: lower case, white space closed up, one kind of apostrophe.
    static func folded(_ text: some StringProtocol) -> String {
        var folded: [UInt8] = []
        var isSpaced = true
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F, 0xA0, 0x202F, 0x3000:
                if !isSpaced { folded.append(0x20) }
                isSpaced = true
            // Turkish has an i with and one without a dot, and capitals of both.
            case 0x131:
                folded.append(UInt8(ascii: "i"))
                isSpaced = false
            case 0x307: continue
            case 0x2018, 0x2019, 0xB4, 0x60:
                folded.append(UInt8(ascii: "'"))
                isSpaced = false
            default:
                folded.append(contentsOf: UTF8.encode(scalar)?.map { $0 } ?? [])
                isSpaced = false
            }
        }
        if folded.last == 0x20 { folded.removeLast() }
        return String(decoding: folded, as: UTF8.self)
    }

    /// Whether the phrase occurs in the text, byte for byte.
    static func contains(_ text: String, _ phrase: String) -> Bool {
        var text = text
        var phrase = phrase
        return text.withUTF8 { text in
            phrase.withUTF8 { phrase in
                offset(of: UnsafeRawBufferPointer(phrase), in: UnsafeRawBufferPointer(text)) != nil
            }
        }
    }

    /// Where the first occurrence begins. Phrases are short, so that the time is linear in the text.
    static func offset(
        of phrase: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer
    ) -> Int? {
        guard let first = phrase.first, let wanted = phrase.baseAddress else { return 0 }
        guard let base = text.baseAddress else { return nil }
        var start = 0
        while start + phrase.count <= text.count {
            let room = text.count - phrase.count - start + 1
            guard let hit = memchr(base + start, Int32(first), room) else { return nil }
            if memcmp(hit, wanted, phrase.count) == 0 { return UnsafeRawPointer(hit) - base }
            start = UnsafeRawPointer(hit) - base + 1
        }
        return nil
    }

    /// The first of the phrases that occurs in the text.
    static func first(of phrases: [String], in text: String) -> String? {
        phrases.first { contains(text, $0) }
    }
}
