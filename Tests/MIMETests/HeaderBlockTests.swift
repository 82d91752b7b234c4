import Testing

@testable import MIME

@Suite("The header of a mail")
struct HeaderBlockTests {
    private func block(_ text: String, bytesMax: Int = 1 << 20) -> HeaderBlock {
        HeaderBlock.ofMail(Array(text.utf8), bytesMax: bytesMax)
    }

    private func names(_ text: String) -> [String] { block(text).fields.map(\.name) }

    private func body(_ text: String) -> String {
        String(decoding: Array(text.utf8)[block(text).bodyStart...], as: UTF8.self)
    }

    private func value(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let block = HeaderBlock.ofMail(bytes, bytesMax: 1 << 20)
        return block.fields.first.map { HeaderText.unfolded(bytes, $0.value) } ?? "none"
    }

    @Test("ends at the first empty line, with LF and with CRLF")
    func emptyLine() {
        #expect(names("A: 1\nB: 2\n\nC: 3\n") == ["A", "B"])
        #expect(body("A: 1\nB: 2\n\nC: 3\n") == "C: 3\n")
        #expect(names("A: 1\r\nB: 2\r\n\r\nC: 3\r\n") == ["A", "B"])
        #expect(body("A: 1\r\nB: 2\r\n\r\nC: 3\r\n") == "C: 3\r\n")
    }

    @Test("may be all there is")
    func noBody() {
        #expect(names("A: 1\nB: 2") == ["A", "B"])
        #expect(body("A: 1\nB: 2") == "")
        #expect(names("A: 1\n") == ["A"])
        #expect(block("A: 1\n").defects == [])
    }

    @Test("unfolds values and keeps what a fold is made of")
    func folds() {
        #expect(value("A: one\n two\n\tthree\n\n") == " one two\tthree")
        #expect(value("A:\n one\n\n") == " one")
        #expect(value("A: one\r\n two\r\n\r\n") == " one two")
        #expect(value("A:\n\n") == "")
        #expect(value("A:") == "")
    }

