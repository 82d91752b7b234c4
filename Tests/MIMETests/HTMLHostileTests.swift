import Testing

@testable import MIME

@Suite("Hostile HTML")
struct HTMLHostileTests {
    /// No control characters, no blanks at the ends of lines, at most one empty line in a row,
    /// not much more than the input.
    private func check(_ html: String) {
        let text = HTMLText.text(of: html)
        #expect(text.utf8.count <= 16 * html.utf8.count + 1_024)
        #expect(!text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F })
        #expect(!text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) })
        #expect(!text.utf8.starts(with: "\n".utf8) && text.utf8.last != 0x0A)
        var emptyLines = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            emptyLines = line.isEmpty ? emptyLines + 1 : 0
            guard emptyLines < 2, line.last != 0x20 || line.suffix(3).elementsEqual("-- ".utf8)
            else {
                Issue.record("two empty lines or a blank at an end: \(html.prefix(300))")
                return
            }
        }
    }

    @Test(
        "one thing very often",
        arguments: [
            "<div>", "<i>", "<p>", "<font a=1>", "<table><tr><td>", "<ul><li>x",
            "<blockquote>x<br>",
            "<a href=https://example.org/>", "</b>", "</p>x", "<", ">", "</", "<!", "<!--",
            "<!-- -",
            "<?", "&", "&a", "&#", "&lt", "<a b='", "<a \"", "<script>", "<style></", "<![CDATA[",
            "<!DOCTYPE ", "<select><option>", "<svg>", "<form>", "<body a>x", "<html b>x",
            "<title>",
            "<pre>\n", "<br>", "x<br>", "&nbsp;", "\0", " ", "\n", "<dd>x",
            "<ol start=99999999><li>x",
            "<td>x", "<th>", "<img alt=x>", "<q>", "<span style='mso-list:Ignore'>1",
            "<p style='", "\u{200C}", "\u{A0}", "<a href=https://example.org/>x</a>",
        ])
    func repeated(_ piece: String) {
        check(String(repeating: piece, count: 20_000))
    }

    @Test("a million elements in each other")
    func nested() {
        let html = String(repeating: "<div>", count: 1_000_000) + "at the bottom"
        #expect(HTMLText.text(of: html) == "at the bottom")
    }

    @Test(
        "elements are followed to the limit, beyond it the words remain", arguments: [505, 5_000])
    func depth(_ depth: Int) {
        let html = String(repeating: "<b>a ", count: depth) + "<ul><li>item</ul>"
        let text = HTMLText.text(of: html)
        #expect(text.hasSuffix(depth < HTMLParser.depthMax ? "\n\n* item" : "a\nitem"))
    }

    @Test("a defect tells of HTML that is nested too deep", arguments: [505, 5_000])
    func depthIsTold(_ depth: Int) {
        let html = String(repeating: "<b>a ", count: depth)
        let message = MessageReader().read(Array(("Content-Type: text/html\n\n" + html).utf8))
        let isTold = message.defects.contains { $0.code == .htmlTooDeep }
        #expect(isTold == (depth > HTMLParser.depthMax))
        #expect(message.text.utf8.count { $0 == 0x61 } == depth)
    }

    /// The parser reads four thousand bytes at once.
    @Test("what lies across the pieces in which HTML is read stays whole")
    func pieces() {
        for padding in 3_700..<4_100 {
            let words = String(repeating: "x", count: padding)
            let html =
                words + "&eacute;<b>ä€</b><a href='https://example.org/?a&amp;b'>y</a>"
                + "<!-- no -->&#x20AC;<ul><li>z</ul>"
            let text = HTMLText.text(of: html)
            #expect(text == words + "éä€y <https://example.org/?a&b>€\n\n* z")
        }
    }

    @Test("two hundred thousand attributes, all different or ten thousand times the same")
    func attributes() {
        let different = (0..<200_000).map { "a\($0)=1" }.joined(separator: " ")
        #expect(HTMLText.text(of: "<a \(different)>x</a>") == "x")
        let same = (0..<100).map { "b\($0)" }.joined(separator: " ") + " "
        #expect(HTMLText.text(of: "<a \(String(repeating: same, count: 2_000))>x</a>") == "x")
    }

    @Test("formatting that never closes does not multiply")
    func formatting() {
        let fonts = (0..<400).map { "<font a=\($0)>" }.joined()
        let text = HTMLText.text(of: fonts + String(repeating: "<p>x", count: 10_000))
        #expect(text.utf8.count == 10_000 + 2 * 9_999)
    }

    @Test("one word of megabytes: in an address, in an attribute, in a tag's name")
    func long() {
        let word = String(repeating: "x", count: 2_000_000)
        #expect(HTMLText.text(of: "<a href='https://example.org/\(word)'>y</a>") == "y")
        #expect(HTMLText.text(of: "<img alt='\(word)'>y") == "y")
        #expect(HTMLText.text(of: "<p style='\(word)'>y") == "y")
        #expect(HTMLText.text(of: "a<!--\(word)-->b") == "ab")
        #expect(HTMLText.text(of: "<\(word)>").isEmpty)
    }

    @Test("no mutation of the fixtures hurts")
    func mutations() {
        var generator = SeededGenerator(seed: 17)
        let likely = Array("<>&;\"'/!-= \0\u{1}ab".utf8)
        for fixture in Fixture.all where fixture.name.contains("html") {
            for _ in 0..<200 {
                var bytes = fixture.bytes
                for _ in 0..<Int.random(in: 1...20, using: &generator) {
                    let index = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes[index] = likely.randomElement(using: &generator) ?? 0
                }
                check(String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    @Test("no cut of the fixtures hurts")
    func cuts() {
        let fixtures = Fixture.all.filter { $0.name.contains("html") }
        #expect(!fixtures.isEmpty)
        for fixture in fixtures {
            for end in stride(from: 0, to: fixture.bytes.count, by: 37) {
                check(String(decoding: fixture.bytes[..<end], as: UTF8.self))
            }
        }
    }

    @Test("no tangle of tags hurts")
    func tangles() {
        var generator = SeededGenerator(seed: 19)
        let pieces = [
            "<p>", "</p>", "<div>", "</div>", "<blockquote>", "</blockquote>", "<ul>", "</ul>",
            "<li>", "<ol>", "</ol>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<pre>",
            "</pre>", "<br>", "<hr>", "&nbsp;", " ", "\n", "-- ", "a",
            "<a href=https://example.org/>",
            "</a>", "<q>", "</q>", "<dd>", "<th>", "<span style='display:none'>", "</span>",
            "<p class=MsoNormal>", "<span style='mso-list:Ignore'>", "<h1>", "</h1>", "--",
        ]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0..<60, using: &generator)
            check((0..<count).compactMap { _ in pieces.randomElement(using: &generator) }.joined())
        }
    }
}
