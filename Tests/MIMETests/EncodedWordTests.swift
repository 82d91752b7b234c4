import Testing

@testable import MIME

@Suite("Encoded words")
struct EncodedWordTests {
    private static let cases: [(String, String)] = [
        ("plain", "plain"),
        ("=?utf-8?q?J=C3=BCrgen?=", "Jürgen"),
        ("=?UTF-8?Q?J=c3=bcrgen?=", "Jürgen"),
        ("=?utf-8?b?SsO8cmdlbg==?=", "Jürgen"),
        ("=?iso-8859-1?q?J=FCrgen?=", "Jürgen"),
        ("=?iso-8859-1*de?q?J=FCrgen?=", "Jürgen"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?windows-1251?q?=CF=F0?=", "Пр"),
        ("=?us-ascii?q?a_b?=", "a b"),
        ("=?utf-8?q?a=5Fb?=", "a_b"),
        ("=?utf-8?q?_a_?=", " a "),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("a=?utf-8?q?b?=c", "abc"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= \t =?iso-8859-1?q?=FC?=", "aü"),
        ("=?utf-8?q?a?==?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= and =?utf-8?q?b?=", "a and b"),
        ("=?utf-8?b?YQ==?= =?utf-8?b?Yg==?=", "ab"),
        ("=?utf-8?b?YWE=?= =?utf-8?b?YmI=?= =?utf-8?b?Y2M=?=", "aabbcc"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"),
        ("=?utf-8?b?w7?= =?utf-8?b?w=?=", "ü"),
        ("=?utf-8?q?with space?=", "with space"),
        ("=?utf-8?q?what??=", "what?"),
        ("=?utf-8?q??=", ""),
        ("=?utf-8?q?=?=", ""),
        ("=?x-none?q?abc?=", "abc"),
        ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ("=?utf-8?q?abc", "abc"),
        ("=?utf-8?", "=?utf-8?"),
        ("=?", "=?"),
        ("=??q?a?=", "=??q?a?="),
        ("=? utf-8?q?a?=", "=? utf-8?q?a?="),
        ("1 =? 2 ?= 3", "1 =? 2 ?= 3"),
        ("=?gb2312?B?tPLTobv6?=", "打印机"),
        ("=?UTF-8? Q?a?=", "a"),
        ("=?utf-8?q?a =?utf-8?q?b?=", "ab"),
        ("=?utf-8?b?YQ==YmI=?=", "abb"),
        ("=?utf-8?b?YW\nFh?=", "aaa"),
        ("=?utf-8?b?w7w?", "ü"),
        ("=?utf-8?q?=C3=B?=", "ÃB"),
        ("=?utf-8?q?50%_=zz?=", "50% =zz"),
        ("=?unknown-8bit?q?=C3=BC?=", "ü"),
        ("=?iso-2022-jp?B?GyRCJCI=?= =?iso-2022-jp?B?JCQbKEI=?=", "あい"),
        ("=?big5?B?pqg=?= =?utf-8?q?=C3=BC?=", "成ü"),
    ]

    @Test("are decoded", arguments: cases)
    func decoded(_ text: String, _ wanted: String) {
        #expect(EncodedWords.decoded(text) == wanted)
    }

    @Test("are the same after they were merged for GMime", arguments: cases)
    func merged(_ text: String, _ wanted: String) {
        let again = EncodedWords.decoded(EncodedWords.merged(text))
        #expect(again == (text.contains("_a_") ? "a" : wanted))
    }

    @Test("cannot bring control characters into a header")
    func controls() {
        #expect(HeaderText.decoded("=?utf-8?q?a=0D=0ABcc:_b=00=1B[31m?=") == "a  Bcc: b[31m")
        #expect(HeaderText.decoded("=?utf-8?q?a=E2=80=AEb?=") == "ab")
    }

    @Test("in words are decoded, but not a third time")
    func layers() {
        let inner = "=3D=3Futf-8=3Fq=3Fgr=3DC3=3DBC=3F=3D"
        #expect(EncodedWords.decoded("=?utf-8?q?\(inner)?=") == "grü")
        let middle = inner.replacing("=", with: "=3D")
        let twice = "=?utf-8?q?=3D=3Futf-8=3Fq=3F\(middle)=3F=3D?="
        #expect(EncodedWords.decoded(twice) == "=?utf-8?q?gr=C3=BC?=")
    }

    @Test("without a charset that is known are in that of the body")
    func hint() {
        let text = "=?unknown-8bit?q?=C4=EE=EC?="
        #expect(EncodedWords.decoded(text, hint: "windows-1251") == "Дом")
    }

    @Test("hold what was put into them, wherever it is cut")
    func roundTrip() {
        var generator = SeededGenerator(seed: 29)
        for round in 0..<400 {
            let text = RandomText.line(using: &generator)
            let bytes = Array(text.utf8)
            let size = Int.random(in: 1...30, using: &generator)
            let words = stride(from: 0, to: bytes.count, by: size).map { start -> String in
                let piece = Array(bytes[start..<min(bytes.count, start + size)])
                return round.isMultiple(of: 2) ? Self.quoted(piece) : Self.base64(piece)
            }
            #expect(EncodedWords.decoded(words.joined(separator: "\n ")) == text)
        }
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        let letters = bytes.map { byte -> String in
            let digits = String(byte, radix: 16, uppercase: true)
            return byte == 0x20 ? "_" : "=" + (byte < 16 ? "0" : "") + digits
        }
        return "=?utf-8?Q?" + letters.joined() + "?="
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = TransferEncoding.base64.encoded(bytes).filter { $0 > 0x20 }
        return "=?UTF-8?B?" + String(decoding: letters, as: UTF8.self) + "?="
    }

    @Test("that never end take linear time")
    func hostile() {
        for piece in ["=?", "=?a?q?", "=?utf-8?b?", "=?a?q?b ", "?=", "=?utf-8?q?a?= "] {
            let text = String(repeating: piece, count: 30_000)
            #expect(EncodedWords.decoded(text).utf8.count <= text.utf8.count)
        }
    }

    @Test("of random bytes give valid text")
    func random() {
        var generator = SeededGenerator(seed: 17)
        let pieces = [
            "=?", "?=", "utf-8", "?q?", "?b?", "=C3", "=BC", "w7w=", " ", "_", "gb2312", "\u{0}",
            "ü",
        ]
        for _ in 0..<2_000 {
            let text = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let decoded = HeaderText.decoded(text)
            #expect(!decoded.unicodeScalars.contains { CleanText.isUnwanted($0) })
            _ = EncodedWords.merged(text)
        }
    }
}
