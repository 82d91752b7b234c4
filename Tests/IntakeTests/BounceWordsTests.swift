import MIME
import Testing
import Tickets

@testable import Intake

/// One report that is only words.
struct WordsCase: CustomTestStringConvertible {
    let what: String
    var from: String? = "MAILER-DAEMON@mx.example.net"
    var headers: [String] = []
    let subject: String
    let body: String
    var kind: MailKind = .bounce
    var told = ["bob@example.net failed 5.1.1"]
    var about: String?

    var testDescription: String { what }
}

@Suite("Bounces in the words of mail servers")
struct BounceWordsTests {
    @Test("each server's manner is read", arguments: BounceWords.servers + BounceWords.languages)
    func server(_ row: WordsCase) {
        let verdict = BounceWords.read(row)
        #expect(verdict.kind == row.kind)
        #expect(ReportMail.told(verdict) == row.told)
        #expect(verdict.report?.originalID?.value == row.about)
    }

    @Test("people write of bounces, forward and answer them", arguments: BounceWords.people)
    func person(_ row: WordsCase) {
        let verdict = BounceWords.read(row)
        #expect(verdict.kind == row.kind)
        #expect(verdict.report == nil)
        #expect(verdict.quarantine == nil)
    }

    @Test("a bounce that somebody attaches to a mail of theirs is not their mail's kind")
    func attached() {
        let inner = String(
            decoding: ReportMail.delivery(
                "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1"),
            as: UTF8.self
        ).replacing("boundary=b", with: "boundary=c").replacing("--b", with: "--c")
        let verdict = MailSource.read(
            MailSource.mail(
                "Subject: Fwd: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                body: """
                    --b
                    Content-Type: text/plain

                    Why did I get this?
                    --b
                    Content-Type: message/rfc822

                    \(inner)
                    --b--

                    """))
        #expect(verdict.kind == .person)
        #expect(verdict.report == nil)
    }

    @Test("a report part that a mail program left in a forwarded bounce counts nothing")
    func forwardedParts() {
        let status = "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1"
        let verdict = MailSource.read(
            ReportMail.delivery(
                status, from: "Ann Example <ann@example.org>",
                subject: "FW: Undelivered Mail Returned to Sender", type: "multipart/mixed"))
        #expect(verdict.kind == .person)
        #expect(verdict.report == nil)
    }

    @Test("a filter's mail around a whole report is that report")
    func wrapped() {
        let inner = String(
            decoding: ReportMail.delivery(
                "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1"),
            as: UTF8.self
        ).replacing("boundary=b", with: "boundary=c").replacing("--b", with: "--c")
        let verdict = MailSource.read(
            MailSource.mail(
                "Subject: Delivery Status Notification (Failure)", "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; report-type=delivery-status; boundary=b",
                from: "postmaster@filter.example.net",
                body: "--b\nContent-Type: message/rfc822\n\n\(inner)\n--b--\n"))
        #expect(verdict.kind == .bounce)
        #expect(ReportMail.told(verdict) == ["bob@example.net failed 5.1.1"])
    }

    @Test("a delivery status that says to be plain text is read from a machine only")
    func plainStatus() {
        func verdict(from: String) -> Verdict {
            MailSource.read(
                MailSource.mail(
                    "Subject: Report", "MIME-Version: 1.0",
                    "Content-Type: multipart/mixed; boundary=b", from: from,
                    body: """
                        --b

                        Hello.
                        --b
                        Content-Type: text/plain; name=details.txt

                        Reporting-MTA: dns; mx.example.net

                        Final-Recipient: rfc822; bob@example.net
                        Action: failed
                        Status: 5.1.1
                        --b--

                        """))
        }
        let bounce = verdict(from: "MAILER-DAEMON")
        #expect(bounce.kind == .bounce)
        #expect(ReportMail.told(bounce) == ["bob@example.net failed 5.1.1"])
        #expect(verdict(from: "ann@example.org").kind == .person)
    }

    @Test("an absence note about a mail on failed deliveries is an absence note")
    func absence() {
        let subjects = [
            "Automatic reply: Your parcel could not be delivered",
            "Re: Your parcel could not be delivered",
        ]
        for subject in subjects {
            let raw = ReportMail.words(
                "Return-Path: <>", "In-Reply-To: <1@example.com>", "Subject: \(subject)",
                from: "ann@example.org", body: "I am away. Ask bob@example.net.\n")
            #expect(MailSource.read(raw).kind == .autoReply)
        }
    }

    @Test("a returned mail that stands where a part's header belongs is found")
    func headless() {
        let verdict = MailSource.read(
            MailSource.mail(
                "Subject: Returned Mail: User unknown", "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b", from: "MAILER-DAEMON",
                body: """
                    --b
                    Content-Type: text/plain

                    ---The following addresses had delivery errors---

                    bob@example.net [User unknown]
                    --b
                    Received: from mx.example.com by mx.example.net; Mon, 2 Feb 2026 10:00:00 +0000
                    Message-ID: <ours-6@example.com>
                    Subject: Printer

                    It smokes.
                    --b--

                    """))
        #expect(verdict.kind == .bounce)
        #expect(ReportMail.told(verdict) == ["bob@example.net failed 5.1.1"])
        #expect(verdict.report?.originalID == MessageID("ours-6@example.com"))
    }

    @Test("a long text of signs and addresses takes no longer than its length asks for")
    func hostile() {
        let bodies = [
            String(repeating: "@", count: 1_000_000), String(repeating: "a@b ", count: 200_000),
            String(repeating: "undeliverable a@example.net:\n", count: 30_000),
            String(repeating: "<", count: 1_000_000), String(repeating: "5.1.1", count: 200_000),
            String(repeating: "Final-Recipient: rfc822; a@example.net\n", count: 30_000),
        ]
        for body in bodies {
            let raw = ReportMail.words(
                "Subject: Undelivered Mail", from: "MAILER-DAEMON", body: body)
            let verdict = MailSource.read(raw)
            #expect(verdict.kind == .bounce)
            #expect((verdict.report?.recipients.count ?? 0) <= DeliveryStatus.recipientsMax)
        }
    }

    @Test("what a report says can be stored, whatever it holds")
    func storable() {
        let raw = ReportMail.words(
            "Subject: failure notice", "X-Failed-Recipients: bob@example.net\0, <\u{1}>",
            from: "MAILER-DAEMON",
            body: "<bob@example.net>:\n550 \0no\u{1B}[31m such\u{202E} user\u{0}\n"
                + String(repeating: "x", count: 10_000))
        let recipient = MailSource.read(raw).report?.recipients.first
        #expect(recipient?.address.value == "bob@example.net")
        let said = recipient?.diagnostic ?? "\0"
        #expect(said.utf8.count <= 500)
        #expect(said.utf8.allSatisfy { $0 >= 32 && $0 != 127 })
    }
}
