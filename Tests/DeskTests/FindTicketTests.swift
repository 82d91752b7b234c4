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
}
