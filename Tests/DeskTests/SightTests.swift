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

    @Test(
        "a refusal names a merged ticket by the number that was asked for",
        arguments: StoreEngine.all)
    func merged(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (one, two) = (
            try office.open("Paper", id: "1@net"), try office.open("Ink", id: "2@net")
        )
        _ = try office.desk.merge(two.id, into: one.id, as: User.systemID)
        let carl = try outsider(office)
        #expect(
            error { try office.desk.view(two.id, as: carl.id) }?.detail
                == "carl@example.com does not hold ShowTicket on ticket #\(two.id)")
        #expect(
            error { try office.desk.change(two.id, [.take], as: carl.id) }?.detail
                == "carl@example.com does not hold TakeTicket on ticket #\(two.id)")
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
            }?.code == .unknownTicket)
        let own = try desk.explain(
            .ownTicket, of: rita.id, ticket: ticket.id, queue: nil, as: rita.id)
        #expect(!own.decision.isAllowed)
        #expect(own.holders.isEmpty)
        _ = try desk.set(
            Grant(.showACL, to: .user(ada.id)), isGranted: true, as: User.systemID)
        let told = try desk.explain(
            .ownTicket, of: rita.id, ticket: ticket.id, queue: nil, as: ada.id)
        #expect(!told.holders.isEmpty)
    }

    @Test(
        "what may be named, listed and counted is what a search may name",
        arguments: StoreEngine.all)
    func names(engine: StoreEngine) throws {
        let office = try Office(engine)
        let root = User.systemID
        let desk = office.desk
        let ada = try office.staff("ada")
        let secret = try desk.addQueue(
            Queue(id: QueueID(0), name: "secret", correspondAddress: nil, commentAddress: nil),
            as: root)
        for right in Right.builtIn {
            _ = try desk.set(Grant(right, to: .privileged), isGranted: false, as: root)
        }
        _ = try desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: "Spy", queues: [secret.id]), as: root)
        try office.field("Clearance") { $0.queues = [secret.id] }
        let group = try desk.addGroup(name: "geheim", description: "", as: root)
        let hidden = try desk.open(
            TicketRequest(queue: secret.id, subject: "Two", text: "x", requestors: []), as: root
        ).ticket
        _ = try office.open("Paper", id: "1@net")
        func sight() throws -> Sight {
            try desk.store.read { try desk.sight($0, of: ada.id) }
        }
        func counts(_ queue: Queue) throws -> [Int64] {
            try desk.store.read { session in
                try desk.sight(session, of: ada.id).ticketCounts(in: queue).map(\.count)
            }
        }
        func grant(_ right: Right, _ queue: QueueID?) throws {
            _ = try desk.set(
                Grant(right, to: .user(ada.id), in: queue), isGranted: true, as: root)
        }
        var seen = try sight()
        #expect(seen.queues.isEmpty && seen.roles.isEmpty && seen.groups.isEmpty)
        #expect(try desk.allCustomFields(as: ada.id).isEmpty)
        #expect(try counts(secret) == [] && counts(office.queue) == [])
        try grant(.showTicket, office.queue.id)
        try grant(.seeCustomField, office.queue.id)
        seen = try sight()
        #expect(seen.queues.map(\.name) == ["support"] && seen.roles.isEmpty)
        #expect(!seen.knows(group.id) && !seen.knows(secret.id))
        #expect(try desk.allCustomFields(as: ada.id).isEmpty)
        #expect(try desk.customRoles(as: ada.id).isEmpty)
        #expect(
            error { try desk.customRole(named: "Spy", as: ada.id) }?.code == .unknownRole)
        #expect(try counts(office.queue) == [1] && counts(secret) == [])
        // One ticket of a queue shows the queue, and no more of it than that ticket.
        _ = try desk.change(hidden.id, [.addWatcher(.cc, .user(ada.id))], as: root)
        _ = try desk.open(
            TicketRequest(queue: secret.id, subject: "Three", text: "x", requestors: []), as: root)
        #expect(try sight().queues.map(\.name).sorted() == ["secret", "support"])
        #expect(try counts(secret) == [1])
        // Who looks after something is told of all of it.
        try grant(.adminGroup, nil)
        try grant(.adminCustomField, nil)
        #expect(try sight().groups.map(\.name) == ["geheim"])
        #expect(try desk.allCustomFields(as: ada.id).map(\.name) == ["Clearance"])
    }

    @Test(
        "who may do what at a ticket is told to those who see it; who else, with ShowACL",
        arguments: StoreEngine.all)
    func explain(engine: StoreEngine) throws {
        let office = try Office(engine)
        let root = User.systemID
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        let ticket = try office.open("Paper", id: "1@net")
        func explain(_ user: User) throws -> RightExplanation {
            try office.desk.explain(
                .showTicket, of: user.id, ticket: ticket.id, queue: nil, as: ada.id)
        }
        for right in [Right.showACL, .superUser] {
            _ = try office.desk.set(Grant(right, to: .privileged), isGranted: false, as: root)
        }
        #expect(
            error { try explain(bo) }?.detail
                == "ada does not hold ShowACL and may ask only about themselves")
        let own = try explain(ada)
        #expect(own.decision.isAllowed && !own.isWhole && own.holders.isEmpty)
        let here = Grant(.modifyACL, to: .user(ada.id), in: office.queue.id)
        _ = try office.desk.set(here, isGranted: true, as: root)
        let found = try explain(bo)
        #expect(found.decision.isAllowed && !found.isWhole && found.holders.isEmpty)
        #expect(
            error {
                try office.desk.explain(
                    .showTicket, of: bo.id, ticket: nil, queue: nil, as: ada.id)
            }?.code == .noRight(.showACL))
        _ = try office.desk.set(Grant(.showACL, to: .user(ada.id)), isGranted: true, as: root)
        #expect(try explain(bo).isWhole && !explain(bo).holders.isEmpty)
        _ = try office.desk.set(Grant(.showTicket, to: .privileged), isGranted: false, as: root)
        for user in [ada, bo] {
            let refusal = error { try explain(user) }
            #expect(refusal?.detail == "there is no ticket #\(ticket.id)")
        }
    }

    @Test("who has an account is not told to those who write to us", arguments: StoreEngine.all)
    func accounts(engine: StoreEngine) throws {
        let office = try Office(engine)
        let rita = try outsider(office)
        _ = try office.staff("ada")
        for address in ["ada@example.org", "nosuch@example.org"] {
            let address = try #require(EmailAddress(address))
            let found = error { try office.desk.userOrNew(at: address, as: rita.id) }
            #expect(found?.detail == "carl@example.com is no member of staff")
        }
    }

    @Test("the last who holds SuperUser stays", arguments: StoreEngine.all)
    func lastSuperUser(engine: StoreEngine) throws {
        let office = try Office(engine)
        let root = User.systemID
        var ada = try office.staff("ada")
        let group = try office.desk.addGroup(name: "admins", description: "", as: root)
        try office.desk.setMember(.user(ada.id), of: group.id, isMember: true, as: root)
        let grant = Grant(.superUser, to: .group(group.id))
        _ = try office.desk.set(grant, isGranted: true, as: root)
        ada.isDisabled = true
        var disabled = group
        disabled.isDisabled = true
        let (gone, closed) = (ada, disabled)
        func refusals() -> [DeskError.Code?] {
            [
                error { try office.desk.update(gone, as: root) }?.code,
                error { try office.desk.update(closed, as: root) }?.code,
                error {
                    try office.desk.setMember(
                        .user(gone.id), of: group.id, isMember: false, as: root)
                }?.code, error { try office.desk.set(grant, isGranted: false, as: root) }?.code,
            ]
        }
        #expect(refusals() == [.conflict, .conflict, .conflict, .conflict])
        let bo = try office.staff("bo")
        _ = try office.desk.set(Grant(.superUser, to: .user(bo.id)), isGranted: true, as: root)
        try office.desk.update(gone, as: root)
        #expect(
            error { try office.desk.requireStaff(as: gone.id) }?.detail
                == "the account of ada is disabled")
    }

    @Test("a user's name means nobody else", arguments: StoreEngine.all)
    func userNames(engine: StoreEngine) throws {
        let office = try Office(engine)
        let names = [
            "everyone", "Requestor", "privileged", "unprivileged", "owner", "cc", "AdminCc", "me",
            "any", "nobody", "__CurrentUser__", "17", "group:x", "role:y",
        ]
        for name in names {
            let found = error {
                try office.desk.addUser(
                    name: name, realName: nil, isPrivileged: true, language: nil, addresses: [],
                    as: User.systemID)
            }
            #expect(found?.code == .invalid, "\(name)")
        }
        var ada = try office.staff("ada")
        ada.name = "Me"
        let renamed = ada
        #expect(error { try office.desk.update(renamed, as: User.systemID) }?.code == .invalid)
    }
}
