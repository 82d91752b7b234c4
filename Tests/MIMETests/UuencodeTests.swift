import MIME
import Testing

@Suite("uuencode in a text")
struct UuencodeTests {
    private let cat = "begin 644 cat.txt\n#0V%T\n`\nend\n"

    private func read(_ body: String, _ limits: MessageLimits = MessageLimits()) -> Message {
        MessageReader(limits: limits).read(Array("From: ada@example.org\n\n\(body)".utf8))
    }

    private func files(_ message: Message) -> [String] {
        message.attachments.map { "\($0.path) \($0.filename ?? "") \($0.text ?? "")" }
    }

    @Test("becomes attachments and leaves the text")
    func unpacked() {
        let message = read("Before\n\(cat)Between\n\(cat)After\n")
        #expect(message.text == "Before\nBetween\nAfter\n")
        #expect(files(message) == ["1.u1 cat.txt Cat", "1.u2 cat-2.txt Cat"])
        #expect(message.parts.map(\.container) == [nil, "1", "1"])
        #expect(message.parts.map(\.role) == [.body, .attachment, .attachment])
        #expect(message.attachments.map(\.contentType) == ["text/plain", "text/plain"])
        #expect(message.defects == [])
    }

    @Test("is there by its path; the text's path gives the text as it came")
    func contents() {
        let body = "Before\n\(cat)"
        let bytes = Array("From: ada@example.org\n\n\(body)".utf8)
        let contents = MessageReader().contents(ofParts: ["1", "1.u1", "1.u2", "2"], in: bytes)
        #expect(contents == ["1": Array(body.utf8), "1.u1": Array("Cat".utf8)])
        #expect(MessageReader().content(ofPart: "1.u1", in: bytes) == Array("Cat".utf8))
        #expect(MessageReader().content(ofPart: "1.t1", in: bytes) == nil)
        #expect(MessageReader().content(ofPart: "1.", in: bytes) == nil)
        #expect(MessageReader().content(ofPart: "", in: bytes) == nil)
    }

    @Test(
        "has many forms",
        arguments: [
            // Spaces instead of grave accents; stripped from the ends of lines; none at all.
            ("begin 644 a\n#0V%T\n \nend\n", "Cat"),
            ("begin 0644 a\r\n#0V%T\r\n`\r\nend\r\n", "Cat"),
            ("begin 666 a\n#0V%T\n\nend\n", "Cat"), ("begin 644 a\n$0V%T\n`\nend\n", "Cat\0"),
            ("begin 644 a\n#0V%T\nend\n", "Cat"), ("begin 644 a\n#0V%T*\n`\nend", "Cat"),
            ("begin 644 a\n`\nend\n", ""), ("begin 644 a\nend\n", ""),
            // Without an end.
            ("begin 644 a\n#0V%T\n", "Cat"), ("begin 644 a\n#0V%T\n`\n", "Cat"),
        ])
    func forms(_ body: String, _ wanted: String) throws {
        let bytes = Array("From: ada@example.org\n\nHi\n\(body)".utf8)
        let content = try #require(MessageReader().content(ofPart: "1.u1", in: bytes))
        #expect(String(decoding: content, as: UTF8.self) == wanted)
        #expect(MessageReader().read(bytes).text.hasPrefix("Hi\n"))
    }

    @Test(
        "is not what merely looks like it",
        arguments: [
            "begin 644 the day with a walk\nand end it with tea\n", "begin 644 a\n", "begin\nend\n",
            "begin 644 a\nlower case is no data\nend of story\n", "begin 12345 a\n#0V%T\nend\n",
            "begin abc a\n#0V%T\n`\nend\n", "> begin 644 a\n> #0V%T\n> `\n> end\n",
            "Let us\nbegin 644 x\n\nNot data.\n", "begin 64 a\n#0V%T\n`\nend\n",
            "begin 644 a\nNO DATA EITHER\n", " begin 644 a\n#0V%T\n`\nend\n",
        ])
    func lookAlikes(_ body: String) {
        let message = read(body)
        #expect(message.attachments == [])
        #expect(message.text == body)
    }

    @Test("without its end goes as far as its data, and that is a defect")
    func truncated() {
        let message = read("begin 644 cat.txt\n#0V%T\n#0V%T\n-- \nAda\n")
        #expect(files(message) == ["1.u1 cat.txt CatCat"])
        #expect(message.text == "-- \nAda\n")
        #expect(message.defects.map(\.code) == [.unterminatedUuencode])
    }

    @Test("gives names that are safe, and types by them")
    func names() {
        let message = read(
            "begin 644 ../../.bashrc\n`\nend\nbegin 644 \n`\nend\nbegin 644 caf\u{E9}.PNG\n`\nend\n"
        )
        #expect(message.attachments.map(\.filename) == ["bashrc", "part-1.u2.bin", "café.PNG"])
        #expect(message.attachments.last?.contentType == "image/png")
    }

    @Test("is looked for after the transfer encoding, and not in HTML or attachments")
    func places() {
        let encoded =
            "Content-Transfer-Encoding: quoted-printable\n\nbegin 644 a=\n.txt\n#0V%T\n`\nend\n"
        #expect(
            MessageReader().read(Array(encoded.utf8)).attachments.map(\.filename) == ["a.txt"])
        for header in ["Content-Type: text/html", "Content-Disposition: attachment"] {
            let message = MessageReader().read(Array("\(header)\n\n\(cat)".utf8))
            #expect(!message.parts.contains { $0.container != nil })
        }
    }

    @Test("that is more than the parts allowed stays text")
    func manyFiles() {
        let message = read(String(repeating: cat, count: 20), MessageLimits(partsMax: 5))
        #expect(message.parts.count == 5)
        #expect(message.defects.map(\.code) == [.tooManyParts])
        #expect(message.text.contains("begin 644 cat.txt"))
    }

    @Test("with a hundred thousand beginnings ends")
    func manyBeginnings() {
        let body = String(repeating: "begin 644 a\n#0V%T\n", count: 100_000)
        #expect(read(body).parts.count == MessageLimits().partsMax)
    }
}
