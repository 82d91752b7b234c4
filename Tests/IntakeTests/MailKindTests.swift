import Testing
import Tickets

@testable import Intake

/// One row of the table in ``MailKindDetector``.
struct KindCase: CustomTestStringConvertible {
    let what: String
    let headers: [String]
    var from = "Ann Example <ann@example.org>"
    var envelopeSender: String?
    let kind: MailKind
    var evidence: [String] = []

    var testDescription: String { what }
}

@Suite("The kind of a mail")
struct MailKindTests {
    static let cases: [KindCase] = [
        KindCase(what: "an ordinary mail", headers: [], kind: .person),
        KindCase(
            what: "our own mail comes back", headers: ["X-Postern-Loop: help.example"],
            kind: .ownLoop, evidence: ["X-Postern-Loop: help.example"]),
        KindCase(
            what: "a mail of another Postern site",
            headers: ["X-Postern-Loop: other.example", "Auto-Submitted: auto-generated"],
            kind: .bulk, evidence: ["Auto-Submitted: auto-generated"]),
        KindCase(
            what: "our own loop counts before all else",
            headers: ["Auto-Submitted: auto-replied", "X-Postern-Loop:  help.example "],
            kind: .ownLoop,
            evidence: ["X-Postern-Loop: help.example", "Auto-Submitted: auto-replied"]),
        KindCase(
            what: "headers of another tracker mean nothing",
            headers: ["X-RT-Loop-Prevention: help.example", "RT-Squelch-Replies-To: x@y.example"],
            kind: .person),
        KindCase(
            what: "a delivery report",
            headers: ["Content-Type: multipart/report; report-type=delivery-status; boundary=b"],
            from: "MAILER-DAEMON@mx.example.net", envelopeSender: "", kind: .bounce,
            evidence: [
                "multipart/report delivery-status", "From: mailer-daemon", "null envelope sender",
            ]),
        KindCase(
            what: "a delivery report of a server that writes its name only",
            headers: ["Content-Type: multipart/report; report-type=delivery-status; boundary=b"],
            from: "MAILER-DAEMON", kind: .bounce,
            evidence: ["multipart/report delivery-status", "From: mailer-daemon"]),
        KindCase(
            what: "a bounce without a report", headers: [], from: "Mailer-Daemon@mx.example.net",
            kind: .bounce, evidence: ["From: mailer-daemon"]),
        KindCase(
            what: "a bounce signed by postmaster", headers: ["Return-Path: <>"],
            from: "postmaster@mx.example.net", kind: .bounce,
            evidence: [
                "null envelope sender, From: postmaster", "null envelope sender",
                "From: postmaster",
            ]),
        KindCase(
            what: "an admin who writes as postmaster", headers: [],
            from: "Postmaster <postmaster@example.net>", kind: .person),
        KindCase(
            what: "a vacation answer by RFC 3834",
            headers: ["Auto-Submitted: auto-replied (vacation)"], kind: .autoReply,
            evidence: ["Auto-Submitted: auto-replied (vacation)"]),
        KindCase(
            what: "auto-replied with parameters",
            headers: ["Auto-Submitted: Auto-Replied; owner-email=\"x@example.org\""],
            kind: .autoReply,
            evidence: ["Auto-Submitted: Auto-Replied; owner-email=\"x@example.org\""]),
        KindCase(
            what: "a read receipt",
            headers: [
                "Content-Type: multipart/report; boundary=b;",
                "\treport-type=disposition-notification",
            ], kind: .receipt, evidence: ["multipart/report disposition-notification"]),
        KindCase(
            what: "an abuse report",
            headers: ["Content-Type: multipart/report; report-type=feedback-report; boundary=b"],
            kind: .feedbackReport, evidence: ["multipart/report feedback-report"]),
        KindCase(
            what: "a report of another type",
            headers: ["Content-Type: multipart/report; report-type=tlsrpt; boundary=b"],
            kind: .bulk, evidence: ["multipart/report tlsrpt"]),
        KindCase(
            what: "an Exchange absence note",
            headers: [
                "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
                "In-Reply-To: <1@help.example>",
            ], envelopeSender: "", kind: .autoReply,
            evidence: ["null envelope sender", "Auto-Submitted: auto-generated"]),
        KindCase(
            what: "a monitor's alarm with the null sender", headers: [], envelopeSender: "",
            kind: .bulk, evidence: ["null envelope sender"]),
        KindCase(
            what: "the envelope is believed before a Return-Path line",
            headers: ["Return-Path: <>"], envelopeSender: "ann@example.org", kind: .person),
        KindCase(
            what: "Auto-Submitted: no", headers: ["Auto-Submitted: no"], kind: .person),
        KindCase(
            what: "Auto-Submitted with another value",
            headers: ["Auto-Submitted: auto-notified"],
            kind: .bulk, evidence: ["Auto-Submitted: auto-notified"]),
        KindCase(
            what: "a person at Outlook",
            headers: ["X-Auto-Response-Suppress: DR, OOF, AutoReply"], kind: .person),
        KindCase(
            what: "Precedence: bulk", headers: ["Precedence: bulk"], kind: .bulk,
            evidence: ["Precedence: bulk"]),
        KindCase(
            what: "the second Precedence counts too",
            headers: ["Precedence: first-class", "Precedence: Junk"], kind: .bulk,
            evidence: ["Precedence: Junk"]),
        KindCase(
            what: "Precedence: auto_reply", headers: ["Precedence: auto_reply"], kind: .autoReply,
            evidence: ["Precedence: auto_reply"]),
        KindCase(
            what: "X-Autoreply", headers: ["X-Autoreply: yes"], kind: .autoReply,
            evidence: ["X-Autoreply: yes"]),
        KindCase(what: "X-Autoreply: no", headers: ["X-Autoreply: no"], kind: .person),
        KindCase(
            what: "a subscriber writes through a list",
            headers: [
                "Precedence: bulk", "List-Post: <mailto:l@example.net>", "List-Id: <l.example.net>",
            ], kind: .list,
            evidence: [
                "Precedence: bulk", "List-Id: <l.example.net>",
                "List-Post: <mailto:l@example.net>",
            ]),
        KindCase(
            what: "a newsletter that nobody may write to",
            headers: ["Precedence: bulk", "List-Post: NO", "List-Id: <news.example.net>"],
            kind: .bulk,
            evidence: [
                "Precedence: bulk", "List-Id: <news.example.net>", "List-Post: NO",
            ]),
        KindCase(
            what: "a web form's mail through a mailing service",
            headers: ["List-Unsubscribe: <mailto:u@example.net>"], kind: .list,
            evidence: ["List-Unsubscribe: <mailto:u@example.net>"]),
        KindCase(
            what: "a vacation answer that a list passed on",
            headers: ["Precedence: list", "Auto-Submitted: auto-replied"], kind: .autoReply,
            evidence: ["Auto-Submitted: auto-replied", "Precedence: list"]),
    ]

    @Test("each evidence has its worth", arguments: cases)
    func kind(_ row: KindCase) {
        let body = "--b\n\nx\n--b--\n"
        let text = (["From: \(row.from)"] + row.headers).joined(separator: "\n") + "\n\n" + body
        let verdict = MailSource.read(
            Array(text.utf8), envelope: Envelope(sender: row.envelopeSender))
        #expect(verdict.kind == row.kind)
        #expect(verdict.evidence == row.evidence)
    }

    @Test("a long value is cut, so that evidence stays a phrase")
    func longEvidence() {
        let verdict = MailSource.read(
            MailSource.mail("List-Id: " + String(repeating: "x", count: 5_000)))
        #expect(verdict.kind == .list)
        #expect(verdict.evidence.allSatisfy { $0.utf8.count <= 120 })
    }
}
