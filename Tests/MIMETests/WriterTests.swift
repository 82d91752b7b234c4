import MIME
import Testing

@Suite("Writing mail")
struct WriterTests {
    private static let ada = Mailbox(name: "Ada Example", address: "ada@example.org")
    private static let date = MailDate(milliseconds: 1_751_355_000_000, offsetMinutes: 120)

    private func message(subject: String = "s", text: String = "Text\n") -> OutgoingMessage {
        OutgoingMessage(
            from: Self.ada, to: [Mailbox(address: "support@example.com")], subject: subject,
            date: Self.date, messageID: "one@example.org", text: text)
    }

    private func text(_ message: OutgoingMessage) -> String {
        String(decoding: MessageWriter.write(message), as: UTF8.self)
    }

    @Test("a plain mail is written as one would by hand")
    func plain() {
        #expect(
            text(message()) == """
                From: Ada Example <ada@example.org>
                To: support@example.com
                Subject: s
                Date: Tue, 1 Jul 2025 09:30:00 +0200
                Message-ID: <one@example.org>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Content-Transfer-Encoding: 7bit

                Text

                """)
    }

    @Test("all fields come back")
    func allFields() {
        var outgoing = message(subject: "Grüße — Привет 打印机")
        outgoing.from = Mailbox(name: "Jürgen \"J\" Müller, Köln", address: "j@example.org")
        outgoing.sender = Mailbox(name: "The, Queue", address: "queue@example.com")
        outgoing.replyTo = [Mailbox(name: "a\\b", address: "reply@example.com")]
        outgoing.to = (0..<40).map { Mailbox(name: "Nr. \($0)", address: "n\($0)@example.net") }
        outgoing.cc = [Mailbox(name: "=?utf-8?q?fake?=", address: "cc@example.net")]
        outgoing.inReplyTo = ["zero@example.org"]
        outgoing.references = (0..<60).map { "reference-number-\($0)@example.org" }
        outgoing.autoSubmitted = "auto-replied"
        outgoing.extraHeaders = [.init(name: "X-Loop", value: "süß")]
        let bytes = MessageWriter.write(outgoing, lineEnding: .crlf)
        let read = MessageReader().read(bytes)
        #expect(read.from == [outgoing.from])
        #expect(read.sender == outgoing.sender)
        #expect(read.replyTo == outgoing.replyTo)
        #expect(read.to == outgoing.to)
        #expect(read.cc == outgoing.cc)
        #expect(read.subject == outgoing.subject)
        #expect(read.date == outgoing.date)
        #expect(read.messageID == outgoing.messageID)
        #expect(read.inReplyTo == outgoing.inReplyTo)
        #expect(read.references == outgoing.references)
        #expect(read.header("auto-submitted") == "auto-replied")
        #expect(read.header("X-LOOP") == "süß")
        #expect(read.defects == [])
        #expect(bytes.allSatisfy { $0 < 0x80 })
    }

    @Test(
        "texts come back whatever is in them",
        arguments: [
            "", "no line end", "one\n", "two\n\n", "From here\nFrom there\n", ".\n..\n",
            "trailing  \n\t\n",
            "Привет, как дела?\n", "mostly ascii, one ü\n", "= =3D =\n", "--\n-- \n--=_x\n",
            String(repeating: "long ", count: 1_000) + "\n", String(repeating: "x", count: 2_000),
            String(repeating: "ж", count: 3_000), "emoji 👩‍👩‍👧 here\n", "a\tb\n",
        ])
    func texts(_ text: String) {
        var outgoing = message(text: text)
        for html in [nil, "<p>\(text)</p>"] {
            outgoing.html = html
            for ending in [MessageWriter.LineEnding.lf, .crlf] {
                let bytes = MessageWriter.write(outgoing, lineEnding: ending)
                let read = MessageReader().read(bytes)
                let plain = read.parts.first { $0.contentType == "text/plain" }?.text ?? "missing"
                // A mail of one part ends with a line end, whether its text does or not.
                #expect(plain == text || (html == nil && plain == text + "\n"))
                #expect(read.html == html)
                #expect(longestLine(bytes) <= 998)
                #expect(bytes.allSatisfy { $0 < 0x80 })
            }
        }
    }

    @Test("CR and CRLF in a text become line ends")
    func lineEnds() {
        let read = MessageReader().read(MessageWriter.write(message(text: "a\r\nb\rc\nd\u{0}\n")))
        #expect(read.text == "a\nb\nc\nd\n")
    }

    @Test("attachments come back byte for byte")
    func attachments() throws {
        var generator = SeededGenerator(seed: 3)
        let noise = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var outgoing = message()
        outgoing.html = "<p><img src=\"cid:dot@example.org\"></p>"
        outgoing.attachments = [
            .init(filename: "noise.bin", contentType: "application/octet-stream", content: noise),
            .init(filename: "Отчёт за июль.pdf", contentType: "application/pdf", content: [1, 2]),
            .init(
                filename: "../../etc/passwd", contentType: "text/plain", content: Array("x".utf8)),
            .init(filename: "a\r\nBcc: x@example.org", contentType: "bad\r\ntype", content: []),
            .init(
                filename: "dot.png", contentType: "image/png", content: [3],
                contentID: "dot@example.org", isInline: true),
        ]
        let bytes = MessageWriter.write(outgoing, lineEnding: .crlf)
        let read = MessageReader().read(bytes)
        #expect(read.contentType == "multipart/mixed")
        #expect(
            read.attachments.map(\.filename) == [
                "dot.png", "noise.bin", "Отчёт за июль.pdf", "passwd", "a  Bcc_ x@example.org",
            ])
        #expect(read.attachments.map(\.isInline) == [true, false, false, false, false])
        #expect(read.header("bcc") == nil)
        let contents = read.attachments.map { MessageReader().content(ofPart: $0.path, in: bytes) }
        #expect(contents == [[3], noise, [1, 2], Array("x".utf8), []])
        #expect(read.defects == [])
        #expect(longestLine(bytes) <= 998)
    }

    @Test("a mail is attached as a mail where it fits, else as a file")
    func attachedMail() throws {
        let simple = try Fixture.named("rfc/simple").bytes
        let eightBit = try Fixture.named("wild/raw-utf8-header").bytes
        for (content, type) in [
            (simple, "message/rfc822"), (eightBit, "application/octet-stream"),
        ] {
            var outgoing = message()
            outgoing.attachments = [
                .init(filename: "mail.eml", contentType: "message/rfc822", content: content)
            ]
            for ending in [MessageWriter.LineEnding.lf, .crlf] {
                let bytes = MessageWriter.write(outgoing, lineEnding: ending)
                let read = MessageReader().read(bytes)
                let part = try #require(read.attachments.first)
                #expect(part.contentType == type)
                #expect(part.filename == "mail.eml")
                let found = MessageReader().content(ofPart: part.path, in: bytes) ?? []
                #expect(found.filter { $0 != 0x0D } == content)
            }
        }
    }

    @Test("no value can begin a field of its own")
    func injection() {
        var generator = SeededGenerator(seed: 5)
        let pieces = [
            "\r\n", "\n", "\r", "\0", "Bcc: evil@example.net", "X-Evil: 1", " ", "a", "ü", "\"",
            "<", ">", ",",
            "=?utf-8?q?=0ABcc:?=", "\u{85}", "\u{2028}", "\n\n", "\r\n\r\n<html>", "\t", ":", ";",
        ]
        func hostile() -> String {
            (0..<6).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        }
        for _ in 0..<500 {
            var outgoing = message(subject: hostile(), text: "the body\n")
            outgoing.from = Mailbox(name: hostile(), address: "ada@example.org")
            outgoing.replyTo = [Mailbox(name: hostile(), address: hostile() + "@example.org")]
            outgoing.cc = [Mailbox(address: hostile())]
            outgoing.messageID = hostile()
            outgoing.references = [hostile(), "good@example.org"]
            outgoing.autoSubmitted = hostile()
            outgoing.extraHeaders = [
                .init(name: hostile(), value: hostile()), .init(name: "X-Good", value: hostile()),
                .init(name: "Bcc", value: "evil@example.net"),
            ]
            for ending in [MessageWriter.LineEnding.lf, .crlf] {
                let read = MessageReader().read(MessageWriter.write(outgoing, lineEnding: ending))
                let names = Set(read.headers.map { $0.name.lowercased() })
                #expect(names.isDisjoint(with: ["bcc", "x-evil"]))
                #expect(read.headers.count <= 16)
                #expect(read.from.map(\.address) == ["ada@example.org"])
                #expect(read.text == "the body\n")
                #expect(read.references.last == "good@example.org")
            }
        }
    }

    @Test("subjects of any characters come back")
    func subjects() {
        var generator = SeededGenerator(seed: 9)
        let pieces = [
            "word", " ", "  ", "ü", "打", "👩‍👩‍👧", "=?", "?=", "\"", "[desk #7]", "e\u{301}", ":",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...60, using: &generator)
            let subject = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
            let read = MessageReader().read(MessageWriter.write(message(subject: subject)))
            #expect(read.subject.unicodeScalars.elementsEqual(trimmed(subject).unicodeScalars))
        }
    }

    @Test("a word longer than a line may be is encoded")
    func longWord() {
        let subject = String(repeating: "x", count: 3_000)
        let bytes = MessageWriter.write(message(subject: subject))
        #expect(longestLine(bytes) <= 998)
        #expect(MessageReader().read(bytes).subject == subject)
    }

    @Test("a domain that is not ASCII is written in IDNA's form")
    func idna() {
        var outgoing = message()
        outgoing.to = [Mailbox(address: "ada@bücher.example")]
        #expect(text(outgoing).contains("To: ada@xn--bcher-kva.example\n"))
    }

    @Test("the same message gives the same bytes")
    func repeatable() {
        var outgoing = message()
        outgoing.html = "<p>x</p>"
        #expect(MessageWriter.write(outgoing) == MessageWriter.write(outgoing))
    }

    private func longestLine(_ bytes: [UInt8]) -> Int {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(\.count).max() ?? 0
    }

    private func trimmed(_ text: String) -> String {
        var scalars = Substring(text).unicodeScalars
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
