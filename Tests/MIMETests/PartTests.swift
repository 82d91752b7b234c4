import MIME
import Testing

@Suite("Parts")
struct PartTests {
    private func read(_ text: String) -> Message { MessageReader().read(Array(text.utf8)) }

    private func mixed(_ parts: String...) -> Message {
        read(
            "Content-Type: multipart/mixed; boundary=b\n\n"
                + parts.map { "--b\n\($0)\n" }.joined() + "--b--\n")
    }

    private func alternative(_ parts: String...) -> String {
        "Content-Type: multipart/alternative; boundary=a\n\n"
            + parts.map { "--a\n\($0)\n" }.joined() + "--a--\n"
    }

    @Test("of plain text are the body, those said to be attachments are not")
    func disposition() {
        let message = mixed(
            "\nfirst", "Content-Disposition: attachment\n\nsecond",
            "Content-Disposition: INLINE\n\nthird")
        #expect(message.text == "first\nthird")
        #expect(message.parts.map(\.isAttachment) == [false, true, false])
        #expect(message.attachments.map(\.filename) == ["part-2.txt"])
        #expect(message.attachments.map(\.text) == ["second"])
    }

    @Test("of text with a file name are attachments unless they are the whole mail")
    func namedText() {
        #expect(mixed("\nbody", "Content-Type: text/plain; name=a.txt\n\nfile").text == "body")
        #expect(read("Content-Type: text/plain; name=a.txt\n\nbody\n").text == "body\n")
    }

    @Test("of other types are attachments whatever they say")
    func others() {
        let message = mixed(
            "\nbody", "Content-Type: image/png\nContent-Disposition: inline\n\nx",
            "Content-Type: application/pdf\n\nx", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR")
        #expect(message.text == "body")
        #expect(message.attachments.map(\.filename) == ["part-2.png", "part-3.pdf", "part-4.ics"])
        #expect(message.attachments.map(\.isInline) == [true, false, false])
        #expect(message.attachments.map { $0.text != nil } == [false, false, true])
    }

    @Test("that the HTML points to are inline")
    func contentIDs() {
        let message = mixed(
            "Content-Type: text/html\n\n<img src='cid:one@x'><img src=CID:two@x>",
            "Content-Type: image/png\nContent-ID: <one@x>\n\nx",
            "Content-Type: image/png\nContent-ID: <two@x>\n\nx",
            "Content-Type: image/png\nContent-ID: <three@x>\n\nx")
        #expect(message.attachments.map(\.isInline) == [true, true, false])
        #expect(message.attachments.map(\.contentID) == ["one@x", "two@x", "three@x"])
    }

    @Test("of an alternative: the plain text is read, the HTML kept")
    func plainWins() {
        let message = read(
            alternative(
                "Content-Type: text/html\n\n<p>html</p>", "Content-Type: text/plain\n\nplain"))
        #expect(message.text == "plain")
        #expect(message.html == "<p>html</p>")
        #expect(message.attachments == [])
    }

    @Test("of an alternative: a blank plain text gives way to the HTML")
    func blankPlain() {
        let message = read(
            alternative(
                "Content-Type: text/plain\n\n \n\t", "Content-Type: text/html\n\n<p>html</p>"))
        #expect(message.text == "html")
    }

    @Test("of an alternative inside a mixed are read with what is around them")
    func nestedAlternative() {
        let message = mixed(
            "\nbefore",
            alternative(
                "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>html</p>"),
            "\nafter")
        #expect(message.text == "before\nplain\nafter")
    }

    @Test("of an alternative whose HTML is wrapped with its pictures")
    func relatedInAlternative() {
        let related =
            "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<b>rich</b>\n"
            + "--r\nContent-Type: image/gif\nContent-ID: <g@x>\n\nx\n--r--\n"
        let message = read(alternative("Content-Type: text/plain\n\nplain", related))
        #expect(message.text == "plain")
        #expect(message.html == "<b>rich</b>")
        #expect(message.parts.map(\.path) == ["1", "2.1", "2.2"])
        #expect(
            message.containers.map(\.contentType) == ["multipart/alternative", "multipart/related"])
    }

