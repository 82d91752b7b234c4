import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Squelching and one-time recipients")
struct RecipientTests {
    private func refusal(_ body: () throws -> some Any) -> DeskError? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? DeskError
        }
    }

    private func address(_ text: String) throws -> EmailAddress {
        try #require(EmailAddress(text))
    }

    private func outcomes(_ office: Office, _ ticket: TicketID, _ address: EmailAddress) throws
        -> [MailDecision.Outcome]
    {
        try office.desk.store.read { try $0.decisions(of: ticket) }
            .filter { $0.decision.address == address }.map(\.decision.outcome)
    }

    @Test(
        "a squelched requestor gets no answer, and then gets them again", arguments: StoreEngine.all
    )
    func squelch(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let rita = try address("rita@example.net")
        let done = try desk.change(ticket.id, [.squelch(rita)], as: ada.id)
        #expect(done.messages == ["rita@example.net gets no more mail about #\(ticket.id)."])
        #expect(try desk.change(ticket.id, [.squelch(rita)], as: ada.id).messages.isEmpty)
        #expect(try desk.squelched(on: ticket.id, as: ada.id) == [rita])
        let silent = try desk.write(.correspond, "Hello.", on: ticket.id, as: ada.id)
        #expect(silent.outbox.isEmpty)
        #expect(try outcomes(office, ticket.id, rita).last == .squelched)
        // By hand they are reached all the same.
        let once = try desk.write(
            .correspond, "Hello.", on: ticket.id, recipients: MessageRecipients(cc: [rita]),
            as: ada.id)
        #expect(once.outbox.count == 1)
        _ = try desk.change(ticket.id, [.unsquelch(rita)], as: ada.id)
        #expect(
            try desk.write(.correspond, "Hello.", on: ticket.id, as: ada.id).outbox.count == 1)
        let sets = try desk.store.read { try $0.transactions(of: ticket.id) }.filter {
            $0.kind == .set
        }
        #expect(sets.map(\.field) == ["Squelch", "Squelch"])
        #expect(sets.map(\.newValue) == [rita.value, nil])
    }

    @Test(
        "a squelch is taken off by any address of the person, and slips of the pen are told",
        arguments: StoreEngine.all)
    func squelchedPerson(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let ticket = try office.open("Printer", id: "1@net")
        let (rita, second) = (try address("rita@example.net"), try address("rita2@example.net"))
        let user = try #require(try office.user("rita@example.net"))
        try desk.addAddress(second, to: user.id, as: User.systemID)
        _ = try desk.change(ticket.id, [.squelch(second)], as: ada.id)
        #expect(try desk.change(ticket.id, [.squelch(rita)], as: ada.id).messages.isEmpty)
        #expect(try desk.squelched(on: ticket.id, as: User.systemID) == [second])
        #expect(
            try desk.change(ticket.id, [.unsquelch(rita)], as: ada.id).messages
                == ["rita@example.net gets mail about #\(ticket.id) again."])
        #expect(try desk.squelched(on: ticket.id, as: User.systemID).isEmpty)
        #expect(try desk.change(ticket.id, [.unsquelch(rita)], as: ada.id).messages.isEmpty)

        let slip = try address("rita@exmaple.net")
        let found = try desk.strangers(among: [rita, second, slip], on: ticket.id, as: ada.id)
        #expect(found.map(\.address) == [slip])
        #expect(found.map(\.nearest) == [rita])
        let sam = try desk.userOrNew(at: address("sam@example.com"), as: User.systemID)
        #expect(try desk.strangers(among: [slip], on: ticket.id, as: sam.id).isEmpty)
    }

    @Test("anybody may squelch themselves, only staff others", arguments: StoreEngine.all)
    func ownSquelch(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        let user = try #require(try office.user("rita@example.net"))
        _ = try office.desk.change(ticket.id, [.squelch(user.addresses[0])], as: user.id)
        #expect(
            refusal {
                try office.desk.change(
                    ticket.id, [.squelch(try address("x@example.net"))], as: user.id)
            }?.code == .noRight(.modifyTicket))
        _ = try office.desk.change(
            ticket.id, [.squelch(try address("cc@example.net"))], as: User.systemID)
        // Who else is silenced is nobody's business but the staff's.
        #expect(try office.desk.squelched(on: ticket.id, as: user.id) == user.addresses)
        #expect(try office.desk.view(ticket.id, as: user.id).squelched == user.addresses)
        let stranger = try office.open(from: "sam@example.net", "Ink", id: "2@net")
        #expect(
            refusal {
                try office.desk.change(stranger.id, [.squelch(user.addresses[0])], as: user.id)
            }?.code == .noRight(.showTicket))
    }

    @Test(
        "one-time recipients are stored with the message and do not watch",
        arguments: StoreEngine.all)
    func oneTime(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let (lea, bea) = (try address("lea@example.com"), try address("bea@example.com"))
        let seats = try desk.view(ticket.id, as: ada.id).watchers
        let done = try desk.write(
            .correspond, "Hello.", on: ticket.id,
            recipients: MessageRecipients(cc: [lea, lea], bcc: [bea, lea]), as: ada.id)
        #expect(done.outbox.count == 2)
        let mails = try office.outbox(of: ticket.id).filter { done.outbox.contains($0.id) }
        let once = try #require(mails.first { $0.scrip == "on-correspond-notify-others" })
        #expect(once.notification.cc.map(\.address) == [lea])
        #expect(once.notification.bcc.map(\.address) == [bea])
        let view = try desk.view(ticket.id, as: ada.id)
        #expect(view.watchers == seats)
        #expect(view.entries.last?.recipients == MessageRecipients(cc: [lea], bcc: [bea]))
        // The requestor learns of the Cc, and of nothing else.
        let rita = try #require(try office.user("rita@example.net"))
        let theirs = try desk.view(ticket.id, as: rita.id)
        #expect(theirs.entries.last?.recipients == MessageRecipients(cc: [lea]))
        #expect(theirs.entries.allSatisfy { $0.decisions.isEmpty && $0.outbox.isEmpty })
        // Nobody became known.
        #expect(try office.user("lea@example.com") == nil)
        let stored = try desk.store.read { try $0.decisions(of: ticket.id) }.map(\.decision)
        #expect(stored.compactMap(\.occasion) == [.oneTimeCc, .oneTimeBcc])
    }

    @Test("a comment goes to no requestor, whatever the author asks", arguments: StoreEngine.all)
    func comment(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let user = try #require(try office.user("rita@example.net"))
        let second = try address("rita@home.example.net")
        try desk.addAddress(second, to: user.id, as: User.systemID)
        for recipients in [MessageRecipients(cc: [second]), MessageRecipients(bcc: [second])] {
            let error = refusal {
                try desk.write(
                    .comment, "Hm.", on: ticket.id, recipients: recipients, as: ada.id)
            }
            #expect(error?.code == .invalid)
            #expect(error?.detail.contains("is a requestor of #\(ticket.id)") == true)
        }
        #expect(try office.kinds(of: ticket.id) == [.create])
        let outside = try desk.write(
            .comment, "Hm.", on: ticket.id,
            recipients: MessageRecipients(cc: [try address("lawyer@example.com")]), as: ada.id)
        #expect(try office.outbox(of: ticket.id).last?.id == outside.outbox.last)
        #expect(
            try office.outbox(of: ticket.id).last?.notification.replyTo?.value
                == "support-comment@example.org")
    }

    @Test(
        "only staff choose recipients; the tracker and contradictions are refused",
        arguments: StoreEngine.all)
    func refusals(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let rita = try #require(try office.user("rita@example.net"))
        let lea = try address("lea@example.com")
        func write(_ recipients: MessageRecipients, as user: User) -> DeskError? {
            refusal {
                try office.desk.write(
                    .correspond, "Hm.", on: ticket.id, recipients: recipients, as: user.id)
            }
        }
        #expect(write(MessageRecipients(cc: [lea]), as: rita)?.code == .noRight(.modifyTicket))
        let own = MessageRecipients(bcc: [try address("support@example.org")])
        #expect(write(own, as: ada)?.code == .invalid)
        #expect(write(MessageRecipients(cc: [lea], squelched: [lea]), as: ada)?.code == .invalid)
        let many = (0...100).compactMap { EmailAddress("p\($0)@example.com") }
        #expect(write(MessageRecipients(bcc: many), as: ada)?.code == .invalid)
        #expect(write(MessageRecipients(bcc: [lea]), as: ada) == nil)
    }

    @Test("squelches follow a merge", arguments: StoreEngine.all)
    func merge(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.open("One", id: "1@net")
        let two = try office.open("Two", id: "2@net")
        let (rita, sam) = (try address("rita@example.net"), try address("sam@example.net"))
        _ = try office.desk.change(one.id, [.squelch(rita), .squelch(sam)], as: User.systemID)
        _ = try office.desk.change(two.id, [.squelch(rita)], as: User.systemID)
        _ = try office.desk.merge(one.id, into: two.id, as: User.systemID)
        #expect(try office.desk.squelched(on: one.id, as: User.systemID) == [rita, sam])
        #expect(
            try office.desk.write(.correspond, "Hello.", on: one.id, as: User.systemID).outbox
                .isEmpty)
    }
}
