import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("A mail comes in")
struct ReceiveTests {
    @Test("a stranger's mail opens a ticket and is answered once", arguments: StoreEngine.all)
    func opens(engine: StoreEngine) throws {
        let office = try Office(engine)
        let receipt = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "Printer on fire", id: "a@net"))
        #expect(receipt.outcome == .opened(TicketID(1)))
        #expect(receipt.outbox.count == 1)
        let ticket = try office.ticket(TicketID(1))
        #expect(ticket.subject == "Printer on fire")
        #expect(ticket.status == "new")
        let mail = try #require(try office.outbox(of: ticket.id).first).notification
        #expect(mail.recipients.map(\.value) == ["rita@example.net"])
        #expect(mail.subject.contains("[example.org #1]"))
        #expect(mail.inReplyTo == MessageID("a@net"))
        #expect(mail.automation == .replied)
        let decisions = try office.desk.store.read { try $0.decisions(of: ticket.id) }
        #expect(
            decisions.contains { $0.decision.outcome == .mailed && $0.outbox == receipt.outbox[0] })
        #expect(decisions.contains { $0.decision.outcome == .nobody })
        let user = try office.user("rita@example.net")
        #expect(user?.isPrivileged == false)
    }

    @Test("the same mail again changes nothing", arguments: StoreEngine.all)
    func once(engine: StoreEngine) throws {
        let office = try Office(engine)
        let mail = try office.mail(from: "rita@example.net", subject: "Once", id: "a@net")
        let first = try office.desk.receive(mail)
        let second = try office.desk.receive(mail)
        #expect(second.outcome == .duplicate(TicketID(1)))
        #expect(second.mail == first.mail)
        #expect(second.outbox.isEmpty)
        #expect(try office.kinds(of: TicketID(1)) == [.create])
        #expect(try office.outbox(of: TicketID(1)).count == 1)
    }

    @Test("the same Message-ID with other content is another mail", arguments: StoreEngine.all)
    func otherContent(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open("One", id: "a@net")
        #expect(try office.open("Two", id: "a@net").id == TicketID(2))
    }

    @Test("one mail to two queues is a ticket in each", arguments: StoreEngine.all)
    func twoQueues(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.desk.addQueue(Queue(id: QueueID(0), name: "sales"), as: User.systemID)
        let mail = try office.mail(from: "rita@example.net", subject: "Both", id: "a@net")
        var other = mail
        other.route.queue = "sales"
        #expect(try office.desk.receive(mail).outcome == .opened(TicketID(1)))
        #expect(try office.desk.receive(other).outcome == .opened(TicketID(2)))
    }

    @Test("without --queue the recipient's address decides", arguments: StoreEngine.all)
    func byRecipient(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Lost", id: "a@net")
        func mail(_ recipient: String, _ id: String) throws -> Receipt {
            try office.desk.receive(
                try office.mail(
                    from: "ada@example.org", subject: "Re: [example.org #1] Lost", id: id,
                    queue: nil
                ) { $0.envelope.recipient = EmailAddress(recipient) })
        }
        #expect(try mail("support-comment@example.org", "c@org").outcome == .added(ticket.id))
        #expect(try mail("support+x@example.org", "d@org").outcome == .added(ticket.id))
        #expect(try office.kinds(of: ticket.id) == [.create, .comment, .correspond])
        #expect(
            try mail("nobody@example.org", "e@org").outcome
                == .quarantined(.unknownRecipient, detail: "nobody@example.org"))
        #expect(ada.isPrivileged)
    }

    @Test("an unknown queue is an error and stores nothing", arguments: StoreEngine.all)
    func unknownQueue(engine: StoreEngine) throws {
        let office = try Office(engine)
        let mail = try office.mail(
            from: "r@example.net", subject: "x", id: "a@net", queue: "suport")
        let error = #expect(throws: DeskError.self) { try office.desk.receive(mail) }
        #expect(error?.code == .unknownQueue)
        #expect(error?.isTemporary == true)
        #expect(try office.desk.store.read { try $0.mail(MailID(1)) } == nil)
    }

    @Test("the raw mail is kept byte for byte", arguments: StoreEngine.all)
    func raw(engine: StoreEngine) throws {
        let office = try Office(engine)
        let mail = try office.mail(from: "r@example.net", subject: "x", id: "a@net") {
            $0.raw = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        }
        let receipt = try office.desk.receive(mail)
        #expect(try office.desk.store.rawMail(receipt.mail) == mail.raw)
    }

    @Test(
        "what cannot be a ticket is kept in quarantine with its reason", arguments: StoreEngine.all)
    func quarantine(engine: StoreEngine) throws {
        let office = try Office(engine)
        func receive(_ id: String, _ change: (inout Verdict) -> Void) throws -> Receipt.Outcome {
            try office.desk.receive(
                try office.mail(from: "rita@example.net", subject: "x", id: id, change: change)
            ).outcome
        }
        #expect(
            try receive("1@net") { $0.quarantine = .empty } == .quarantined(.empty, detail: nil))
        #expect(try receive("2@net") { $0.sender = nil } == .quarantined(.noSender, detail: nil))
        #expect(
            try receive("3@net") {
                $0.sender = EmailAddress("support@example.org").map { NamedAddress($0) }
            }
                == .quarantined(.ownAddress, detail: "support@example.org"))
        #expect(
            try receive("4@net") { $0.kind = .bounce }
                == .quarantined(.bounceWithoutTicket, detail: nil))
        #expect(
            try receive("5@net") { $0.kind = .autoReply }
                == .quarantined(.autoReplyWithoutTicket, detail: nil))
        let kept = try office.desk.store.read { try $0.quarantinedMails() }
        #expect(
            kept.map(\.quarantine) == [
                .empty, .noSender, .ownAddress, .bounceWithoutTicket, .autoReplyWithoutTicket,
            ])
        #expect(try office.user("rita@example.net") == nil)
    }

    @Test("a mail released from quarantine becomes a ticket, once", arguments: StoreEngine.all)
    func release(engine: StoreEngine) throws {
        let office = try Office(engine)
        let mail = try office.mail(from: "rita@example.net", subject: "Freed", id: "1@net") {
            $0.kind = .autoReply
        }
        let kept = try office.desk.receive(mail)
        let receipt = try office.desk.release(kept.mail, verdict: mail, to: office.queue)
        #expect(receipt.outcome == .opened(TicketID(1)))
        #expect(try office.desk.store.read { try $0.quarantineCount() } == 0)
        #expect(throws: DeskError.self) {
            try office.desk.release(kept.mail, verdict: mail, to: office.queue)
        }
    }

    @Test(
        "a disabled queue takes no new ticket but still takes answers", arguments: StoreEngine.all)
    func disabledQueue(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Before", id: "a@net")
        var queue = office.queue
        queue.isDisabled = true
        try office.desk.update(queue, as: User.systemID)
        let new = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "After", id: "b@net"))
        #expect(new.outcome == .quarantined(.queueDisabled, detail: "support"))
        let answer = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "Re: [example.org #1] Before", id: "c@net"))
        #expect(answer.outcome == .added(ticket.id))
    }

    @Test("a robot's mail opens a ticket but gets no autoreply", arguments: StoreEngine.all)
    func robot(engine: StoreEngine) throws {
        let office = try Office(engine)
        let receipt = try office.desk.receive(
            try office.mail(from: "monitor@example.net", subject: "Disk full", id: "a@net") {
                $0.kind = .bulk
            })
        #expect(receipt.outcome == .opened(TicketID(1)))
        #expect(receipt.outbox.isEmpty)
        let decisions = try office.desk.store.read { try $0.decisions(of: TicketID(1)) }
        #expect(decisions.contains { $0.decision.outcome == .automaticMail })
    }

    @Test("a sender gets only so many autoreplies an hour", arguments: StoreEngine.all)
    func rateLimit(engine: StoreEngine) throws {
        let office = try Office(
            engine,
            site: Site(name: "example.org", domain: "mx.example.org", autorepliesPerSenderHour: 2))
        for number in 1...4 { _ = try office.open("Mail \(number)", id: "\(number)@net") }
        #expect(try (1...4).map { try office.outbox(of: TicketID($0)).count } == [1, 1, 0, 0])
        office.pass(seconds: 3_601)
        _ = try office.open("Later", id: "5@net")
        #expect(try office.outbox(of: TicketID(5)).count == 1)
    }
}
