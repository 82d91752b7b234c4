import MIME
import Testing

@Suite("What a message says of itself")
struct MessageTests {
    private func read(_ text: String) -> Message { MessageReader().read(Array(text.utf8)) }

    private func codes(_ text: String) -> [Defect.Code] { read(text).defects.map(\.code) }

    @Test("fields are found in any case, the topmost first")
    func fields() {
        let message = read("X-A: 1\nx-a: 2\nX-B: 3\n\n")
        #expect(message.header("x-A") == "1")
        #expect(message.headerValues("X-a") == ["1", "2"])
        #expect(message.header("X-C") == nil)
        #expect(message.headerValues("X-C") == [])
        #expect(message.headers.map(\.name) == ["X-A", "x-a", "X-B"])
    }

    @Test("fields keep their raw bytes")
    func rawFields() {
        let message = read("Subject: =?utf-8?q?a?=\n =?utf-8?q?b?=\n\n")
        #expect(message.headers.first?.raw == Array("Subject: =?utf-8?q?a?=\n =?utf-8?q?b?=".utf8))
        #expect(message.headers.first?.value == "ab")
    }

    @Test("nothing is there where the mail says nothing")
    func nothing() {
        let message = read("X: 1\n\n")
        #expect(message.from == [] && message.to == [] && message.cc == [] && message.replyTo == [])
        #expect(message.sender == nil && message.messageID == nil && message.date == nil)
        #expect(message.subject == "" && message.references == [] && message.inReplyTo == [])
        #expect(message.contentType == "text/plain" && message.contentTypeParameters == [:])
        #expect(message.defects == [])
    }

    @Test("of fields that stand twice the first with a content counts")
    func twice() {
        let message = read("Subject:\nSubject: second\nFrom: a@x.org\nFrom: b@x.org\n\n")
        #expect(message.subject == "second")
        #expect(message.from.map(\.address) == ["a@x.org"])
        #expect(message.defects.map(\.code) == [.duplicateHeader, .duplicateHeader])
    }

    @Test("fields that stand twice with the same value are no defect")
    func sameTwice() {
        #expect(codes("Subject: s\nSubject: s\n\n") == [])
    }

    @Test("recipients are read from all their fields")
    func recipients() {
        let message = read("To: a@x.org\nCc: b@x.org\nTo: c@x.org, d@x.org\n\n")
        #expect(message.to.map(\.address) == ["a@x.org", "c@x.org", "d@x.org"])
        #expect(message.cc.map(\.address) == ["b@x.org"])
    }

    @Test("a sender that is no address is a defect, an empty recipient list is not")
    func noAddress() {
        #expect(codes("From: nobody\nTo: undisclosed-recipients:;\n\n") == [.invalidAddress])
    }

    @Test("the null sender is no address")
    func nullSender() {
        #expect(read("From: <>\n\n").from == [])
    }

    @Test("references are listed once each, oldest first")
    func references() {
        let message = read("References: <a@x> <b@x>\n\t<a@x> <c@x>\nIn-Reply-To: <c@x>\n\n")
        #expect(message.references == ["a@x", "b@x", "c@x"])
        #expect(message.inReplyTo == ["c@x"])
    }

    @Test("subjects are one clean line")
    func subjects() {
        #expect(read("Subject:   a\n  b\tc  \n\n").subject == "a  b c")
        #expect(read("Subject: a\u{0}b\u{7}c\u{202E}d\u{9B}e\n\n").subject == "a bcde")
        #expect(read("Subject: \u{1F600} ok\n\n").subject == "\u{1F600} ok")
    }

    @Test("a report is known by its type and parameters")
    func report() throws {
        let message = MessageReader().read(try Fixture.named("rfc/delivery-report").bytes)
        #expect(message.contentType == "multipart/report")
        #expect(message.contentTypeParameters["report-type"] == "delivery-status")
        let status = try #require(
            message.parts.first { $0.contentType == "message/delivery-status" })
        #expect(status.text?.contains("Status: 5.1.1") == true)
        let original = try #require(message.parts.last)
        let bytes = try Fixture.named("rfc/delivery-report").bytes
        let content = try #require(MessageReader().content(ofPart: original.path, in: bytes))
        #expect(MessageReader().read(content).messageID == "postern-7@example.com")
    }

    @Test("a signed part's bytes are those of the mail")
    func signedEntity() throws {
        let bytes = try Fixture.named("rfc/signed").bytes
        let part = try #require(MessageReader().read(bytes).parts.first)
        let entity = String(decoding: bytes[part.entityRange], as: UTF8.self)
        #expect(entity == "Content-Type: text/plain; charset=utf-8\n\nWhat is signed.\n")
    }

    @Test(
        "each kind of damage has its name",
        arguments: [
            ("", [Defect.Code.emptyMail]), ("\n\n", [.emptyMail]),
            ("just text\n", [.missingHeader]),
            ("\n\nA: 1\n\n", [.junkBeforeHeader]), ("junk\nSubject: 1\n\n", [.junkBeforeHeader]),
            ("A: 1\nbody\n", [.missingBlankLine]), ("A: 1\njunk\nB: 2\n\n", [.malformedHeaderLine]),
            ("A: \u{0}\n\n", [.nulInHeader]), ("Date: never\n\n", [.invalidDate]),
            ("Content-Type: html\n\n", [.invalidContentType]),
            ("Content-Transfer-Encoding: x\n\n", [.unknownTransferEncoding]),
            ("Content-Type: multipart/mixed\n\nx\n", [.missingBoundary]),
        ])
    func defects(_ text: String, _ wanted: [Defect.Code]) {
        #expect(codes(text) == wanted)
    }

    @Test("defect codes are stored, so their names do not change")
    func codeNames() {
        #expect(Set(Defect.Code.allCases.map(\.rawValue)).count == Defect.Code.allCases.count)
        #expect(
            Defect.Code.allCases.map(\.rawValue).joined(separator: " ") == """
                emptyMail missingHeader junkBeforeHeader malformedHeaderLine missingBlankLine nulInHeader \
                duplicateHeader headerTooLong invalidContentType unknownTransferEncoding wrongCharset \
                missingBoundary unterminatedMultipart tooManyParts nestedTooDeep htmlTooDeep textTooLong \
                decodedTooLarge unterminatedUuencode damagedTNEF tooManyAddresses tooManyReferences invalidDate invalidAddress
                """)
    }

    @Test("reading twice at the same time is reading twice")
    func concurrency() async {
        let mails = Fixture.all.map(\.bytes)
        let alone = mails.map { MessageReader().read($0) }
        await withTaskGroup(of: (Int, Message).self) { group in
            for _ in 0..<8 {
                for (index, bytes) in mails.enumerated() {
                    group.addTask { (index, MessageReader().read(bytes)) }
                }
            }
            for await (index, message) in group { #expect(message == alone[index]) }
        }
    }
}
