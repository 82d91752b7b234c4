import Foundation
import Testing

@testable import MIME

/// A text in a charset, from `Fixtures/charsets.tsv`.
struct CharsetSample: CustomTestStringConvertible {
    let charset: String
    let bytes: [UInt8]
    let text: String

    var testDescription: String { "\(charset) \(text.prefix(20))" }

    static let all: [CharsetSample] = {
        let url = Bundle.module.resourceURL?.appending(path: "Fixtures/charsets.tsv")
        let lines = url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
        return lines.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3, let data = Data(base64Encoded: fields[1]) else { return nil }
            return CharsetSample(charset: fields[0], bytes: [UInt8](data), text: fields[2])
        }
    }()
}

@Suite("Charsets")
struct CharsetTests {
    @Test("there are samples")
    func samplesAreThere() {
        #expect(CharsetSample.all.count >= 25)
    }

    @Test("are detected where none is declared, or none that can be", arguments: CharsetSample.all)
    func detected(_ sample: CharsetSample) {
        for declared in [nil, "us-ascii", "utf-8", "x-none", "unknown-8bit"] {
            let decoded = Charset.decode(sample.bytes, declared: declared)
            #expect(decoded.text == sample.text)
            #expect(decoded.name == sample.charset)
        }
    }

    @Test("are obeyed where they are declared", arguments: CharsetSample.all)
    func declared(_ sample: CharsetSample) {
        let decoded = Charset.decode(sample.bytes, declared: sample.charset)
        #expect(decoded.text == sample.text)
        #expect(!decoded.isDoubtful)
    }

    @Test("a few umlauts are not taken for Russian or Chinese")
    func umlauts() {
        let bytes: [UInt8] = [0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF, 0x20, 0xE5, 0xE6, 0xF8]
        #expect(Charset.guess(bytes) == "äöüÄÖÜß åæø")
        #expect(Charset.decode(bytes, declared: "iso-8859-1").name == "windows-1252")
    }

    @Test("fewer than five letters are not guessed at")
    func short() {
        #expect(Charset.guess([0xF0, 0xD2, 0xC9, 0xD7]) == "ðÒÉ×")
        #expect(Charset.guess([0xF0, 0xD2, 0xC9, 0xD7], hint: "koi8-r") == "Прив")
        #expect(Charset.guess([0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4]) == "Привет")
    }

    @Test(
        "have nicknames",
        arguments: [
            ("x-cp-1251", "windows-1251"), ("CP1251", "windows-1251"), ("Win-1251", "windows-1251"),
            ("\"KOI8-R\"", "koi8-r"), ("koi8r", "koi8-r"), ("x-mac-roman", "macintosh"),
            ("gb2312", "gb18030"), ("GBK", "gb18030"), ("x-gbk", "gb18030"), ("cp936", "gb18030"),
            ("ks_c_5601-1987", "cp949"), ("KSC5601", "cp949"), ("euc-kr", "cp949"),
            ("big5-hkscs", "big5-hkscs"), ("x-sjis", "cp932"), ("Shift_JIS", "cp932"),
            ("utf8", "utf-8"), ("utf-8http-equivcontent-type", "utf-8"), ("UTF_8", "utf-8"),
            ("unicode-1-1-utf-7", "utf-7"), ("iso-8859-1-windows-3.1-latin-1", "windows-1252"),
            ("latin1", "windows-1252"), ("iso8859-15", "iso-8859-15"), ("unicode", "utf-16"),
            ("ISO-8859-8-I", "windows-1255"), ("us-ascii", "us-ascii"), ("ANSI", "windows-1252"),
            ("iso-8859-10", "iso-8859-10"), ("cp850", "cp850"), ("ibm037", "ibm037"),
            ("iso-2022-jp-ms", "iso-2022-jp"), ("cp50221", "iso-2022-jp"),
        ])
    func nicknames(_ name: String, _ wanted: String) {
        #expect(CharsetNames.canonical(name) == wanted)
    }

    @Test(
        "that say nothing are none",
        arguments: ["", "unknown", "x-unknown", "unknown-8bit", "binary", "8bit", "\"\"", "none"])
    func meaningless(_ name: String) {
        #expect(CharsetNames.canonical(name) == nil)
    }

