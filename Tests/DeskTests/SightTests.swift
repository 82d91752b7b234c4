import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("What a refusal tells")
struct SightTests {
    private func error(_ body: () throws -> some Any) -> DeskError? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? DeskError
        }
    }

    /// Whoever writes to us, without a role on the ticket.
    private func outsider(_ office: Office) throws -> User {
        try office.desk.userOrNew(
            at: try #require(EmailAddress("carl@example.com")), as: User.systemID)
    }

    @Test(
        "who may not see a ticket learns nothing of it from changes that are refused or needless",
        arguments: StoreEngine.all)
    func changes(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let carl = try outsider(office)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(
            ticket.id, [.take, .status("open"), .squelch(try #require(carl.addresses.first))],
            as: ada.id)
        let rita = try #require(try office.user("rita@example.net"))
        let changes: [(Change, Right)] = [
            (.status("new"), .modifyTicket), (.status("zzz"), .modifyTicket),
            (.status("open"), .modifyTicket), (.status("deleted"), .modifyTicket),
            (.queue(office.queue.id), .modifyTicket), (.take, .takeTicket),
            (.steal, .stealTicket), (.untake, .modifyTicket), (.give(ada.id), .reassignTicket),
            (.give(rita.id), .reassignTicket), (.subject("Paper"), .modifyTicket),
            (.addWatcher(.custom("nosuch"), .user(carl.id)), .modifyTicket),
            (.addLink(.refersTo, .ticket(TicketID(99))), .modifyTicket),
            (.setCustomField("nosuch", ["1"]), .modifyCustomField),
            (.squelch(try #require(carl.addresses.first)), .showTicket),
            (.squelch(try #require(ada.addresses.first)), .modifyTicket),
        ]
        for (change, right) in changes {
            let found = error { try office.desk.change(ticket.id, [change], as: carl.id) }
            #expect(found?.code == .noRight(right), "\(change)")
            #expect(
                found?.detail
                    == "carl@example.com does not hold \(right.rawValue) on ticket #\(ticket.id)",
                "\(change)")
        }
        // Whoever may change it is not told either how it stands.
        _ = try office.desk.set(
            Grant(.modifyTicket, to: .user(carl.id)), isGranted: true, as: User.systemID)
        let blind = error { try office.desk.change(ticket.id, [.status("zzz")], as: carl.id) }
        #expect(blind?.code == .noRight(.showTicket))
        #expect(
            try office.desk.change(ticket.id, [.subject("Ink")], as: carl.id).messages.count == 1)
        // Who sees it is told why, as ever.
        let seen = error { try office.desk.change(ticket.id, [.status("zzz")], as: ada.id) }
        #expect(seen?.code == .transition)
    }

    @Test("sight of a ticket is asked for before its words are read", arguments: StoreEngine.all)
    func sight(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        let rita = try #require(try office.user("rita@example.net"))
        try office.desk.requireSight(of: ticket.id, as: rita.id)
        let carl = try outsider(office)
        #expect(
            error { try office.desk.requireSight(of: ticket.id, as: carl.id) }?.code
                == .noRight(.modifyTicket))
    }

    @Test(
        "a requestor asks about their own rights only, and not who holds them",
        arguments: StoreEngine.all)
    func rights(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let other = try office.open(from: "sam@example.net", "Ink", id: "2@net")
        let rita = try #require(try office.user("rita@example.net"))
        let desk = office.desk
        #expect(
            error {
                try desk.explain(
                    .superUser, of: ada.id, ticket: nil, queue: nil, as: rita.id)
            }?.code == .noRight(.showACL))
        #expect(
            error {
                try desk.explain(
                    status: "open", of: ticket.id, by: ada.id, as: rita.id)
            }?.code == .noRight(.showACL))
        #expect(
            error {
                try desk.explain(
                    .showTicket, of: rita.id, ticket: other.id, queue: nil, as: rita.id)
            }?.code == .noRight(.showTicket))
        let own = try desk.explain(
            .ownTicket, of: rita.id, ticket: ticket.id, queue: nil, as: rita.id)
        #expect(!own.decision.isAllowed)
        #expect(own.holders.isEmpty)
        let told = try desk.explain(
            .ownTicket, of: rita.id, ticket: ticket.id, queue: nil, as: ada.id)
        #expect(!told.holders.isEmpty)
    }
}
