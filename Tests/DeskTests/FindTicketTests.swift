import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Finding the ticket")
struct FindTicketTests {
    /// Rita's ticket, and how a further mail of hers is matched.
    private func match(
        _ engine: StoreEngine, subject: String = "Re: paper", references: [String] = [],
        change: (inout Verdict) -> Void = { _ in }
    ) throws -> Receipt {
        let office = try Office(engine)
        _ = try office.open("Paper", id: "first@net")
        return try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: subject, id: "second@net",
                references: references,
                change: change))
    }

    @Test(
        "the tag of the site leads to the ticket, a former one too, case and place do not matter",
        arguments: [
            "Re: [example.org #1] Paper", "Paper [EXAMPLE.ORG #1]", "[old.example #1] x",
            "[other #7] [example.org #1]",
        ])
    func byTag(subject: String) throws {
        let receipt = try match(.sqlite, subject: subject)
        #expect(receipt.outcome == .added(TicketID(1)))
        #expect(receipt.match?.hasPrefix("subject tag [") == true)
    }

    @Test("a foreign tag, or a number that does not exist, leads nowhere")
    func foreignTag() throws {
        #expect(try match(.sqlite, subject: "[elsewhere #1] Paper").outcome == .opened(TicketID(2)))
        #expect(try match(.sqlite, subject: "[example.org #99] x").outcome == .opened(TicketID(2)))
    }

    @Test("a reference to what we received or sent leads there", arguments: StoreEngine.all)
    func byReference(engine: StoreEngine) throws {
        let received = try match(engine, references: ["unknown@net", "first@net"])
        #expect(received.outcome == .added(TicketID(1)))
        #expect(received.match == "reference <first@net>, which we received")

        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "first@net")
        let autoreply = try #require(try office.outbox(of: ticket.id).first).notification
        let answer = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "thanks", id: "b@net",
                references: [autoreply.messageID.value]))
        #expect(answer.outcome == .added(ticket.id))
        #expect(answer.match == "reference \(autoreply.messageID), which we sent")
    }

    @Test("the address extension leads there, before the tag")
    func byExtension() throws {
        let receipt = try match(.sqlite, subject: "[example.org #9] x") {
            $0.envelope.addressExtension = "1"
        }
        #expect(receipt.outcome == .added(TicketID(1)))
        #expect(receipt.match == "address extension +1")
        let word = try match(.sqlite) { $0.envelope.addressExtension = "paper" }
        #expect(word.outcome == .opened(TicketID(2)))
    }

    @Test("the number of a merged ticket leads to the other", arguments: StoreEngine.all)
    func merged(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open("One", id: "1@net")
        _ = try office.open("Two", id: "2@net")
        _ = try office.open("Three", id: "3@net")
        _ = try office.desk.merge(TicketID(1), into: TicketID(2), as: User.systemID)
        _ = try office.desk.merge(TicketID(2), into: TicketID(3), as: User.systemID)
        let receipt = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "[example.org #1] x", id: "4@net"))
        #expect(receipt.outcome == .added(TicketID(3)))
        #expect(receipt.match == "subject tag [example.org #1]; #1 was merged into #3")
    }

    @Test("a queue's own tag and its former one lead there", arguments: StoreEngine.all)
    func queueTag(engine: StoreEngine) throws {
        let office = try Office(engine)
        var queue = office.queue
        queue.subjectTag = "Help Desk"
        try office.desk.update(queue, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        let mail = try #require(try office.outbox(of: ticket.id).first).notification
        #expect(mail.subject.contains("[Help Desk #1]"))
        queue.subjectTag = "Care"
        try office.desk.update(queue, as: User.systemID)
        for (index, tag) in ["help desk", "Care", "example.org"].enumerated() {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "Re: [\(tag) #1] Paper", id: "r\(index)@net")
            )
            #expect(receipt.outcome == .added(ticket.id))
        }
    }

    @Test(
        "a stranger with a guessed tag gets a ticket of his own and learns nothing",
        arguments: StoreEngine.all)
    func guessed(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Salaries of the board", id: "1@net")
        let before = try office.kinds(of: ticket.id)
        let receipt = try office.desk.receive(
            try office.mail(
                from: "eve@example.com", subject: "Re: [example.org #1] hm", id: "2@com"))
        #expect(receipt.outcome == .opened(TicketID(2)))
        #expect(receipt.match?.contains("may not write to #1") == true)
        #expect(try office.kinds(of: ticket.id) == before)
        #expect(try office.recipients(of: TicketID(2)) == ["eve@example.com"])
        for row in try office.outbox(of: TicketID(2)) {
            #expect(!row.notification.text.contains("Salaries"))
            #expect(!row.notification.subject.contains("Salaries"))
        }
        let links = try office.desk.store.read { try $0.links(from: TicketID(2)) }
        #expect(links.map(\.target) == [.ticket(ticket.id)])
    }

    @Test(
        "the tag wins over references, unless its ticket is closed to the sender",
        arguments: StoreEngine.all)
    func disagreement(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open("Mine", id: "1@net")
        _ = try office.open("Mine too", id: "2@net")
        _ = try office.open(from: "boss@example.com", "Salaries", id: "3@com")
        func receive(_ tag: Int, id: String) throws -> Receipt {
            try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "[example.org #\(tag)] x", id: id,
                    references: ["1@net"]))
        }
        #expect(try receive(2, id: "4@net").outcome == .added(TicketID(2)))
        let other = try receive(3, id: "5@net")
        #expect(other.outcome == .added(TicketID(1)))
        #expect(
            other.match
                == "reference <1@net>, which we received; not #3 (subject tag [example.org #3]), "
                + "which the sender may not write to")
    }

    @Test(
        "a Cc who answers all lands on the ticket of the mail, tag or none",
        arguments: StoreEngine.all)
    func replyAll(engine: StoreEngine) throws {
        let office = try Office(engine)
        var queue = office.queue
        queue.takesCcs = true
        try office.desk.update(queue, as: User.systemID)
        let carl = try #require(EmailAddress("carl@example.com"))
        let own = try #require(EmailAddress("support+x@example.org"))
        let receipt = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "Paper", id: "1@net") {
                $0.to = [NamedAddress(own)]
                $0.cc = [NamedAddress(carl, name: "Carl")] + $0.to
            })
        let ticket = TicketID(1)
        #expect(receipt.outcome == .opened(ticket))
        let view = try office.desk.view(ticket, as: User.systemID)
        let ccs = view.watchers.filter { $0.role == .cc && !$0.isOfQueue }
        #expect(ccs.count == 1)
        #expect(try office.user("carl@example.com")?.realName == "Carl")
        #expect(try office.user("support+x@example.org") == nil)
        let answer = try office.desk.receive(
            try office.mail(
                from: "carl@example.com", subject: "Re: Paper", id: "2@com", references: ["1@net"]))
        #expect(answer.outcome == .added(ticket))
    }

    @Test("a queue that does not want Ccs makes none, and a robot's mail makes none")
    func noCcs() throws {
        let office = try Office(.sqlite)
        let carl = NamedAddress(try #require(EmailAddress("carl@example.com")))
        _ = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "Paper", id: "1@net") {
                $0.cc = [carl]
            })
        #expect(try office.user("carl@example.com") == nil)
        var queue = office.queue
        queue.takesCcs = true
        try office.desk.update(queue, as: User.systemID)
        _ = try office.desk.receive(
            try office.mail(from: "cron@example.net", subject: "Job", id: "2@net") {
                $0.cc = [carl]
                $0.kind = .bulk
            })
        #expect(try office.user("carl@example.com") == nil)
    }

    @Test(
        "Outlook's conversation leads to the ticket where Message-IDs were rewritten",
        arguments: StoreEngine.all)
    func conversation(engine: StoreEngine) throws {
        let office = try Office(engine)
        let root = try #require(MessageID("01d9@thread-index.invalid"))
        func receive(_ id: String, isAnswer: Bool) throws -> Receipt {
            try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "Re: paper", id: id,
                    references: isAnswer ? ["rewritten@exchange"] : []
                ) { $0.conversation = Conversation(id: root, isAnswer: isAnswer) })
        }
        #expect(try receive("1@net", isAnswer: false).outcome == .opened(TicketID(1)))
        let answer = try receive("2@net", isAnswer: true)
        #expect(answer.outcome == .added(TicketID(1)))
        #expect(answer.match == "Outlook conversation \(root), which we received")
        // The same beginning again is a program's template, no answer.
        #expect(try receive("3@net", isAnswer: false).outcome == .opened(TicketID(2)))
    }

    /// A second queue beside support.
    private func withSales(_ engine: StoreEngine) throws -> Office {
        let office = try Office(engine)
        _ = try office.desk.addQueue(
            Queue(
                id: QueueID(0), name: "sales",
                correspondAddress: EmailAddress("sales@example.org")), as: User.systemID)
        return office
    }

    @Test(
        "a mail to two queues is a ticket in each, linked, and answers find the one addressed",
        arguments: StoreEngine.all)
    func twoQueues(engine: StoreEngine) throws {
        let office = try withSales(engine)
        func receive(_ queue: String, id: String, references: [String] = []) throws -> Receipt {
            try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "Both", id: id, references: references,
                    queue: queue))
        }
        #expect(try receive("support", id: "1@net").outcome == .opened(TicketID(1)))
        #expect(try receive("sales", id: "1@net").outcome == .opened(TicketID(2)))
        let links = try office.desk.store.read { try $0.links(from: TicketID(2)) }
        #expect(links.map(\.target) == [.ticket(TicketID(1))])
        #expect(
            try receive("support", id: "2@net", references: ["1@net"]).outcome
                == .added(TicketID(1)))
        #expect(
            try receive("sales", id: "2@net", references: ["1@net"]).outcome == .added(TicketID(2)))
    }

    @Test(
        "a mail with a tag to two queues, or to both addresses of one, stands on its ticket once",
        arguments: StoreEngine.all)
    func tagToTwo(engine: StoreEngine) throws {
        let office = try withSales(engine)
        let ticket = try office.open("Paper", id: "1@net")
        func receive(_ queue: String, _ action: Route.Action = .correspond) throws -> Receipt {
            try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "[example.org #1] more", id: "2@net",
                    queue: queue, action: action))
        }
        #expect(try receive("sales").outcome == .added(ticket.id))
        #expect(try receive("support").outcome == .duplicate(ticket.id))
        #expect(try office.kinds(of: ticket.id).filter { $0 == .correspond }.count == 1)
    }

    @Test(
        "what staff send to both addresses of a queue becomes correspondence, in either order",
        arguments: StoreEngine.all)
    func bothAddresses(engine: StoreEngine) throws {
        for order in [[Route.Action.comment, .correspond], [.correspond, .comment]] {
            let office = try Office(engine)
            let ada = try office.staff("ada")
            for right in [Right.commentOnTicket, .replyToTicket, .createTicket] {
                _ = try office.desk.set(
                    Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
            }
            let ticket = try office.open("Paper", id: "1@net")
            for action in order {
                _ = try office.desk.receive(
                    try office.mail(
                        from: "ada@example.org", subject: "[example.org #1] more", id: "2@org",
                        action: action))
            }
            #expect(try office.kinds(of: ticket.id).contains(.correspond))
        }
    }

    @Test(
        "an answer to a ticket that rests too long opens a new one that refers to it",
        arguments: StoreEngine.all)
    func rested(engine: StoreEngine) throws {
        let office = try Office(engine)
        var queue = office.queue
        queue.reopenDaysMax = 30
        try office.desk.update(queue, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(ticket.id, [.status("resolved")], as: User.systemID)
        func answer(_ id: String) throws -> Receipt {
            try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "[example.org #1] again", id: id))
        }
        office.pass(seconds: 29 * 86_400)
        #expect(try answer("2@net").outcome == .added(ticket.id))
        _ = try office.desk.change(ticket.id, [.status("resolved")], as: User.systemID)
        office.pass(seconds: 32 * 86_400)
        let late = try answer("3@net")
        #expect(late.outcome == .opened(TicketID(2)))
        #expect(late.match?.hasPrefix("new ticket: #1 (subject tag") == true)
        let links = try office.desk.store.read { try $0.links(from: TicketID(2)) }
        #expect(links.map(\.target) == [.ticket(ticket.id)])
        #expect(try office.ticket(ticket.id).status == "resolved")
    }

    @Test(
        "whoever repeats a Message-ID cannot hide the ticket that had it first",
        arguments: StoreEngine.all)
    func repeatedID(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "vic@net")
        for number in 1...12 {
            _ = try office.open(from: "eve\(number)@example.com", "Junk \(number)", id: "vic@net")
        }
        let receipt = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "Re: Paper", id: "2@net", references: ["vic@net"]
            ))
        #expect(receipt.outcome == .added(ticket.id))
    }

    @Test("one mail to the addresses of two tickets stands on both", arguments: StoreEngine.all)
    func twoTickets(engine: StoreEngine) throws {
        let office = try Office(engine)
        let tickets = [try office.open("One", id: "1@net"), try office.open("Two", id: "2@net")]
        for ticket in tickets {
            let receipt = try office.desk.receive(
                try office.mail(from: "rita@example.net", subject: "both", id: "3@net") {
                    $0.envelope.addressExtension = "\(ticket.id)"
                })
            #expect(receipt.outcome == .added(ticket.id))
        }
    }

    @Test("a queue that a sender makes up is no reason to try again", arguments: StoreEngine.all)
    func madeUpQueue(engine: StoreEngine) throws {
        let office = try Office(engine)
        for word in ["nosuch", "1"] {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: "rita@example.net", subject: "x", id: "\(word)@net", queue: nil
                ) {
                    $0.route.extensionUse = .queue
                    $0.envelope.addressExtension = word
                })
            #expect(receipt.outcome == .quarantined(.unknownRecipient, detail: nil))
        }
    }

    @Test("what staff write to a ticket that rests stays there", arguments: StoreEngine.all)
    func staffToRested(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        for right in [Right.replyToTicket, .commentOnTicket, .createTicket] {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
        }
        var queue = office.queue
        queue.reopenDaysMax = 30
        try office.desk.update(queue, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(ticket.id, [.status("resolved")], as: User.systemID)
        office.pass(seconds: 40 * 86_400)
        for action in Route.Action.allCases {
            let receipt = try office.desk.receive(
                try office.mail(
                    from: "ada@example.org", subject: "[example.org #1] x", id: "\(action)@org",
                    action: action))
            #expect(receipt.outcome == .added(ticket.id))
        }
    }
}