    private static let repairs: [([UInt8], String, String)] = [
        // Half-width kana by escape, by shift, and in eight bits.
        ([0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42], "iso-2022-jp", "ｱ"),
        ([0x1B, 0x28, 0x4A, 0x0E, 0x31, 0x0F, 0x61], "iso-2022-jp", "ｱa"),
        ([0x1B, 0x28, 0x42, 0xB1, 0xB2], "iso-2022-jp", "ｱｲ"),
        // Windows: a circled digit, a letter that only IBM has; JIS X 0212; Korean inside.
        ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x7C, 0x62], "iso-2022-jp", "①髙"),
        ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x24, 0x28, 0x44, 0x30, 0x21], "iso-2022-jp", "①丂"),
        ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x24, 0x28, 0x43, 0x30, 0x21], "iso-2022-jp", "①가"),
        // Cut in the middle of a character and of an escape.
        ([0x1B, 0x24, 0x42, 0x24, 0x22, 0x24], "iso-2022-jp", "あ\u{FFFD}"),
        ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28], "iso-2022-jp", "①"),
        ([0xAD, 0xA1, 0x8E, 0xB1, 0x61], "euc-jp", "①ｱa"),
        ([0x7E, 0x7B, 0x3C, 0x3A, 0x7E, 0x7D, 0x7E, 0x7E], "hz-gb-2312", "己~"),
        ([0x80, 0xC4, 0xE3], "gbk", "€你"),
        ([0x81, 0x30, 0x81, 0x30], "gb2312", "\u{80}"),
        ([0xC6, 0xE7], "big5", "ぁ"),
        ([0x87, 0x40], "big5", "䏰"),
        ([0xEF, 0xBB, 0xBF, 0x61], "utf-8", "\u{FEFF}a"),
        ([0xFF, 0xFE, 0x61, 0x00], "utf-8", "a"),
        ([0xFE, 0xFF, 0x00, 0x61], "utf-16", "a"),
        ([0x61, 0x00, 0x62, 0x00], "utf-16", "ab"),
        ([0x00, 0x61, 0x00, 0x62], "utf-16", "ab"),
        ([0x61, 0x62], "utf-16", "ab"),
        ([0x93, 0x61, 0x94], "iso-8859-15", "“a”"),
        ([0x9A, 0xE8, 0x9E], "iso-8859-2", "ščž"),
        ([0xA1, 0x8D], "macintosh", "°ç"),
        ([0x2B, 0x41, 0x50, 0x77, 0x2D], "us-ascii", "+APw-"),
    ]

    @Test("are repaired", arguments: repairs)
    func repaired(_ bytes: [UInt8], _ declared: String, _ wanted: String) {
        #expect(Charset.decode(bytes, declared: declared).text == wanted)
    }

    @Test("UTF-8 that is cut stays UTF-8, and other lines in it are read by themselves")
    func brokenUTF8() {
        let cut = Array("größer".utf8.dropLast(3)) + Array("üü".utf8) + [0xC3]
        #expect(Charset.decode(cut, declared: "utf-8").text == "grö\u{FFFD}üü\u{FFFD}")
        let mixed = Array("ä ö ü\n".utf8) + [0x4D, 0xFC, 0x0A]
        #expect(Charset.decode(mixed, declared: nil).text == "ä ö ü\nMü\n")
        let cesu: [UInt8] = [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]
        #expect(Charset.decode(cesu, declared: "utf-8").text == "😀")
    }

    @Test("text that is UTF-8 twice over stays as it was sent")
    func twice() {
        #expect(Charset.decode(Array("MÃ¼nchen".utf8), declared: "utf-8").text == "MÃ¼nchen")
    }

    @Test("random bytes in any charset give valid text, and end")
    func random() {
        var generator = SeededGenerator(seed: 23)
        let names = [
            "utf-8", "utf-16", "utf-32", "iso-2022-jp", "iso-2022-kr", "euc-jp", "hz", "big5",
            "gbk",
            "cp949", "koi8-r", "iso-8859-2", "utf-7", "", "x",
        ]
        for _ in 0..<1_500 {
            let count = Int.random(in: 0..<80, using: &generator)
            let likely: [UInt8] = [0x1B, 0x24, 0x42, 0x28, 0x44, 0x0E, 0x7E, 0x7B, 0xED, 0xA0]
            let bytes = (0..<count).map { index -> UInt8 in
                let isLikely = index.isMultiple(of: 3)
                let byte = isLikely ? likely.randomElement(using: &generator) : nil
                return byte ?? UInt8.random(in: 0...255, using: &generator)
            }
            let name = names.randomElement(using: &generator)
            let text = Charset.decode(bytes, declared: name).text
            #expect(text.utf8.count <= bytes.count * 4 + 4)
        }
    }
}