    @Test("takes a line of white space for a fold only if fields follow")
    func blankFolds() {
        #expect(names("A: 1\n \nB: 2\n\nx\n") == ["A", "B"])
        #expect(names("A: 1\n \n folded\nB: 2\n\nx\n") == ["A", "B"])
        #expect(body("A: 1\n \nthe body\n") == "the body\n")
        #expect(
            body("A: 1\n\t\n indented body\nof two lines\n") == " indented body\nof two lines\n")
    }

    @Test("goes on with a field whose folded lines lost their space")
    func lostSpaces() {
        #expect(
            value("To: a@example.org,\nb@example.org\nX: 1\n\n") == " a@example.org,b@example.org")
        #expect(value("Cc: B <b@\nexample.org>\n\nx\n") == " B <b@example.org>")
        #expect(
            value("Content-Type: multipart/mixed;\nboundary=\"b\"\n\n")
                == " multipart/mixed;boundary=\"b\"")
        // A field that may be over, and a line that says nothing of addresses: the body.
        #expect(body("To: a@example.org\nb@example.org\n") == "b@example.org\n")
        #expect(body("To: a@example.org,\nHello\nthere\n") == "Hello\nthere\n")
        #expect(body("Subject: 1 < 2\n3 > 2\n") == "3 > 2\n")
    }

    @Test("skips several lines of junk only before a field that it needs")
    func junkBeforeNeeded() {
        #expect(names("Received: a\nby b\nfor c\nFrom: d\n\nx\n") == ["Received", "From"])
        #expect(
            names("Received: a\nby b\nfor c\nTo: e\nFrom: d\n\n") == ["Received", "To", "From"])
        #expect(body("From: a\nDear b,\nhello\nFrom: d\n") == "Dear b,\nhello\nFrom: d\n")
        #expect(body("To: a\nDear b,\nhello\n\nFrom: d\n") == "Dear b,\nhello\n\nFrom: d\n")
        #expect(body("To: a\n--b\nhello\nFrom: d\n") == "--b\nhello\nFrom: d\n")
        let far = String(repeating: "junk\n", count: 30) + "From: d\n"
        #expect(body("To: a\n" + far) == far)
    }

    @Test("goes on behind an empty line if what it lacks follows there")
    func inTwo() {
        #expect(
            names("X: 1\n\nFrom: a\nTo: b\nSubject: c\n\nx\n") == ["X", "From", "To", "Subject"])
        #expect(body("X: 1\n\nFrom: a\nTo: b\nSubject: c\n\nx\n") == "x\n")
        let cutOff =
            "From: a\n\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        #expect(names(cutOff) == ["From", "MIME-Version", "Content-Type"])
        // Mails whose text begins with a pasted header.
        for text in [
            "From: a\n\nFrom: b\nTo: c\nSubject: d\n\nx\n",
            "X: 1\n\nFrom: b\nwhat is this?\n",
            "X: 1\n\nFrom: b\nTo: c\nSubject: d\nand so on\nand on\n",
            "From: a\n\nContent-Type: text/html\n\nis what I set\n",
            "From: a\nContent-Type: text/plain\n\nContent-Type: multipart/mixed\n\nx\n",
        ] {
            #expect(names(text).count <= 2, "\(text)")
            #expect(body(text).hasPrefix(text.split(separator: "\n\n")[1]), "\(text)")
        }
    }

    @Test("skips single lines of junk between fields")
    func junkInside() {
        let text = "A: 1\nthis is junk\nB: 2\n\nx\n"
        #expect(names(text) == ["A", "B"])
        #expect(block(text).defects.map(\.code) == [.malformedHeaderLine])
    }

    @Test("ends before a line that is no field when none follows")
    func missingEmptyLine() {
        let text = "A: 1\nthe body\nits second line\n"
        #expect(names(text) == ["A"])
        #expect(body(text) == "the body\nits second line\n")
        #expect(block(text).defects.map(\.code) == [.missingBlankLine])
    }

    @Test("never takes a boundary for a field or for junk")
    func boundaries() {
        let text = "A: 1\n--b:1\nB: 2\n\nx\n"
        #expect(names(text) == ["A"])
        #expect(body(text) == "--b:1\nB: 2\n\nx\n")
    }

    @Test("begins below what deliveries and archives put above it")
    func leadingJunk() {
        #expect(names("From ada Tue Jul  1 2025\nA: 1\n\n") == ["A"])
        #expect(names(">From ada Tue Jul  1 2025\nA: 1\n\n") == ["A"])
        #expect(names("From ada Tue Jul  1 2025\n\n\nA: 1\n\n") == ["A"])
        #expect(names("\n\r\n \nA: 1\n\n") == ["A"])
        #expect(names("\u{FEFF}A: 1\n\n") == ["A"])
        #expect(names("a line\nanother\nSubject: 1\nB: 2\n\n") == ["Subject", "B"])
    }

    @Test("is not made out of a text that happens to have colons")
    func textWithColons() {
        let text = "Dear all\nplease note: nothing\n\nregards\n"
        #expect(names(text) == [])
        #expect(body(text) == text)
        #expect(block(text).defects.map(\.code) == [.missingHeader])
    }

    @Test("takes unusual but allowed names", arguments: ["X", "x-y_z.1", "!#$%&'*+-^_`|~", "1"])
    func unusualNames(_ name: String) {
        #expect(names("\(name): v\n\n") == [name])
    }

    @Test(
        "does not take other lines for fields",
        arguments: [": v", "a b: v", "ä: v", "a\tb: v", "a"])
    func noNames(_ line: String) {
        #expect(names("A: 1\n\(line)\nrest\n") == ["A"])
    }

    @Test("takes space before the colon for an oddity")
    func spaceBeforeColon() {
        #expect(names("Subject : v\nB\t: w\n\n") == ["Subject", "B"])
    }

    @Test("is read up to the limit and passed over behind it")
    func limit() {
        let text = "A: 12345\nB: 12345\nC: 12345\n\nbody\n"
        for max in 0...40 {
            let cut = block(text, bytesMax: max)
            #expect(cut.fields.count <= 3)
            #expect(cut.fields.allSatisfy { $0.raw.upperBound <= max })
            #expect(cut.bodyStart == text.utf8.count - 5)
            #expect((cut.defects.map(\.code) == [.headerTooLong]) == (max < 27))
        }
    }

    @Test("ranges lie within the bytes and within each other")
    func ranges() {
        for fixture in Fixture.all {
            let block = HeaderBlock.ofMail(fixture.bytes, bytesMax: 1 << 20)
            var last = 0
            for field in block.fields {
                #expect(field.raw.lowerBound >= last)
                #expect(field.value.lowerBound > field.raw.lowerBound)
                #expect(field.value.upperBound == field.raw.upperBound)
                last = field.raw.upperBound
            }
            #expect(last <= block.bodyStart && block.bodyStart <= fixture.bytes.count)
        }
    }
}
