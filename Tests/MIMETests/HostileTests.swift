import MIME
import Testing

@Suite("Hostile mail")
struct HostileTests {
    private func read(_ text: String, _ limits: MessageLimits = MessageLimits()) -> Message {
        MessageReader(limits: limits).read(Array(text.utf8))
    }

    private func codes(_ message: Message) -> Set<Defect.Code> { Set(message.defects.map(\.code)) }

    private func nested(_ depth: Int) -> String {
        let open = (0..<depth).map {
            "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n"
        }
        return "Subject: deep\n" + open.joined() + "\nat the bottom\n"
    }

    @Test("ten thousand parts are cut at the limit", arguments: [1, 7, 1_000])
    func manyParts(_ max: Int) {
        let text =
            "Content-Type: multipart/mixed; boundary=b\n\n"
            + String(repeating: "--b\n\nx\n", count: 10_000) + "--b--\n"
        let message = read(text, MessageLimits(partsMax: max))
        #expect(message.parts.count == max)
        #expect(codes(message) == [.tooManyParts])
        #expect(read(text, MessageLimits(partsMax: 20_000)).parts.count == 10_000)
    }

    @Test("nesting is cut at the limit", arguments: [300, 5_000, 100_000])
    func nesting(_ depth: Int) {
        let message = read(nested(depth))
        #expect(codes(message).contains(.nestedTooDeep))
        #expect(message.parts.count == 1)
        #expect(message.parts.first?.depth == 50)
        #expect(message.containers.count == 50)
        #expect(depth > 5_000 || message.text.contains("at the bottom"))
    }

    @Test("nesting below the limit is followed to the bottom")
    func allowedNesting() {
        let message = read(nested(300), MessageLimits(nestingDepthMax: 300))
        #expect(message.text == "at the bottom\n")
        #expect(codes(message) == [.unterminatedMultipart])
    }

    @Test("the same boundary a hundred thousand times")
    func sameBoundary() {
        let layer = "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        let message = read(String(repeating: layer, count: 100_000))
        #expect(message.parts.count <= 1_000)
    }

    @Test("attached mails in attached mails are one attachment")
    func attachedMails() {
        let text = String(repeating: "Content-Type: message/rfc822\n\n", count: 100_000)
        let message = read(text + "\nhello\n")
        #expect(message.parts.count == 1)
        #expect(message.parts.first?.contentType == "message/rfc822")
        #expect(message.parts.first?.filename == "part-1.eml")
    }

    @Test("a header line of 200 KB is read whole")
    func longLine() {
        let subject = String(repeating: "word ", count: 40_000)
        let message = read("Subject: \(subject)\nFrom: ada@example.org\n\nText\n")
        #expect(message.subject.utf8.count == subject.utf8.count - 1)
        #expect(message.from.count == 1)
        #expect(message.defects == [])
    }

    @Test("a header beyond the limit is cut and the body still found")
    func longHeader() {
        let filler = String(repeating: "X-Filler: abcdefgh\n", count: 100)
        let message = read(
            "Subject: s\n\(filler)From: ada@example.org\n\nText\n",
            MessageLimits(headerBytesMax: 200))
        #expect(message.subject == "s")
        #expect(message.from.isEmpty)
        #expect(message.text == "Text\n")
        #expect(codes(message) == [.headerTooLong])
    }

    @Test("groups in groups, which overflow GMime's stack, are read as lists")
    func groups() {
        let message = read(
            "To: \(String(repeating: "a:", count: 100_000)) x@example.org;\n\nText\n")
        #expect(message.to.map(\.address) == ["x@example.org"])
    }

    @Test("address lists made of one character give nothing", arguments: "(<\".,;:@[\\=")
    func addressJunk(_ character: Character) {
        let junk = String(repeating: character, count: 100_000)
        #expect(read("From: \(junk)\nTo: \(junk)\n\nText\n").from.isEmpty)
    }

    @Test("addresses beyond the limit are left out")
    func manyAddresses() {
        let list = (0..<50).map { "a\($0)@example.org" }.joined(separator: ", ")
        let message = read("To: \(list)\nTo: \(list)\n\nx\n", MessageLimits(addressesMax: 60))
        #expect(message.to.count == 60)
        #expect(codes(message) == [.tooManyAddresses])
    }

    @Test("of too many references the newest are kept")
    func manyReferences() {
        let list = (0..<500).map { "<\($0)@example.org>" }.joined(separator: "\n ")
        let message = read("References: \(list)\n\nx\n", MessageLimits(referencesMax: 3))
        #expect(message.references == ["497@example.org", "498@example.org", "499@example.org"])
        #expect(codes(message) == [.tooManyReferences])
    }

    @Test("text beyond the limit is cut between characters; size and digest are of the whole")
    func longText() {
        let text =
            "Content-Type: text/plain; charset=utf-8\n\n" + String(repeating: "ü", count: 500)
        let whole = read(text)
        let cut = read(text, MessageLimits(textBytesMax: 101))
        #expect(cut.text == String(repeating: "ü", count: 50) || cut.text.allSatisfy { $0 == "ü" })
        #expect(cut.parts.map(\.size) == [1_000])
        #expect(cut.parts.map(\.sha256) == whole.parts.map(\.sha256))
        #expect(codes(cut) == [.textTooLong])
    }

    @Test("the body comes before attachments where text is limited")
    func bodyFirst() {
        let message = read(
            """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/csv
            Content-Disposition: attachment

            attachment
            --b

            the body
            --b--
            """, MessageLimits(textBytesMax: 8))
        #expect(message.text == "the body")
        #expect(message.parts.map(\.text) == ["", "the body"])
    }

    @Test("a boundary of ten thousand characters is found")
    func longBoundary() {
        let boundary = String(repeating: "x", count: 10_000)
        let message = read(
            "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\n\n--\(boundary)\n\nhello\n"
                + "--\(boundary)--\n")
        #expect(message.text == "hello")
        #expect(message.defects == [])
    }

    @Test(
        "markup that opens and never closes",
        arguments: ["<a \"", "<!--", "<a b='", "<script>", "&"])
    func openMarkup(_ piece: String) {
        let html = String(repeating: piece, count: 50_000)
        _ = read("Content-Type: text/html\n\n\(html)")
    }

    @Test("a hundred thousand parameters")
    func parameters() {
        let list = (0..<20_000).map { "; a\($0)=b; name*\($0)=c" }.joined()
        let message = read("Content-Type: text/plain\(list)\n\nText\n")
        #expect(message.text == "Text\n")
    }

    @Test("a thousand attachments of one name have a thousand names")
    func sameNames() {
        let part = "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
        let message = read(
            "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part, count: 1_000))
        #expect(Set(message.parts.compactMap(\.filename)).count == 1_000)
    }
}
