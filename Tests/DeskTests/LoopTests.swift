import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Loops and storms")
struct LoopTests {
    /// Two machines that answer each other: each of our autoreplies comes back as a new mail of
    /// what looks like a person. Returns how often we answered.
    private func rounds(
        _ engine: StoreEngine, seconds: Int64, likeness: (Int) -> String?
    ) throws -> Int {
        let office = try Office(engine)
        var answers = 0
        for round in 1...20 {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: "desk@tracker.example", subject: "We got your request", id: "r\(round)@x"
                ) { $0.likeness = likeness(round) })
            guard !receipt.outbox.isEmpty else { break }
            answers += 1
            office.pass(seconds: seconds)
        }
        return answers
    }

    @Test(
        "the same words again and again are answered twice, however slowly they come",
        arguments: StoreEngine.all, [Int64(1), 600, 3_600, 7_200])
    func alike(engine: StoreEngine, seconds: Int64) throws {
        #expect(try rounds(engine, seconds: seconds) { _ in "the same" } == 2)
    }

    @Test(
        "words that differ each time are answered three times in ten minutes",
        arguments: StoreEngine.all)
    func different(engine: StoreEngine) throws {
        #expect(try rounds(engine, seconds: 5) { "words \($0)" } == 3)
    }

    @Test("a day later the same question is answered again", arguments: StoreEngine.all)
    func nextDay(engine: StoreEngine) throws {
        #expect(try rounds(engine, seconds: 90_000) { _ in "the same" } == 20)
    }

    @Test(
        "in a loop staff are still told, and the reason is written down",
        arguments: StoreEngine.all)
    func told(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        _ = try office.desk.setWatcher(
            .adminCc, .user(ada.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        for round in 1...3 {
            _ = try office.desk.receive(
                try office.mail(from: "desk@tracker.example", subject: "Hello", id: "r\(round)@x") {
                    $0.likeness = "the same"
                })
        }
        #expect(try office.recipients(of: TicketID(3)) == ["ada@example.org"])
        let decisions = try office.desk.store.read { try $0.decisions(of: TicketID(3)) }
        #expect(decisions.contains { $0.decision.outcome == .likelyLoop })
    }

    @Test(
        "a thousand mails of one sender are all taken in, and hardly answered",
        arguments: StoreEngine.all)
    func storm(engine: StoreEngine) throws {
        let office = try Office(engine)
        var opened = 0
        var mails = 0
        for number in 1...1_000 {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: "alarm@example.net", subject: "Alarm \(number)", id: "s\(number)@x"))
            if case .opened = receipt.outcome { opened += 1 }
            mails += receipt.outbox.count
        }
        #expect(opened == 1_000)
        #expect(mails == 3)
    }

    @Test(
        "what scrips cause because of the same words again and again reaches nobody either",
        arguments: StoreEngine.all)
    func aliasOfScrips(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row("up", "On Correspond", "Add Priority"),
                ScripChainTests.row(
                    "told", "On Priority Change", "Notify Requestors", template: "transaction"),
            ]
        }
        let ticket = try office.open(from: "one@tracker.example", "Round", id: "0@x")
        var told: [Int] = []
        for round in 1...4 {
            _ = try office.desk.receive(
                try office.mail(
                    from: "one@tracker.example", subject: "[example.org #1] Round", id: "\(round)@x"
                ) { $0.likeness = "the same" })
            told.append(try office.outbox(of: ticket.id).count)
        }
        #expect(told == [1, 2, 2, 2])
    }

    @Test("staff who write the same to many people are no machine", arguments: StoreEngine.all)
    func staffAlike(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        for right in [Right.replyToTicket] {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
        }
        for number in 1...7 {
            let ticket = try office.open(
                from: "rita\(number)@example.net", "Locked", id: "\(number)@x")
            _ = try office.desk.receive(
                try office.mail(
                    from: "ada@example.org", subject: "[example.org #\(number)] Locked",
                    id: "a\(number)@x"
                ) { $0.likeness = "unlocked" })
            let mailed = try office.recipients(of: ticket.id).filter {
                $0 == "rita\(number)@example.net"
            }
            #expect(mailed.count == 2)
        }
    }

    @Test("one mail to many queues is no loop", arguments: StoreEngine.all)
    func manyQueues(engine: StoreEngine) throws {
        let office = try Office(engine)
        for name in ["sales", "billing", "ops"] {
            _ = try office.desk.addQueue(Queue(id: QueueID(0), name: name), as: User.systemID)
        }
        for name in ["support", "sales", "billing"] {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "To all", id: "1@net", queue: name
                ) { $0.likeness = "the same" })
            #expect(receipt.outbox.count == 1)
        }
    }

    @Test(
        "machines that pass a mail round among them stop at the sixth", arguments: StoreEngine.all)
    func three(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open(from: "one@tracker.example", "Round", id: "0@x")
        let two = try office.desk.userOrNew(
            at: try #require(EmailAddress("two@tracker.example")), as: User.systemID)
        _ = try office.desk.change(
            ticket.id, [.addWatcher(.requestor, .user(two.id))], as: User.systemID)
        var passed = 0
        for round in 1...12 {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: round.isMultiple(of: 2) ? "two@tracker.example" : "one@tracker.example",
                    subject: "[example.org #1] Round", id: "\(round)@x"
                ) { $0.likeness = "the same" })
            passed += receipt.outbox.isEmpty ? 0 : 1
        }
        #expect(passed == 10)
    }
}
