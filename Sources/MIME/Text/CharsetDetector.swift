import CUChardet

/// Finds out the charset of bytes that nobody labelled, or labelled falsely.
///
/// The guess is Mozilla's (uchardet), which counts how often letters and pairs of letters occur. On
/// a few letters it guesses wildly, so a guess counts only if
/// - there are enough bytes beyond ASCII: ``unlikeLatinMin`` where they stand close together, as in
///   alphabets that are not Latin, else ``likeLatinMin``, or ``likeLatinSignsMin``;
/// - the charset is one that is used in mail;
/// - all bytes fit it, and what comes out looks like words (``oddity(_:)``).
enum CharsetDetector {
    /// Four letters may be any; the shortest greeting has five.
    private static let unlikeLatinMin = 5
    /// French and Danish texts with less are taken for Central European ones.
    private static let likeLatinMin = 6
    /// Fewer are enough if some stand for signs in windows-1252, where words have letters.
    private static let likeLatinSignsMin = 3
    /// uchardet is sure after a few lines, and takes 100 ns a byte: a mail may have many parts.
    private static let sampleBytesMax = 4 << 10
    private static let sampleScalarsMax = 2_000

    /// The text in the charset that it most likely is in, or `nil` if that cannot be told.
    static func decoded(_ bytes: [UInt8]) -> Charset.Decoded? {
        let shape = Shape(bytes)
        guard shape.high >= likeLatinSignsMin, !shape.isUmlautsOnly else {
            return nil
        }
        let isEnough =
            shape.high >= (shape.isUnlikeLatin ? unlikeLatinMin : likeLatinMin)
            || (!shape.isUnlikeLatin && shape.signsInWords > 0)
        guard isEnough,
            let guess = guess(bytes, from: shape.firstHigh)
        else { return nil }
        let family = shape.isUnlikeLatin ? unlikeLatin[guess] : likeLatin[guess]
        var best: (decoded: Charset.Decoded, oddity: Int)?
        for name in family ?? [] {
            guard let found = Charset.converted(bytes, from: name), found.errors == 0 else {
                continue
            }
            let oddity = oddity(found.text)
            if best.map({ oddity < $0.oddity }) ?? true {
                best = (Charset.Decoded(text: found.text, name: name, isDoubtful: true), oddity)
            }
        }
        // One oddity in eight letters may be a misprint; more is the wrong charset.
        let oddityMax = min(shape.high, sampleScalarsMax) / 8
        return best.flatMap { $0.oddity <= oddityMax ? $0.decoded : nil }
    }

    /// Whether a text said to be in a Latin charset is none: nearly all its letters beyond ASCII
    /// stand in threes or more, and there are twenty at least. No language with Latin letters does
    /// so.
    static func isSurelyNotLatin(_ bytes: [UInt8]) -> Bool {
        let shape = Shape(bytes)
        return shape.high >= 20 && shape.isUnlikeLatin && !shape.isUmlautsOnly
    }

    /// For each guess where letters stand close together, the charsets to try; the first wins a tie.
    private static let unlikeLatin: [String: [String]] = [
        "WINDOWS-1251": ["windows-1251"], "KOI8-R": ["koi8-r", "koi8-u"],
        "ISO-8859-5": ["iso-8859-5"], "IBM866": ["ibm866"], "IBM855": ["ibm855"],
        "MAC-CYRILLIC": ["mac-cyrillic", "windows-1251"],
        "ISO-8859-7": ["windows-1253", "iso-8859-7"],
        "WINDOWS-1253": ["windows-1253", "iso-8859-7"], "WINDOWS-1255": ["windows-1255"],
        "ISO-8859-8": ["windows-1255"], "WINDOWS-1256": ["windows-1256"],
        "ISO-8859-6": ["iso-8859-6", "windows-1256"], "TIS-620": ["windows-874"],
        "ISO-8859-11": ["windows-874"], "GB18030": ["gb18030"], "BIG5": ["big5"],
        "EUC-TW": ["euc-tw"], "SHIFT_JIS": ["cp932"], "EUC-JP": ["euc-jp"], "EUC-KR": ["cp949"],
        "UHC": ["cp949"], "JOHAB": ["johab"],
    ]

    /// The same for Latin letters. Those of Western Europe are missing: windows-1252 comes next.
    private static let likeLatin: [String: [String]] = [
        "WINDOWS-1250": ["windows-1250", "iso-8859-2"],
        "ISO-8859-2": ["iso-8859-2", "windows-1250"], "ISO-8859-9": ["windows-1254"],
        "WINDOWS-1254": ["windows-1254"], "ISO-8859-13": ["windows-1257", "iso-8859-13"],
        "WINDOWS-1257": ["windows-1257", "iso-8859-13"], "UTF-8": [],
        // Whole sentences of these have a letter of ASCII between most others.
        "SHIFT_JIS": ["cp932"], "GB18030": ["gb18030"], "BIG5": ["big5"],
    ]

