import CGMime
import Glibc

/// Turns bytes into Unicode, whatever their sender says about them. The result is always valid.
enum Charset {
    struct Decoded {
        let text: String
        /// The charset that was used, in lower case.
        let name: String
        /// The declared charset could not be used, or not everywhere.
        let isDoubtful: Bool
    }

    /// Charsets whose names stand for a wider one, as every mail program reads them. Where a name
    /// promises ASCII or Latin-1, people send windows-1252.
    private static let wider: [String: String] = [
        "us-ascii": "windows-1252", "ascii": "windows-1252", "ansi_x3.4-1968": "windows-1252",
        "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "latin1": "windows-1252",
        "iso_8859-1": "windows-1252", "cp1252": "windows-1252", "iso-8859-9": "windows-1254",
        "iso-8859-11": "windows-874", "tis-620": "windows-874", "utf8": "utf-8",
        "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
        "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949",
        "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
        "windows-31j": "cp932", "unicode-1-1-utf-7": "utf-7", "utf7": "utf-7",
        "iso-8859-8-i": "iso-8859-8", "x-mac-roman": "macintosh", "x-mac-cyrillic": "mac-cyrillic",
    ]

    /// Names that say nothing.
    private static let meaningless: Set<String> = [
        "", "unknown", "x-unknown", "unknown-8bit", "x-user-defined", "8bit", "7bit", "binary",
        "default", "default_charset", "auto", "iso-8859-x",
    ]

    /// What of `windows-1252` differs from Latin-1: 0x80 to 0x9F; unassigned ones become U+FFFD.
    private static let windows1252: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    /// Unlabelled bytes, as in raw 8-bit headers: UTF-8 if they are, else windows-1252.
    static func guess(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? latin(bytes)
    }

    /// Decodes a text body.
    ///
    /// A declared single-byte charset loses against valid UTF-8, since such bytes are practically
    /// never anything else. Charsets that use escapes, several bytes or wide units win if the bytes
    /// fit them without error: their texts may look like ASCII or UTF-8.
    static func decode(_ bytes: [UInt8], declared: String?) -> Decoded {
        var name = CleanText.trimmed(declared ?? "").lowercased()
        name = String(name.prefix(64).filter { !"\"' /;".contains($0) })
        let isDeclared = !meaningless.contains(name)
        name = wider[name] ?? name
        if isDeclared && outranksUTF8(name), let found = convert(bytes, from: name), !found.isBroken
        {
            return Decoded(text: found.text, name: name, isDoubtful: false)
        }
        if name.hasPrefix("iso-2022-jp"), let shifted = JapaneseText.cp932(fromISO2022: bytes),
            let found = convert(shifted, from: "cp932"), !found.isBroken
        {
            return Decoded(text: found.text, name: name, isDoubtful: false)
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            let isPlain = !bytes.contains { $0 >= 0x80 }
            let isExpected = isPlain || !isDeclared || name == "utf-8"
            return Decoded(
                text: text, name: isPlain ? "us-ascii" : "utf-8", isDoubtful: !isExpected)
        }
        if name == "utf-8" || !isDeclared, isMostlyUTF8(bytes) {
            return Decoded(
                text: String(decoding: bytes, as: UTF8.self), name: "utf-8", isDoubtful: true)
        }
        if isDeclared && name != "utf-8" && name != "windows-1252",
            let found = convert(bytes, from: name)
        {
            return Decoded(text: found.text, name: name, isDoubtful: found.isBroken)
        }
        return Decoded(text: latin(bytes), name: "windows-1252", isDoubtful: name != "windows-1252")
    }

    private static func outranksUTF8(_ name: String) -> Bool {
        let prefixes = [
            "iso-2022-", "utf-7", "utf-16", "utf-32", "ucs-", "hz", "gb", "big5", "cp9", "euc-",
            "johab",
        ]
        return prefixes.contains { name.hasPrefix($0) }
    }

    /// At least as many whole characters of several bytes as broken ones: cut UTF-8, not Latin-1.
    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var good = 0
        var bad = 0
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): good += scalar.isASCII ? 0 : 1
            case .error: bad += 1
            case .emptyInput: return good > 0 && good >= bad
            }
        }
    }

    private static func latin(_ bytes: [UInt8]) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let isMoved = (0x80..<0xA0).contains(byte)
            let value = isMoved ? windows1252[Int(byte) - 0x80] : UInt32(byte)
            scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return String(scalars)
    }

    /// Converts by iconv; bytes that do not fit become U+FFFD. `nil` for a charset unknown to
    /// iconv.
    private static func convert(
        _ bytes: [UInt8], from charset: String
    ) -> (text: String, isBroken: Bool)? {
        GMimeRuntime.start()
        let name = g_mime_charset_iconv_name(charset).map { String(cString: $0) } ?? charset
        guard let converter = g_iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
            return nil
        }
        defer { g_iconv_close(converter) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        var isBroken = false
        var chunk = [CChar](repeating: 0, count: 8 << 10)
        var input = bytes.map { CChar(bitPattern: $0) }
        input.withUnsafeMutableBufferPointer { input in
            var next = input.baseAddress
            var left = gsize(input.count)
            while left > 0 {
                let problem = chunk.withUnsafeMutableBufferPointer { chunk -> Int32 in
                    var target = chunk.baseAddress
                    var free = gsize(chunk.count)
                    let result = g_iconv(converter, &next, &left, &target, &free)
                    let problem = result == gsize.max ? errno : 0
                    let written = chunk[..<(chunk.count - Int(free))]
                    output.append(contentsOf: written.lazy.map { UInt8(bitPattern: $0) })
                    return problem
                }
                if problem == 0 || problem == E2BIG { continue }
                isBroken = true
                output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                next = next.map { $0 + 1 }
                left -= 1
            }
        }
        return (String(decoding: output, as: UTF8.self), isBroken)
    }
}
