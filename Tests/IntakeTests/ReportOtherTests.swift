import MIME
import Testing
import Tickets

@testable import Intake

@Suite("Receipts, complaints, and other reports")
struct ReportOtherTests {
    private func report(
        _ type: String, _ part: String, _ fields: String, subject: String = "Report",
        text: String = "See below.", headers: String = "X-A: b"
    ) -> Verdict {
        MailSource.read(
            MailSource.mail(
                "Subject: \(subject)", "MIME-Version: 1.0", headers,
                "Content-Type: multipart/report; report-type=\(type); boundary=b",
                body: """
                    --b
                    Content-Type: text/plain

                    \(text)
                    --b
                    Content-Type: \(part)

                    \(fields)
                    --b
                    Content-Type: message/rfc822

                    From: support@example.com
                    To: bob@example.net
                    Message-ID: <ours-2@example.com>
                    Subject: Printer

                    It smokes.
                    --b--

                    """))
    }

    @Test(
        "a read receipt says what became of the mail",
        arguments: [
            ("manual-action/MDN-sent-manually; displayed", MailReport.Outcome.displayed),
            ("automatic-action/MDN-sent-automatically;deleted/error", .deleted),
            ("manual-action/MDN-sent-manually; dispatched", .relayed),
            ("automatic-action/MDN-sent-automatically; processed", .delivered),
        ])
    func receipt(_ disposition: String, _ outcome: MailReport.Outcome) {
        let verdict = report(
            "disposition-notification", "message/disposition-notification",
            """
            Final-Recipient: rfc822; bob@example.net
            Original-Message-ID: <ours-3@example.com>
            Disposition: \(disposition)
            """)
        #expect(verdict.kind == .receipt)
        #expect(verdict.report?.recipients.map(\.outcome) == [outcome])
        #expect(verdict.report?.originalID == MessageID("ours-3@example.com"))
    }

    @Test("a filter that refuses a mail in the form of a receipt has made a bounce")
    func rejection() {
        let verdict = report(
            "disposition-notification", "message/disposition-notification",
            """
            Final-Recipient: rfc822; bob@example.net
            Disposition: automatic-action/MDN-sent-automatically; deleted
            """,
            subject: "Automatically rejected mail",
            text: "Your message to <bob@example.net> was automatically rejected:\nQuota exceeded",
            headers: "Auto-Submitted: auto-replied (rejected)")
        #expect(verdict.kind == .bounce)
        #expect(ReportMail.told(verdict) == ["bob@example.net failed 5.2.2"])
    }

    @Test("a complaint names who complained, and of which mail")
    func complaint() {
        let verdict = report(
            "feedback-report", "message/feedback-report",
            """
            Feedback-Type: abuse
            User-Agent: Example/1.0
            Original-Rcpt-To: <bob@example.net>
            Original-Rcpt-To: carol@example.net
            Removal-Recipient: bob@example.net
            """)
        #expect(verdict.kind == .feedbackReport)
        #expect(
            ReportMail.told(verdict) == [
                "bob@example.net complained -", "carol@example.net complained -",
            ])
        #expect(verdict.report?.originalID == MessageID("ours-2@example.com"))
    }

    @Test("where the provider hides who complained, the mail itself tells")
    func hidden() {
        let verdict = report(
            "feedback-report", "message/feedback-report", "Feedback-Type: abuse\nVersion: 1")
        #expect(ReportMail.told(verdict) == ["bob@example.net complained -"])
    }

    @Test("of a failed authentication nobody complained")
    func authentication() {
        let verdict = report(
            "feedback-report", "message/feedback-report",
            "Feedback-Type: auth-failure\nOriginal-Rcpt-To: bob@example.net")
        #expect(verdict.kind == .feedbackReport)
        #expect(ReportMail.told(verdict).isEmpty)
    }

    @Test(
        "notifications of a mailing service, in JSON, broken by folds and escaped or not",
        arguments: [false, true])
    func cloud(_ isEscaped: Bool) {
        var json = """
            {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":\
            [{"emailAddress":"bob@example.net","action":"failed","status":"5.1.1",\
            "diagnosticCode":"smtp; 550 5.1.1 user un
             known"}]},"mail":{"headers":[{"name":"Message-ID","value":"<ours-4@example.com>"}]}}
            """
        if isEscaped {
            json = "{\"Message\": \"" + json.replacing("\"", with: "\\\"") + "\"}\n-- \nfooter"
        }
        let verdict = MailSource.read(
            MailSource.mail("Subject: Notice", "x-amz-sns-message-id: 1", body: json))
        #expect(verdict.kind == .bounce)
        #expect(ReportMail.told(verdict) == ["bob@example.net failed 5.1.1"])
        #expect(verdict.report?.originalID == MessageID("ours-4@example.com"))
    }

    @Test(
        "the service also tells of complaints and deliveries",
        arguments: [
            (
                "Complaint", "\"complainedRecipients\":[{\"emailAddress\":\"bob@example.net\"}]",
                MailKind.feedbackReport, "bob@example.net complained -"
            ),
            (
                "Delivery", "\"recipients\":[\"bob@example.net\"]", .receipt,
                "bob@example.net delivered -"
            ),
        ])
    func cloudOthers(_ row: (type: String, list: String, kind: MailKind, told: String)) {
        let verdict = MailSource.read(
            MailSource.mail(
                "Subject: Notice", "x-amz-sns-message-id: 1",
                body: "{\"notificationType\":\"\(row.type)\",\(row.list)}"))
        #expect(verdict.kind == row.kind)
        #expect(ReportMail.told(verdict) == [row.told])
    }

    @Test("JSON without the service's header is somebody's text")
    func json() {
        let verdict = MailSource.read(
            MailSource.mail("Subject: Notice", body: "{\"notificationType\":\"Bounce\"}"))
        #expect(verdict.kind == .person)
    }

    @Test("an old provider's complaint: the mail attached, and a subject")
    func oldComplaint() {
        let verdict = MailSource.read(
            MailSource.mail(
                "Subject: complaint about message from 192.0.2.1", "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                body: """
                    --b
                    Content-Type: message/rfc822

                    X-HmXmrOriginalRecipient: bob@example.net
                    From: support@example.com
                    Message-ID: <ours-5@example.com>

                    Text.
                    --b--

                    """))
        #expect(verdict.kind == .feedbackReport)
        #expect(ReportMail.told(verdict) == ["bob@example.net complained -"])
        #expect(verdict.report?.originalID == MessageID("ours-5@example.com"))
    }
}
