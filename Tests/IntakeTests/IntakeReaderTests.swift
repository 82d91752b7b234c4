import MIME
import Testing
import Tickets

@testable import Intake

@Suite("Reading a mail into a verdict")
struct IntakeReaderTests {
    @Test("an ordinary mail: everything the Desk needs, nothing wrong")
    func ordinary() {
        let raw = MailSource.mail(
            "Subject: Printer", "Cc: Bob <Bob@Example.org>, carol@example.net",
            "Reply-To: answers@example.org", "Message-ID: <m1@example.org>",
            "Content-Type: text/plain; charset=utf-8")
        let envelope = Envelope(sender: "ann@example.org")
        let verdict = MailSource.read(raw, envelope: envelope)
        #expect(verdict.raw == raw)
        #expect(verdict.envelope == envelope)
        #expect(verdict.route.queue == "support")
        #expect(verdict.kind == .person)
        #expect(verdict.evidence.isEmpty)
        #expect(verdict.sender?.address.value == "ann@example.org")
        #expect(verdict.sender?.name == "Ann Example")
        #expect(verdict.replyTo.map(\.address.value) == ["answers@example.org"])
        #expect(verdict.to.map(\.address.value) == ["support@example.com"])
        #expect(verdict.cc.map(\.address.value) == ["bob@example.org", "carol@example.net"])
        #expect(verdict.subject == "Printer")
        #expect(verdict.date == Timestamp(milliseconds: 1_770_022_800_000))
        #expect(verdict.text.hasPrefix("Hello,\nthe printer is on fire."))
        #expect(verdict.defects.isEmpty)
        #expect(verdict.quarantine == nil)
        #expect(verdict.sha256.count == 64)
        #expect(verdict.fingerprint.count == 64)
    }

    @Test("two deliveries of one mail have one fingerprint, and different digests")
    func fingerprint() {
        let mail = MailSource.mail("Subject: x", "Message-ID: <m1@example.org>")
        let first = Array("From a@b Mon Feb  2 10:00:00 2026\nReturn-Path: <a@b>\n".utf8) + mail
        let second = Array("From a@b Mon Feb  2 10:09:00 2026\nReturn-Path: <a@b>\n".utf8) + mail
        let one = MailSource.read(first)
        let two = MailSource.read(second)
        #expect(one.fingerprint == two.fingerprint)
        #expect(one.sha256 != two.sha256)
    }

    @Test(
        "the sender is From's first usable address, else Sender, never Reply-To",
        arguments: [
            (["From: ann@example.org, bob@example.org"], "ann@example.org"),
            (["From: nobody, bob@example.org"], "bob@example.org"),
            (["From: undisclosed", "Sender: secretary@example.org"], "secretary@example.org"),
            (["Sender: secretary@example.org"], "secretary@example.org"),
            (["From: \"evil@example.net\" <ann@example.org>"], "ann@example.org"),
            (["Reply-To: ann@example.org"], nil),
            (["From: <>"], nil),
            (["From: -oQ/tmp@example.org"], nil),
        ] as [([String], String?)])
    func sender(_ row: ([String], String?)) {
        let raw = Array((row.0 + ["Subject: x", "", "text"]).joined(separator: "\n").utf8)
        let verdict = MailSource.read(raw)
        #expect(verdict.sender?.address.value == row.1)
        #expect(verdict.quarantine == (row.1 == nil ? .noSender : nil))
    }

    @Test("every part that is not the text is an attachment")
    func attachments() {
        let raw = MailSource.mail(
            "Subject: two files", "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=b",
            body: """
                --b
                Content-Type: text/plain

                See the files.
                --b
                Content-Type: image/png; name="a.png"
                Content-Disposition: inline; filename="a.png"
                Content-ID: <pic@example.org>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --b
                Content-Type: application/pdf
                Content-Disposition: attachment; filename="../../etc/passwd"

                %PDF
                --b--

                """)
        let verdict = MailSource.read(raw)
        #expect(verdict.text.trimmingSuffixNewlines() == "See the files.")
        #expect(verdict.attachments.map(\.contentType) == ["image/png", "application/pdf"])
        #expect(verdict.attachments.map(\.path) == ["2", "3"])
        #expect(verdict.attachments.first?.isInline == true)
        #expect(verdict.attachments.first?.contentID == "pic@example.org")
        #expect(verdict.attachments.first?.sizeBytes == 8)
        #expect(verdict.attachments.allSatisfy { !$0.filename.contains("/") })
    }

    @Test("more Received headers than the limit are a loop")
    func hops() {
        let hop = "Received: from a.example by b.example; Mon, 02 Feb 2026 10:00:00 +0000\n"
        let mail = MailSource.mail("Subject: x")
        let enough = Array(String(repeating: hop, count: 100).utf8) + mail
        let tooMany = Array(String(repeating: hop, count: 101).utf8) + mail
        #expect(MailSource.read(enough).quarantine == nil)
        #expect(MailSource.read(tooMany).quarantine == .tooManyHops)
    }

    @Test("our own loop goes to quarantine, and says so before a missing sender")
    func ownLoop() {
        let verdict = MailSource.read(
            MailSource.mail("X-Postern-Loop: help.example", from: nil))
        #expect(verdict.quarantine == .ownLoop)
        #expect(verdict.kind == .ownLoop)
    }

    @Test("a digest that is known already is taken over")
    func knownDigest() {
        let verdict = MailSource.reader.read(
            raw: MailSource.mail(), route: Route(), envelope: Envelope(), sha256: "known")
        #expect(verdict.sha256 == "known")
    }
}

extension String {
    func trimmingSuffixNewlines() -> String {
        var rest = Substring(self)
        while rest.last?.isNewline == true { rest.removeLast() }
        return String(rest)
    }
}
