import MIME
import Testing
import Tickets

@testable import Delivery

@Suite("composing an outgoing mail")
struct ComposerTests {
    private let composer = Composer()

    private func notification() throws -> Notification {
        Notification(
            from: NamedAddress(
                try address("support@example.org"), name: "Алиса Example via Support"),
            replyTo: try address("support@example.org"),
            to: [NamedAddress(try address("bob@example.com"), name: "Bob, \"the\" Requester")],
            cc: [NamedAddress(try address("carol@example.com"))],
            bcc: [NamedAddress(try address("dave@example.net"))],
            subject: "[example.org #42] Принтер не печатает", text: "Здравствуйте!\n\nYes.\n",
            messageID: try messageID("t42.7.3.abc@tracker.example.org"),
            inReplyTo: try messageID("first@example.com"),
            references: [try messageID("first@example.com")], date: sampleDate,
            automation: .generated, headers: [.init("X-Loop", "example.org")],
            envelopeSender: "support@example.org")
    }

    private func noMail(_ id: MailID) throws -> [UInt8] {
        Issue.record("mail \(id) is not needed")
        return []
    }

    private func read(_ notification: Notification) throws -> MIME.Message {
        MessageReader().read(try composer.compose(notification, rawMail: noMail))
    }

    @Test("the headers say what the notification says")
    func headers() throws {
        let message = try read(try notification())
        #expect(message.from.map(\.address) == ["support@example.org"])
        #expect(message.from.first?.name == "Алиса Example via Support")
        #expect(message.replyTo.map(\.address) == ["support@example.org"])
        #expect(message.to.map(\.address) == ["bob@example.com"])
        #expect(message.to.first?.name == "Bob, \"the\" Requester")
        #expect(message.cc.map(\.address) == ["carol@example.com"])
        #expect(message.subject == "[example.org #42] Принтер не печатает")
        #expect(message.messageID == "t42.7.3.abc@tracker.example.org")
        #expect(message.inReplyTo == ["first@example.com"])
        #expect(message.references == ["first@example.com"])
        #expect(message.date?.milliseconds == sampleDate.milliseconds)
        let named = Dictionary(
            message.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
        #expect(named["auto-submitted"] == "auto-generated")
        #expect(named["x-loop"] == "example.org")
        #expect(message.text == "Здравствуйте!\n\nYes.\n")
        #expect(message.defects.isEmpty)
    }

    @Test("where a template has only HTML the plain part is made from it")
    func onlyHTML() throws {
        var notification = try notification()
        notification.text = ""
        notification.html =
            "<h1>Hello</h1>\n<p>Bread &amp; <b>butter</b></p><ul><li>one<li>two</ul>"
        let message = try read(notification)
        #expect(message.text == "Hello\n\nBread & butter\n\n* one\n* two\n")
        #expect(Composer.text(of: notification) == message.text)
        notification.html = nil
        #expect(Composer.text(of: notification).isEmpty)
    }

    @Test("who gets a blind copy stands nowhere, and all lines end by LF")
    func blindCopy() throws {
        let bytes = try composer.compose(try notification(), rawMail: noMail)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("dave"))
        #expect(!bytes.contains(0x0D))
    }

