import Testing

@testable import MIME

@Suite("The borders of parts")
struct OutlineTests {
    private func outline(_ text: String, _ limits: MessageLimits = MessageLimits()) -> Outline {
        let bytes = Array(text.utf8)
        return Outline(bytes, header: HeaderBlock.ofMail(bytes, bytesMax: 1 << 20), limits: limits)
    }

    /// Path and body of each leaf.
    private func leaves(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return outline(text).nodes.filter(\.isLeaf).map { node in
            "\(node.path)=" + String(decoding: bytes[node.content], as: UTF8.self)
        }
    }

    private func entities(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return outline(text).nodes.map { String(decoding: bytes[$0.entity], as: UTF8.self) }
    }

    private let head = "Content-Type: multipart/mixed; boundary=b\n\n"

    @Test("a mail without parts is one leaf")
    func single() {
        #expect(leaves("A: 1\n\ntext\n") == ["1=text\n"])
        #expect(leaves("A: 1\n\n") == ["1="])
        #expect(leaves("") == ["1="])
    }

    @Test("the line end before a boundary belongs to the boundary")
    func lineEnds() {
        #expect(leaves(head + "--b\n\none\n--b\n\ntwo\n\n--b--\n") == ["1=one", "2=two\n"])
        let crlf = (head + "--b\n\none\n--b\n\ntwo\n\n--b--\n").replacing("\n", with: "\r\n")
        #expect(leaves(crlf) == ["1=one", "2=two\r\n"])
    }

    @Test("empty parts are parts")
    func empty() {
        #expect(leaves(head + "--b\n\n--b\n--b\n\n\n--b--\n") == ["1=", "2=", "3="])
    }

    @Test("preamble and epilogue belong to no part")
    func surroundings() {
        #expect(leaves(head + "pre\n--b\n\none\n--b--\nepi\n--b\n\nlate\n") == ["1=one"])
    }

    @Test("white space behind a boundary does not matter, other characters do")
    func boundaryLines() {
        #expect(
            leaves(head + "--b \t\n\none\n--bb\n--b-\n--B\n --b\n--b--  \n") == [
                "1=one\n--bb\n--b-\n--B\n --b"
            ])
    }

    @Test("the last boundary needs no line end")
    func noLineEnd() {
        #expect(leaves(head + "--b\n\none\n--b--") == ["1=one"])
        #expect(leaves(head + "--b\n\none\n--b") == ["1=one", "2="])
    }

    @Test("a boundary may begin with another one")
    func prefixes() {
        let text =
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
            + "Content-Type: multipart/mixed; boundary=bb\n\n--bb\n\ninner\n--bb--\n--b\n\nouter\n--b--\n"
        #expect(leaves(text) == ["1.1=inner", "2=outer"])
    }

    @Test("an outer boundary ends what is open inside")
    func cutInner() {
        let text =
            head
            + "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ninner\n--b\n\nouter\n--b--\n"
        #expect(leaves(text) == ["1.1=inner", "2=outer"])
        #expect(outline(text).defects.map(\.code) == [.unterminatedMultipart])
    }

    @Test("what is behind an inner end is not read until the outer boundary")
    func innerEpilogue() {
        let text =
            head
            + "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ninner\n--c--\nepilogue\n--c\n\nno\n"
            + "--b\n\nouter\n--b--\n"
        #expect(leaves(text) == ["1.1=inner", "2=outer"])
    }

    @Test("a multipart without parts becomes a text")
    func noParts() {
        #expect(leaves(head + "nothing here\n") == ["1=nothing here\n"])
        #expect(leaves(head + "text\n--b--\n") == ["1=text\n--b--\n"])
        #expect(
            leaves("Content-Type: multipart/mixed\n\nno boundary at all\n") == [
                "1=no boundary at all\n"
            ])
    }

    @Test("an entity is its header and its body, as a signature covers it")
    func entityRanges() {
        let signed = "Content-Type: text/plain\n\nsigned text\n"
        let text =
            "Content-Type: multipart/signed; boundary=b\n\n--b\n\(signed)\n--b\n"
            + "Content-Type: application/pgp-signature\n\nsig\n--b--\n"
        #expect(entities(text)[1] == signed)
        #expect(entities(text)[2] == "Content-Type: application/pgp-signature\n\nsig")
        #expect(entities(text)[0] == text)
    }

    @Test("a mail in a mail is not taken apart")
    func attachedMail() {
        let inner = "Subject: in\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--"
        let text = head + "--b\nContent-Type: message/rfc822\n\n\(inner)\n--b--\n"
        #expect(leaves(text) == ["1=\(inner)"])
    }

    @Test("in a digest, parts without a type are mails")
    func digest() {
        let text = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: s\n\nx\n--b--\n"
        #expect(outline(text).nodes.last?.fields.type == "message/rfc822")
    }

    @Test("a transfer encoding on a multipart, which is not allowed, is not used")
    func encodedMultipart() {
        let text =
            "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
            + "--b\n\none\n--b--\n"
        #expect(MessageReader().read(Array(text.utf8)).text == "one")
    }

    @Test("depth and numbers count multiparts and siblings")
    func numbers() {
        let text =
            head
            + "--b\n\none\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ntwo\n--c\n\nthree\n--c--\n"
            + "--b\n\nfour\n--b--\n"
        let nodes = outline(text).nodes
        #expect(nodes.map(\.path) == ["", "1", "2", "2.1", "2.2", "3"])
        #expect(nodes.map(\.depth) == [0, 1, 1, 2, 2, 1])
        #expect(nodes.map(\.parent) == [nil, 0, 0, 2, 2, 0])
        #expect(nodes.map(\.isLeaf) == [false, true, false, true, true, true])
    }

    @Test("limits of one and of nothing are kept")
    func smallLimits() {
        let text = head + "--b\n\none\n--b\n\ntwo\n--b--\n"
        #expect(outline(text, MessageLimits(partsMax: 1)).nodes.count { $0.isLeaf } == 1)
        #expect(outline(text, MessageLimits(nestingDepthMax: 0)).nodes.map(\.path) == ["1"])
        #expect(outline(text, MessageLimits(nestingDepthMax: 1)).nodes.count == 3)
    }

    @Test("defects are counted, not collected without end")
    func defects() {
        let part = "--b\nContent-Transfer-Encoding: nonsense\n\nx\n"
        let found = outline(head + String(repeating: part, count: 900)).defects
        #expect(found.count == Outline.defectsMax)
    }
}