    @Test("of mail after mail: an attached mail is named for its subject")
    func attachedMail() {
        let message = mixed(
            "\nbody",
            "Content-Type: message/rfc822\n\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe_/_x?=\n\nhi",
            "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=given.eml\n\nA: 1\n\nhi",
            "Content-Type: message/rfc822\n\nno header at all")
        #expect(
            message.attachments.map(\.filename) == ["Grüße _ x.eml", "given.eml", "part-4.eml"])
        #expect(message.text == "body")
    }

    @Test(
        "have their transfer encoding undone",
        arguments: [
            ("base64", "aGVsbG8=", "hello"), ("BASE64", "aGVs\nbG8=", "hello"),
            ("quoted-printable", "hel=\nlo=21", "hello!"),
            ("7bit", "hello", "hello"), ("8bit", "grüß", "grüß"), ("binary", "hello", "hello"),
            ("x-uuencode", "begin 644 x\n%:&5L;&\\`\n`\nend", "hello"),
            ("\"base64\"", "aGVsbG8=", "hello"),
            ("base64;", "aGVsbG8=", "hello"), ("", "hello", "hello"),
            ("base64", "aGVsbG8", "hello"),
        ])
    func transferEncoding(_ name: String, _ body: String, _ wanted: String) {
        let message = read(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \(name)\n\n\(body)\n"
        )
        #expect(message.text.prefix { $0 != "\n" } == wanted)
    }

    @Test(
        "have their media type read as it is meant",
        arguments: [
            ("text/plain", "text/plain"), ("TEXT/Plain; charset=x", "text/plain"),
            ("text", "text/plain"),
            ("html", "text/html"), ("", "text/plain"), (";", "text/plain"),
            ("image/PNG", "image/png"),
            ("application/vnd.ms-excel; name=\"a.xls\"", "application/vnd.ms-excel"),
            ("text/html;;", "text/html"),
        ])
    func contentTypes(_ value: String, _ wanted: String) {
        #expect(read("Content-Type: \(value)\n\nx\n").contentType == wanted)
    }

    @Test(
        "have their file names decoded",
        arguments: [
            ("filename=a.pdf", "a.pdf"), ("filename=\"a b.pdf\"", "a b.pdf"),
            ("filename*=utf-8''gr%C3%BC%C3%9F.pdf", "grüß.pdf"),
            ("filename*=iso-8859-1'de'gr%FC.pdf", "grü.pdf"),
            ("filename*0=\"a\"; filename*1=\"b.pdf\"", "ab.pdf"),
            ("filename=\"=?utf-8?q?gr=C3=BC.pdf?=\"", "grü.pdf"),
            ("filename==?utf-8?b?Z3LDvC5wZGY=?=", "grü.pdf"), ("filename=grü.pdf", "grü.pdf"),
            ("filename=\"a\\\"b.pdf\"", "a_b.pdf"), ("filename=\"C:\\dir\\a.pdf\"", "a.pdf"),
            ("filename=\"/tmp/a.pdf\"", "a.pdf"), ("filename=", "part-1.pdf"),
            ("filename=\"\"", "part-1.pdf"),
        ])
    func filenames(_ parameter: String, _ wanted: String) {
        let message = read(
            "Content-Type: application/pdf\nContent-Disposition: attachment; \(parameter)\n\nx\n")
        #expect(message.parts.map(\.filename) == [wanted])
    }

    @Test(
        "that are asked for by a wrong path are not there", arguments: ["", "0", "2", "1.1", "x"])
    func wrongPath(_ path: String) {
        let bytes = Array("A: 1\n\ntext\n".utf8)
        #expect(MessageReader().content(ofPart: path, in: bytes) == nil)
        #expect(MessageReader().content(ofPart: "1", in: bytes) == Array("text\n".utf8))
    }

    @Test("keep their line ends, texts do not")
    func lineEnds() {
        let bytes = Array("Content-Type: text/plain\r\n\r\na\r\nb\r\n".utf8)
        let message = MessageReader().read(bytes)
        #expect(message.text == "a\nb\n")
        #expect(MessageReader().content(ofPart: "1", in: bytes) == Array("a\r\nb\r\n".utf8))
    }
}