    private static func guess(_ bytes: [UInt8], from firstHigh: Int) -> String? {
        guard let detector = uchardet_new() else { return nil }
        defer { uchardet_delete(detector) }
        // From the line that the first interesting byte is in.
        let start =
            bytes[..<firstHigh].suffix(1 << 10).lastIndex(of: 0x0A) ?? max(0, firstHigh - 64)
        let sample = bytes[start...].prefix(sampleBytesMax)
        let result = sample.withUnsafeBytes { sample in
            uchardet_handle_data(
                detector, sample.baseAddress?.assumingMemoryBound(to: CChar.self), sample.count)
        }
        guard result == 0 else { return nil }
        uchardet_data_end(detector)
        return uchardet_get_charset(detector).map { String(cString: $0).uppercased() }
    }

    /// How bytes beyond ASCII lie in a text.
    private struct Shape {
        private(set) var high = 0
        private(set) var firstHigh = 0
        /// Bytes behind a letter that are `±¶¹¼¾¿` in windows-1252, and letters in Central Europe.
        private(set) var signsInWords = 0
        private var inRuns = 0
        private(set) var isUmlautsOnly = true

        /// Six in ten stand in runs of three or more, which the words of other alphabets do.
        var isUnlikeLatin: Bool { inRuns * 10 >= high * 6 }

        init(_ bytes: [UInt8]) {
            var run = 0
            for (index, byte) in bytes.enumerated() {
                if byte >= 0x80 {
                    if high == 0 { firstHigh = index }
                    high += 1
                    run += 1
                    if Self.signs.contains(byte), index > 0, Self.isLetter(bytes[index - 1]) {
                        signsInWords += 1
                    }
                    if isUmlautsOnly, !Self.umlauts.contains(byte) { isUmlautsOnly = false }
                    continue
                }
                // The second byte of a character may be ASCII in Shift-JIS, Big5 and GBK.
                let isSecond =
                    run > 0 && byte >= 0x40 && index + 1 < bytes.count
                    && bytes[index + 1] >= 0x80
                if isSecond { continue }
                if run >= 3 { inRuns += run }
                run = 0
            }
            if run >= 3 { inRuns += run }
        }

        private static let signs: [UInt8] = [0xB1, 0xB6, 0xB9, 0xBC, 0xBE, 0xBF]

        private static func isLetter(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20)
        }

        /// `äöüß` in a row tries out a mail program; as Russian or Chinese they are nonsense.
        private static let umlauts: [UInt8] = [
            0xC4, 0xC5, 0xC6, 0xD6, 0xD8, 0xDC, 0xDF, 0xE4, 0xE5, 0xE6, 0xF6, 0xF8, 0xFC, 0xA0,
        ]
    }

    /// How much in a text is not as people write: control characters, characters without meaning,
    /// signs inside words, capitals behind small letters.
    static func oddity(_ text: String) -> Int {
        var oddity = 0
        let firstHigh = text.utf8.firstIndex { $0 >= 0x80 } ?? text.startIndex
        let sample = text.utf8.index(firstHigh, offsetBy: -32, limitedBy: text.startIndex)
        // What stands before: a letter, a small one, and whether beyond ASCII.
        var previous = (isLetter: false, isSmall: false, isHigh: false)
        var signAfterLetter = false
        for scalar in text.unicodeScalars[(sample ?? text.startIndex)...].prefix(sampleScalarsMax) {
            let isHigh = !scalar.isASCII
            guard isHigh || previous.isHigh || signAfterLetter else {
                let isSmall = (0x61...0x7A).contains(scalar.value)
                let isLetter = isSmall || (0x41...0x5A).contains(scalar.value)
                previous = (isLetter, isSmall, false)
                continue
            }
            let properties = scalar.properties
            let isLetter = properties.isAlphabetic
            switch properties.generalCategory {
            case .control where isHigh, .privateUse, .unassigned: oddity += 1
            case .uppercaseLetter where previous.isSmall: oddity += 1
            default: break
            }
            if isLetter && signAfterLetter { oddity += 1 }
            // Dashes, quotes and apostrophes do stand in words.
            signAfterLetter =
                isHigh && !isLetter && previous.isLetter
                && !(0x2010...0x2027).contains(scalar.value) && scalar.value != 0xAD
                && !(0x3000...0x303F).contains(scalar.value)
                && !(0xFF00...0xFFEF).contains(scalar.value) && scalar.value != 0xA0
                && !(0xB7...0xBB).contains(scalar.value)
            previous = (isLetter, properties.isLowercase, isHigh)
        }
        return oddity
    }
}
