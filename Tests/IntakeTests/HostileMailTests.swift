import MIME
import Testing
import Tickets

@testable import Intake

/// What bad input gets: a verdict that can be stored, whatever comes.
@Suite("Hostile mail")
struct HostileMailTests {
    @Test(
        "nothing, or nothing but white space, is an empty mail",
        arguments: ["", "\n", " \r\n\t\n"])
    func empty(_ text: String) {
        let verdict = MailSource.read(Array(text.utf8))
        #expect(verdict.quarantine == .empty)
        #expect(verdict.defects == ["the mail is empty"])
    }

    @Test("what decodes to more than the limit goes to quarantine with what was decoded")
    func swelling() {
        let raw = MailSource.mail(
            "Content-Type: application/x", "Content-Transfer-Encoding: base64",
            body: String(repeating: "QUJD", count: 1_000))
        let limits = IntakeLimits(message: MessageLimits(decodedBytesMax: 2_999))
        let verdict = IntakeReader(site: MailSource.site, limits: limits).read(
            raw: raw, route: Route(), envelope: Envelope())
        #expect(verdict.quarantine == .decodedTooLarge)
        #expect(verdict.attachments.map(\.sizeBytes) == [2_999])
        #expect(verdict.sender?.address.value == "ann@example.org")
        #expect(MailSource.read(raw).quarantine == nil)
    }

    @Test(
        "a bounce names no more recipients than a mail may have addresses", arguments: [3, 2_000])
    func recipients(_ addressesMax: Int) {
        let names = ["kim", "lea", "max", "noa"].map { "\($0)@example.org" }
        let raw = MailSource.mail(
            "Subject: Mail delivery failed",
            "X-Failed-Recipients: \(names.joined(separator: ", "))",
            from: "mailer-daemon@example.net", body: "This is a permanent error.\n")
        let limits = IntakeLimits(message: MessageLimits(addressesMax: addressesMax))
        let verdict = IntakeReader(site: MailSource.site, limits: limits).read(
            raw: raw, route: Route(), envelope: Envelope())
        #expect(verdict.kind == .bounce)
        let found = verdict.report?.recipients.map(\.address.value)
        #expect(found == Array(names.prefix(addressesMax)))
    }

