import TestKit
import Testing

@Suite("T130 alias lines of other trackers")
struct AliasLineTests {
    @Test(
        "a line written for RT or enhanced-mailgate works with another program in front",
        arguments: [
            "--url http://tracker.example.org/ --queue support --action correspond",
            "--queue=support --action=correspond --url=https://tracker.example.org --no-verify-ssl",
            "--queue Support --action Correspond --timeout 180 --ca-file /etc/ssl/ca.pem",
            "-queue support -action correspond", "-queue 1", "--queue support --debug",
            "--extension ticket --queue support --url http://localhost --action correspond",
        ])
    func lines(line: String) throws {
        let tracker = try Tracker()
        let words = line.split(separator: " ").map(String.init)
        let run = try tracker.mailgate(Array(MailText.of(id: "k1@example.com").utf8), words)
        #expect(run.ending == .exited(0), "\(run)")
        #expect(try tracker.ticket(1)["queue"]["name"].text == "support")
        #expect(try tracker.types(1) == ["Create"])
    }

    @Test("-action comment is a comment")
    func comment() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "k2@example.com"))
        try tracker.deliver(
            MailText.of(
                from: "Ada <ada@example.org>", subject: "[example.org #1] note",
                id: "k3@example.org"),
            ["-queue", "support", "-action", "comment"])
        #expect(try tracker.types(1) == ["Create", "Comment"])
    }

    @Test("--extension ticket takes the number out of the address")
    func ticketExtension() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "k4@example.com"))
        try tracker.deliver(
            MailText.of(subject: "no tag", id: "k5@example.com"),
            ["--queue", "support", "--action", "correspond", "--extension", "ticket"],
            environment: ["EXTENSION": "1"])
        #expect(try tracker.types(1) == ["Create", "Correspond"])
    }

    @Test("--extension queue takes the queue's name out of the address")
    func queueExtension() throws {
        let tracker = try Tracker()
        try tracker.postern("queue", "create", "sales", "--address", "sales@example.org")
        try tracker.deliver(
            MailText.of(id: "k6@example.com"), ["--extension", "queue", "--queue", "support"],
            environment: ["EXTENSION": "sales"])
        #expect(try tracker.ticket(1)["queue"]["name"].text == "sales")
    }

    @Test("--ticket goes to that ticket whatever the mail says")
    func explicitTicket() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "k7@example.com"))
        try tracker.deliver(
            MailText.of(subject: "no tag", id: "k8@example.com"),
            ["--queue", "support", "--ticket", "1"])
        #expect(try tracker.history(1).last?["mail"]["match"].text == "--ticket 1")
    }
}
