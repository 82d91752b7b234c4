import Testing

@testable import MIME

@Suite("Texts")
struct TextTests {
    @Test(
        "charsets are found whatever is declared",
        arguments: [
            ([0x47, 0xFC], nil, "Gü", "windows-1252"), ([0x47, 0xC3, 0xBC], nil, "Gü", "utf-8"),
            ([0x47, 0xC3, 0xBC], "iso-8859-1", "Gü", "utf-8"),
            ([0x93, 0x61, 0x94], "iso-8859-1", "“a”", "windows-1252"),
            ([0x61], "us-ascii", "a", "us-ascii"), ([0xF0, 0xD2], "koi8-r", "Пр", "koi8-r"),
            ([0xCF, 0xF0], "windows-1251", "Пр", "windows-1251"),
            ([0xFF], "x-none", "ÿ", "windows-1252"),
            ([0x81], nil, "\u{FFFD}", "windows-1252"),
            ([0x61, 0x00, 0x62, 0x00], "utf-16le", "ab", "utf-16le"),
            ([0xC3, 0xBC, 0xC3, 0xBC, 0xC3], "utf-8", "üü\u{FFFD}", "utf-8"),
            ([], "utf-8", "", "us-ascii"),
            ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x42], "iso-2022-jp", "①", "iso-2022-jp"),
            ([0xA4], "ISO-8859-15", "€", "iso-8859-15"),
            ([0x2B, 0x41, 0x50, 0x77, 0x2D], "utf-7", "ü", "utf-7"),
            ([0x82, 0xA0], "shift_jis", "あ", "cp932"),
            ([0xC4, 0xE3], "\"gb2312\"", "你", "gb18030"),
        ] as [([UInt8], String?, String, String)])
    func charset(_ bytes: [UInt8], _ declared: String?, _ wanted: String, _ name: String) {
        let decoded = Charset.decode(bytes, declared: declared)
        #expect(decoded.text == wanted)
        #expect(decoded.name == name)
    }

    @Test("every charset name and every byte gives valid Unicode")
    func anyCharset() {
        let all = (0...255).map { UInt8($0) }
        for name in [
            "utf-8", "utf-7", "utf-16", "utf-32", "iso-2022-kr", "hz-gb-2312", "big5", "ebcdic-us",
            "//", "%n",
        ] {
            _ = Charset.decode(all + all.reversed(), declared: name)
        }
    }

    @Test(
        "dates are read and written",
        arguments: [
            ("Tue, 1 Jul 2025 09:30:00 +0200", "Tue, 1 Jul 2025 09:30:00 +0200"),
            ("1 Jul 2025 09:30 -0330", "Tue, 1 Jul 2025 09:30:00 -0330"),
            ("Tue, 01 Jul 25 09:30:00 GMT", "Tue, 1 Jul 2025 09:30:00 +0000"),
            ("Thu, 29 Feb 2024 23:59:59 +0000 (UTC)", "Thu, 29 Feb 2024 23:59:59 +0000"),
            ("Thu, 1 Jan 1970 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000"),
            ("13 Feb 1969 23:32:54 -0330", "Thu, 13 Feb 1969 23:32:54 -0330"),
            ("Fri, 31 Dec 9999 23:59:59 +0000", "Fri, 31 Dec 9999 23:59:59 +0000"),
        ])
    func dates(_ header: String, _ wanted: String) {
        #expect(MailDate(header: header)?.headerValue == wanted)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "yesterday", "2025", "99 Foo 2025 10:00:00", "()", "1 Jan 1800 00:00:00 +0000",
        ])
    func noDates(_ header: String) {
        #expect(MailDate(header: header) == nil)
    }

    @Test(
        "any moment can be written, and is read back",
        arguments: [Int64.min, -1, 0, 951_782_400_000, Int64.max])
    func moments(_ milliseconds: Int64) {
        let header = MailDate(milliseconds: milliseconds, offsetMinutes: 0).headerValue
        let read = MailDate(header: header)
        #expect(
            read?.milliseconds == min(max(milliseconds / 1_000, -31_536_000), 253_402_300_799)
                * 1_000)
    }

    @Test(
        "Message-IDs are found",
        arguments: [
            ("<a@b>", ["a@b"]), ("<a@b> <c@d>", ["a@b", "c@d"]), ("<a@b><c@d>", ["a@b", "c@d"]),
            ("a@b c@d", ["a@b", "c@d"]), ("word", ["word"]), ("two words", []), ("", []),
            ("<>", []),
            ("Your mail of <a\n @b>", ["a@b"]), ("<a@b", ["a@b"]), ("a@b>", ["a@b"]),
            ("<<a@b>>", ["a@b"]),
        ])
    func ids(_ value: String, _ wanted: [String]) {
        #expect(MessageIDs.parse(value) == wanted)
    }

    @Test(
        "file names become safe",
        arguments: [
            ("a.txt", "a.txt"), ("/etc/passwd", "passwd"), ("C:\\x\\y.doc", "y.doc"),
            ("..", "part-1.bin"),
            ("", "part-1.bin"), ("a/", "a"), ("a\u{202E}b", "ab"), (" a ", "a"),
            (".profile", "profile"), ("con.txt", "_con.txt"), ("LPT1", "_LPT1"), ("con", "_con"),
            ("aux .log", "_aux .log"), ("console.txt", "console.txt"), ("a.txt. .", "a.txt"),
            ("a:b.txt", "a_b.txt"), ("what?*<>|.txt", "what_____.txt"),
            ("x\u{2066}gpj.exe", "xgpj.exe"), ("a\u{0}b\nc", "ab c"), ("///", "part-1.bin"),
        ])
    func fileNames(_ given: String, _ wanted: String) {
        var names = FileNames()
        #expect(names.name(given: given, title: nil, contentType: "a/b", path: "1") == wanted)
    }

    @Test("long file names keep their ending and whole characters")
    func longFileName() {
        var names = FileNames()
        let given = String(repeating: "ж", count: 300) + ".pdf"
        let name = names.name(given: given, title: nil, contentType: "a/b", path: "1")
        #expect(name.utf8.count <= 247 && name.hasSuffix("ж.pdf"))
    }

    @Test(
        "what is encoded decodes to the same",
        arguments: [TransferEncoding.base64, .quotedPrintable])
    func transferEncodings(_ encoding: TransferEncoding) {
        var generator = SeededGenerator(seed: 13)
        for count in 0..<300 {
            let bytes = (0..<count * 3).map { _ -> UInt8 in
                let byte = UInt8.random(in: 0...255, using: &generator)
                // A CR has no place in text for quoted-printable.
                return byte == 0x0D ? 0x20 : byte
            }
            let encoded = encoding.encoded(bytes)
            #expect(encoding.decoded(encoded, 0..<encoded.count) == bytes)
        }
    }
}
