import TestKit
import Testing

@Suite("T040 once")
struct DuplicateTests {
    @Test("the same mail again changes nothing and exits 0", arguments: StoreEngine.all)
    func again(engine: StoreEngine) throws {
        let tracker = try Tracker(engine)
        let mail = MailText.of(id: "c1@example.com")
        try tracker.deliver(MailText.withTrace(mail, attempt: 1))
        let before = try tracker.postern("ticket", "show", "1", "--format", "json")
        try tracker.forgetSent()
        for attempt in 2...4 {
            try tracker.deliver(MailText.withTrace(mail, attempt: attempt))
        }
        try tracker.deliver(mail)

        #expect(try tracker.tickets() == [1])
        #expect(try tracker.postern("ticket", "show", "1", "--format", "json") == before)
        #expect(try tracker.sent().isEmpty)
    }

    @Test("the same Message-ID with other content is another mail, and is kept")
    func sameIdentifier() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "c2@example.com", text: "First.\n"))
        try tracker.deliver(MailText.of(id: "c2@example.com", text: "Second.\n"))
        #expect(try tracker.tickets() == [1, 2])
    }

    @Test(
        "the same mail to both addresses of a queue stands on its ticket once, as correspondence",
        arguments: [["correspond", "comment"], ["comment", "correspond"]])
    func twoAddresses(order: [String]) throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "c4@example.com"))
        let answer = MailText.of(
            from: "Ada <ada@example.org>", subject: "Re: [example.org #1] x", id: "c5@example.com")
        for action in order {
            try tracker.deliver(answer, ["--queue", "support", "--action", action])
        }
        #expect(try tracker.types(1).count { $0 == "Correspond" } == 1)
        #expect(try tracker.tickets() == [1])
    }

    @Test(
        "four deliveries of one mail at the same time make one ticket", arguments: StoreEngine.all)
    func atOnce(engine: StoreEngine) throws {
        let tracker = try Tracker(engine)
        let mail = MailText.of(id: "c6@example.com")
        let runs = try (1...4).map { attempt in
            try Tracker.mailgate.start(
                ["--queue", "support"],
                input: Array(MailText.withTrace(mail, attempt: attempt).utf8),
                environment: ["POSTERN_CONFIG": tracker.settingsFile])
        }
        for run in runs {
            let done = try run.wait()
            #expect(done.ending == .exited(0), "\(done)")
        }
        #expect(try tracker.tickets() == [1])
        #expect(try tracker.history(1).count == 1)
        #expect(try tracker.sent().count == 1)
    }
}
