import Tickets

@testable import Intake

/// Texts of reports for these tests, in the manner of each mail server; all invented.
enum ReportMail {
    /// A multipart/report with a delivery status and, below it, the header of the returned mail.
    static func delivery(
        _ status: String, from: String = "MAILER-DAEMON@mx.example.net",
        subject: String = "Undelivered Mail Returned to Sender", text: String = "It failed.",
        type: String = "multipart/report; report-type=delivery-status"
    ) -> [UInt8] {
        MailSource.mail(
            "Subject: \(subject)", "MIME-Version: 1.0", "Content-Type: \(type); boundary=b",
            from: from,
            body: """
                --b
                Content-Type: text/plain

                \(text)
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                \(status)
                --b
                Content-Type: text/rfc822-headers

                From: support@example.com
                To: bob@example.net
                Message-ID: <ours-1@example.com>
                Subject: [help.example #12] Printer
                --b--

                """)
    }

    /// A report that is only words.
    static func words(_ headers: String..., from: String?, body: String) -> [UInt8] {
        var lines: [String] = []
        if let from { lines.append("From: \(from)") }
        lines += ["To: support@example.com"] + headers
        return Array((lines.joined(separator: "\n") + "\n\n" + body).utf8)
    }

    /// `bob@example.net failed 5.1.1` for each recipient.
    static func told(_ verdict: Verdict) -> [String] {
        (verdict.report?.recipients ?? []).map { recipient in
            "\(recipient.address) \(recipient.outcome.rawValue) \(recipient.status ?? "-")"
        }
    }
}
