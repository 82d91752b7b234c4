import TestKit
import Testing

@Suite("T060 resolve and reopen")
struct ResolveTests {
    /// A ticket of Rita's that Ada has resolved on the command line.
    private func resolved(_ tracker: Tracker) throws {
        try tracker.deliver(MailText.of(id: "e1@example.com"))
        try tracker.forgetSent()
        try tracker.postern("ticket", "resolve", "1", "--as", "ada")
        #expect(try tracker.status(1) == "resolved")
    }

    @Test("the requestor is told, and a reply to that opens the ticket again")
    func reopen() throws {
        let tracker = try Tracker()
        try resolved(tracker)
        let told = try tracker.sent(by: "on-resolve-notify-requestors")
        #expect(told.recipients == ["rita@example.com"])
        #expect(told["Subject"] == "[example.org #1] Resolved: The printer is on fire")
        #expect(told["Auto-Submitted"] == "auto-generated")

        try tracker.deliver(
            MailText.of(
                subject: "Re: \(told["Subject"])", id: "e2@example.com",
                fields: ["In-Reply-To: \(told["Message-ID"])"], text: "It burns again.\n"))
        #expect(try tracker.status(1) == "open")
        let last = try #require(try tracker.history(1).last)
        #expect(last["type"].text == "Status")
        #expect(last["old_value"].text == "resolved")
        #expect(last["new_value"].text == "open")
        #expect(last["caused_by"].number != nil)
    }

    @Test(
        "a vacation answer is kept, opens nothing and mails nobody",
        arguments: [
            ["Auto-Submitted: auto-replied"], ["Precedence: auto_reply"],
            ["X-Autoreply: yes", "Precedence: bulk"],
        ])
    func vacation(evidence: [String]) throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        try resolved(tracker)
        let told = try tracker.sent(by: "on-resolve-notify-requestors")
        try tracker.forgetSent()
        try tracker.deliver(
            MailText.of(
                subject: "Out of office: \(told["Subject"])", id: "e3@example.com",
                fields: ["In-Reply-To: \(told["Message-ID"])"] + evidence,
                text: "I am away until Monday.\n"),
            environment: ["SENDER": ""])
        #expect(try tracker.status(1) == "resolved")
        let last = try #require(try tracker.history(1).last)
        #expect(last["type"].text == "AutoReply")
        #expect(last["message"]["text"].text == "I am away until Monday.\n")
        #expect(try tracker.sent().isEmpty)
    }

    @Test("a vacation answer that belongs to nothing opens no ticket")
    func strayVacation() throws {
        let tracker = try Tracker()
        try tracker.deliver(
            MailText.of(
                subject: "Out of office", id: "e4@example.com",
                fields: ["Auto-Submitted: auto-replied"]))
        #expect(try tracker.tickets().isEmpty)
        #expect(
            try tracker.quarantine().map { $0["quarantine"].text }
                == ["auto-reply that belongs to no ticket"])
        #expect(try tracker.sent().isEmpty)
    }

    @Test("two trackers that answer each other fall silent")
    func twoTrackers() throws {
        let tracker = try Tracker()
        try tracker.deliver(
            MailText.of(from: "Other Desk <help@example.net>", id: "e5@example.net"))
        let first = try tracker.sent(by: "on-create-autoreply")
        // What the other tracker makes of our autoreply: one of its own.
        try tracker.deliver(
            MailText.of(
                from: "Other Desk <help@example.net>",
                subject: "[example.net #9] AutoReply: \(first["Subject"])", id: "e6@example.net",
                fields: [
                    "In-Reply-To: \(first["Message-ID"])", "Auto-Submitted: auto-replied",
                ]))
        #expect(try tracker.tickets() == [1])
        #expect(try tracker.sent().count == 1)
    }

    @Test("a mail of our own that comes back is caught")
    func ownLoop() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "e7@example.com"))
        let autoreply = try tracker.sent(by: "on-create-autoreply")
        try tracker.deliver(autoreply.source)
        #expect(try tracker.types(1) == ["Create"])
        #expect(try tracker.quarantine().map { $0["quarantine"].text } == ["own loop"])
    }
}