    @Test("a mail for blind copies alone goes to undisclosed recipients")
    func onlyBlind() throws {
        var notification = try notification()
        (notification.to, notification.cc) = ([], [])
        let bytes = try composer.compose(notification, rawMail: noMail)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("To: undisclosed-recipients:;\n"))
        #expect(MessageReader().read(bytes).to.isEmpty)
        notification.cc = [NamedAddress(try address("carol@example.com"))]
        let copied = String(
            decoding: try composer.compose(notification, rawMail: noMail), as: UTF8.self)
        #expect(!copied.contains("undisclosed"))
    }

    @Test("the same row gives the same bytes")
    func stable() throws {
        var notification = try notification()
        notification.html = "<p>Yes.</p>"
        #expect(
            try composer.compose(notification, rawMail: noMail)
                == composer.compose(notification, rawMail: noMail))
    }

    @Test("HTML comes as the alternative to the text")
    func alternative() throws {
        var notification = try notification()
        notification.html = "<p>Да &amp; нет</p>"
        let message = try read(notification)
        #expect(message.containers.map(\.contentType) == ["multipart/alternative"])
        #expect(message.parts.map(\.contentType) == ["text/plain", "text/html"])
        #expect(message.html?.contains("<p>Да &amp; нет</p>") == true)
    }

    @Test(
        "of many references the first four and the last six are kept",
        arguments: [0, 1, 10, 11, 300])
    func references(_ count: Int) throws {
        let all = try (0..<count).map { try messageID("r\($0)@example.com") }
        let kept = Composer.shortened(all)
        #expect(kept.count == min(count, 10))
        #expect(kept == (count <= 10 ? all : Array(all[0..<4] + all[(count - 6)...])))
        var notification = try notification()
        notification.references = all
        #expect(try read(notification).references == kept.map(\.value))
    }

    @Test("line breaks in any value make no header of their own")
    func injection() throws {
        var notification = try notification()
        notification.subject = "a\r\nBcc: eve@example.net\n\nbody"
        notification.headers = [.init("X-Note", "b\nX-Evil: yes"), .init("X-A\nX-Evil", "c")]
        let message = try read(notification)
        let names = Set(message.headers.map { $0.name.lowercased() })
        #expect(!names.contains("bcc"))
        #expect(!names.contains("x-evil"))
        #expect(message.text == notification.text)
    }

    // MARK: attachments

    private static let received = """
        From: bob@example.com
        Subject: two files
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        see below
        --b
        Content-Type: application/pdf; name="bill.pdf"
        Content-Disposition: attachment; filename="bill.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0xLjQKAAECAw==
        --b
        Content-Type: text/csv; name="list.csv"
        Content-Disposition: attachment; filename="list.csv"

        a;b
        --b--

        """

    private func references(in mail: [UInt8]) -> [Notification.AttachmentReference] {
        MessageReader().read(mail).parts.filter(\.isAttachment).map { part in
            .init(
                mail: MailID(5),
                attachment: Attachment(
                    path: part.path, filename: part.filename ?? "part",
                    contentType: part.contentType, sizeBytes: part.size, sha256: part.sha256))
        }
    }

    @Test("files of a stored mail go along unchanged, and the mail is fetched once")
    func attachments() throws {
        let stored = Array(Self.received.utf8)
        var notification = try notification()
        notification.attachments = references(in: stored)
        #expect(notification.attachments.count == 2)
        var fetched: [MailID] = []
        let bytes = try composer.compose(notification) {
            fetched.append($0)
            return stored
        }
        #expect(fetched == [MailID(5)])
        let message = MessageReader().read(bytes)
        let files = message.parts.filter(\.isAttachment)
        #expect(files.compactMap(\.filename) == ["bill.pdf", "list.csv"])
        #expect(files.map(\.sha256) == notification.attachments.map(\.attachment.sha256))
    }

    @Test("a stored mail goes along whole, as a message within the message")
    func wholeMail() throws {
        let stored = Array(Self.received.utf8)
        var notification = try notification()
        notification.attachments = [
            .init(
                mail: MailID(5),
                attachment: Attachment(
                    path: Attachment.wholeMailPath, filename: "message-3.eml",
                    contentType: "message/rfc822", sizeBytes: stored.count,
                    sha256: Digest.sha256Hex(stored)))
        ]
        let bytes = try composer.compose(notification) { _ in stored }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("Content-Type: message/rfc822"))
        #expect(text.contains(Self.received.replacing("\r\n", with: "\n")))
        let error = #expect(throws: DeliveryError.self) {
            try composer.compose(notification) { _ in stored + [0x0A] }
        }
        #expect(error?.code == .missingAttachment)
    }

    @Test("a file that is gone, or is not what was received, is an error for good")
    func lostAttachment() throws {
        let stored = Array(Self.received.utf8)
        var notification = try notification()
        notification.attachments = references(in: stored)
        let altered = Self.received.replacing("a;b", with: "a;c")
        for mail in [Array(altered.utf8), Array("Subject: no parts\n\nat all".utf8)] {
            let error = #expect(throws: DeliveryError.self) {
                try composer.compose(notification) { _ in mail }
            }
            #expect(error?.code == .missingAttachment)
            #expect(error?.isTemporary == false)
        }
    }
}