    @Test("binary garbage has no sender")
    func garbage() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        var raw: [UInt8] = []
        for _ in 0..<100_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            raw.append(UInt8(truncatingIfNeeded: state >> 33))
        }
        let verdict = MailSource.read(raw)
        #expect(verdict.quarantine == .noSender)
        #expect(isStorable(verdict))
    }

    @Test("NUL bytes anywhere never reach the store")
    func nul() {
        let raw = MailSource.mail(
            "Subject: a\0b\u{1}c", "Message-ID: <m\0@example.org>", "List-Id: <x\0y>",
            "Content-Type: text/plain; name=\"a\0b\"", "X-Autoreply: y\0es",
            from: "An\0n <ann@example.org>", body: "one\0two\u{7}\nthree\tfour\r\n")
        let verdict = MailSource.read(raw)
        #expect(isStorable(verdict))
        #expect(verdict.sender?.address.value == "ann@example.org")
        #expect(verdict.text.contains("three\tfour"))
    }

    @Test("a mail without From, Date, Subject and Message-ID is read as far as it goes")
    func bare() {
        let verdict = MailSource.read(Array("Sender: ann@example.org\n\nhelp\n".utf8))
        #expect(verdict.quarantine == nil)
        #expect(verdict.date == nil)
        #expect(verdict.subject.isEmpty)
        #expect(verdict.messageID == nil)
        #expect(verdict.text.hasPrefix("help"))
    }

    @Test("10,000 parts are read up to the limit, with a defect")
    func parts() {
        var body = ""
        for _ in 0..<10_000 { body += "--b\nContent-Type: application/x\n\nx\n" }
        let verdict = MailSource.read(
            MailSource.mail(
                "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b",
                body: body + "--b--\n"))
        #expect(verdict.quarantine == nil)
        #expect(verdict.attachments.count <= 1_000)
        #expect(verdict.defects.contains { $0.hasPrefix("tooManyParts") })
    }

    @Test("multiparts nested 300 and 20,000 deep do no harm", arguments: [300, 20_000])
    func nesting(_ depth: Int) {
        var body = ""
        for level in 1...depth {
            body += "--b\(level - 1)\nContent-Type: multipart/mixed; boundary=b\(level)\n\n"
        }
        let verdict = MailSource.read(
            MailSource.mail(
                "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b0",
                body: body + "--b\(depth)\n\ndeep\n"))
        #expect(verdict.quarantine == nil)
        #expect(verdict.sender != nil)
        #expect(!verdict.defects.isEmpty)
        #expect(isStorable(verdict))
    }

    @Test("a header line of 200 KB is kept short, and said so")
    func longLine() {
        let verdict = MailSource.read(
            MailSource.mail("Subject: " + String(repeating: "long ", count: 40_000)))
        #expect(verdict.quarantine == nil)
        #expect(verdict.subject.utf8.count <= 2_000)
        #expect(verdict.defects.contains("subject cut at 2000 bytes"))
    }

    @Test("text past the limit is left out, with a defect; the raw mail keeps it")
    func longText() {
        let limits = IntakeLimits(message: MessageLimits(textBytesMax: 1_000))
        let raw = MailSource.mail(
            "Content-Type: text/plain; charset=utf-8", body: String(repeating: "ы", count: 5_000))
        let verdict = IntakeReader(site: MailSource.site, limits: limits).read(
            raw: raw, route: Route(), envelope: Envelope())
        #expect(verdict.text.utf8.count <= 1_000)
        #expect(verdict.text.unicodeScalars.allSatisfy { $0 == "ы" || $0 == "\n" })
        #expect(verdict.defects.contains { $0.hasPrefix("textTooLong") })
        #expect(verdict.raw.count == raw.count)
    }

    @Test("any truncation and any flipped bit of a mail gives a verdict that can be stored")
    func damaged() {
        let whole = MailSource.mail(
            "Subject: =?utf-8?q?caf=C3=A9?= [x #1]", "Message-ID: <m@example.org>",
            "References: <a@x> <b@x>", "Auto-Submitted: auto-replied",
            "Content-Type: multipart/mixed; boundary=\"b\"",
            body: "--b\nContent-Type: text/html\n\n<p>x</p>\n--b\n\nplain\n--b--\n")
        for end in stride(from: 0, to: whole.count, by: 7) {
            #expect(isStorable(MailSource.read(Array(whole[..<end]))))
        }
        for bit in stride(from: 0, to: whole.count * 8, by: 61) {
            var broken = whole
            broken[bit / 8] ^= 1 << (bit % 8)
            #expect(isStorable(MailSource.read(broken)))
        }
    }

    @Test("cutting a text never tears a character")
    func cut() {
        #expect(StorableText.lines("aы", bytesMax: 2) == "a")
        #expect(StorableText.lines("aы", bytesMax: 3) == "aы")
        #expect(StorableText.line("👩‍👩‍👧", bytesMax: 5) == "👩")
        #expect(StorableText.line("  a\r\nb\0 ", bytesMax: 10) == "a  b")
        #expect(StorableText.lines("ыы", bytesMax: 0).isEmpty)
    }

    /// No control character but tab and line feed in the text, none at all in one-line fields.
    private func isStorable(_ verdict: Verdict) -> Bool {
        let lines =
            [verdict.subject, verdict.messageID?.value ?? "", verdict.sender?.name ?? ""]
            + verdict.evidence + verdict.defects + verdict.tags.map(\.name)
            + verdict.references.map(\.value)
            + verdict.attachments.flatMap { [$0.filename, $0.contentType, $0.contentID ?? ""] }
        return lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 && $0 != 127 } }
            && verdict.text.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 || $0 == 10 }
    }
}
