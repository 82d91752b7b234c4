import TestKit
import Testing

@Suite("T170 mails that come back")
struct BounceTests {
    /// What an MTA says of a mail that it could not deliver (RFC 3464), with the header of the mail.
    private func report(
        on mail: SentMail, action: String = "failed", status: String = "5.1.1", id: String,
        recipient: String = "rita@example.com"
    ) -> String {
        """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
        To: \(Tracker.support)
        Subject: Undelivered Mail Returned to Sender
        Date: Fri, 20 Nov 2026 09:30:00 +0000
        Message-ID: <\(id)@mx.example.com>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"

        --=_r
        Content-Type: text/plain

        Your mail could not be delivered.

        --=_r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; \(recipient)
        Action: \(action)
        Status: \(status)
        Diagnostic-Code: smtp; 550 5.1.1 <\(recipient)> unknown here

        --=_r
        Content-Type: text/rfc822-headers

        From: \(mail["From"])
        To: \(recipient)
        Subject: \(mail["Subject"])
        Message-ID: \(mail["Message-ID"])

        --=_r--
        """
    }

    /// Rita writes, staff answer; the mail that took the answer to her.
    private func answer(_ tracker: Tracker, _ number: Int) throws -> SentMail {
        try tracker.deliver(MailText.of(id: "q\(number)@example.com"))
        try tracker.forgetSent()
        try tracker.postern(
            "ticket", "correspond", "\(try #require(try tracker.tickets().last))", "--text",
            "Try again.")
        return try tracker.sent(by: "on-correspond-notify-requestors")
    }

    @Test("a bounce stands on its ticket and beside its mail, and nobody is told")
    func kept() throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        let mail = try answer(tracker, 1)
        try tracker.postern("ticket", "resolve", "1")
        try tracker.forgetSent()
        try tracker.deliver(report(on: mail, id: "r1"), environment: ["SENDER": ""])

        #expect(try tracker.sent().isEmpty)
        #expect(try tracker.status(1) == "resolved")
        #expect(try tracker.types(1).last == "AutoReply")
        let page = try tracker.postern("ticket", "show", "1")
        #expect(page.contains("rita@example.com did not get it: 5.1.1, 550 5.1.1"))
        let entries = try tracker.history(1)
        #expect(entries.last?["mail"]["kind"].text == "bounce")
        let reports = entries.flatMap { $0["reports"].items }
        #expect(reports.map { $0["address"].text } == ["rita@example.com"])
        #expect(reports.map { $0["is_permanent"].flag } == [true])
        let why = try tracker.postern("why", "1", "rita@example.com")
        #expect(why.contains("did not get it"))
        #expect(try tracker.quarantine().isEmpty)
    }

    @Test("a notice of delay is no failure")
    func delayed() throws {
        let tracker = try Tracker()
        for number in 1...4 {
            let mail = try answer(tracker, number)
            try tracker.deliver(
                report(on: mail, action: "delayed", status: "4.4.1", id: "d\(number)"),
                environment: ["SENDER": ""])
        }
        #expect(try tracker.history(1).last?["mail"]["kind"].text == "delay notice")
        #expect(try tracker.postern("address", "list").contains("No address is suspended"))
    }

    @Test(
        "an address that mails come back from is suspended, seen, and resumed",
        arguments: StoreEngine.all)
    func suspended(engine: StoreEngine) throws {
        let tracker = try Tracker(engine)
        try tracker.set("mail.bounces_max", "2")
        for number in 1...2 {
            let mail = try answer(tracker, number)
            try tracker.deliver(report(on: mail, id: "r\(number)"), environment: ["SENDER": ""])
        }
        let list = try tracker.postern("address", "list")
        #expect(list.contains("rita@example.com"))
        #expect(list.contains("5.1.1"))
        #expect(try tracker.postern("ticket", "show", "1").contains("suspended: mails came back"))
        let doctor = try tracker.run(["doctor"]).text
        #expect(doctor.contains("1 address is suspended"))

        try tracker.forgetSent()
        try tracker.postern("ticket", "correspond", "1", "--text", "Are you there?")
        #expect(try tracker.sent().isEmpty)
        let why = try tracker.postern("why", "1", "rita@example.com")
        #expect(why.contains("is suspended"))

        let shown = try tracker.postern("address", "show", "rita@example.com")
        #expect(shown.contains("no: suspended"))
        #expect(shown.contains("postern address resume rita@example.com"))
        #expect(
            try tracker.postern("address", "resume", "rita@example.com")
                == "rita@example.com is mailed again.\n")
        try tracker.postern("ticket", "correspond", "1", "--text", "Hello again.")
        #expect(try tracker.sent().map(\.recipients) == [["rita@example.com"]])
    }

    @Test("who does not know a Message-ID of ours can suspend nobody")
    func forged() throws {
        let tracker = try Tracker()
        try tracker.set("mail.bounces_max", "1")
        let mail = try answer(tracker, 1)
        let id = mail["Message-ID"]
        let guess = "<postern.1-2-on-correspond-notify-requestors-en@\(Tracker.domain)>"
        let forged = report(on: mail, id: "r1").replacing(id, with: guess)
        try tracker.deliver(forged, environment: ["SENDER": ""])
        #expect(try tracker.postern("address", "list").contains("No address is suspended"))
        // And who knows one can speak of its recipients only.
        let other = report(on: mail, id: "r2", recipient: "boss@example.org")
        try tracker.deliver(other, environment: ["SENDER": ""])
        let boss = try tracker.json("address", "show", "boss@example.org")
        #expect(boss["is_suspended"].flag == false)
        #expect(boss["reports"].items.isEmpty)
    }
}
