import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("kept searches")
struct SavedSearchTests {
    private func search(
        _ name: String, _ scope: SavedSearch.Scope, _ query: String = "Status = open"
    ) -> SavedSearch {
        SavedSearch(
            name: name, scope: scope, query: query, order: "due", columns: "id,due",
            author: User.systemID, updated: Timestamp(milliseconds: 0))
    }

    private func code(_ body: () throws -> Void) -> DeskError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? DeskError)?.code
        }
    }

    @Test(
        "own, a group's and the site's are kept apart, own ones first", arguments: StoreEngine.all)
    func scopes(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        let group = try desk.addGroup(name: "team", description: "", as: User.systemID)
        try desk.setMember(.user(ada.id), of: group.id, isMember: true, as: User.systemID)
        func keep(_ scope: SavedSearch.Scope, as actor: UserID, replacing: Bool = false) throws {
            try desk.save(
                search("Mine", scope), replacing: replacing, time: Office.utc, as: actor)
        }
        try keep(.site, as: User.systemID)
        try keep(.group(group.id), as: ada.id)
        try keep(.own(ada.id), as: ada.id)
        #expect(code { try keep(.own(ada.id), as: ada.id) } == .conflict)
        try keep(.own(ada.id), as: ada.id, replacing: true)
        #expect(code { try keep(.own(ada.id), as: bo.id) } == .noRight(.superUser))
        #expect(code { try keep(.group(group.id), as: bo.id) } == .noRight(.adminGroup))
        #expect(code { try keep(.site, as: bo.id) } == .noRight(.superUser))
        #expect(
            try desk.savedSearches(as: ada.id).map(\.scope) == [
                .own(ada.id), .group(group.id), .site,
            ])
        #expect(try desk.savedSearches(as: bo.id).map(\.scope) == [.site])
        let found = try desk.savedSearch(named: "MINE", as: ada.id)
        #expect(found.scope == .own(ada.id))
        #expect(found.author == ada.id)
        #expect(found.order == "due")
        #expect(found.columns == "id,due")
        #expect(try desk.savedSearch(named: "mine", in: .site, as: ada.id).scope == .site)
        try desk.deleteSavedSearch(named: "mine", in: .own(ada.id), as: ada.id)
        #expect(try desk.savedSearch(named: "mine", as: ada.id).scope == .group(group.id))
        #expect(
            code { try desk.deleteSavedSearch(named: "mine", in: .own(ada.id), as: ada.id) }
                == .unknownSearch)
        #expect(
            code { try desk.deleteSavedSearch(named: "mine", in: .site, as: ada.id) }
                == .noRight(.superUser))
        #expect(code { _ = try desk.savedSearch(named: "mnie", as: bo.id) } == .unknownSearch)
    }

    @Test(
        "strangers get no site's search, and nobody keeps what cannot be run",
        arguments: StoreEngine.all)
    func limits(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.openTicket("Paper", from: "rita@example.net")
        let rita = try #require(try office.user("rita@example.net"))
        try office.desk.save(
            search("all", .site), replacing: false, time: Office.utc, as: User.systemID)
        #expect(try office.desk.savedSearches(as: rita.id).isEmpty)
        #expect(throws: QueryError.self) {
            try office.desk.save(
                search("bad", .own(rita.id), "Stauts = open"), replacing: false, time: Office.utc,
                as: rita.id)
        }
        #expect(throws: QueryError.self) {
            try office.desk.save(
                search("bad", .own(rita.id), "Status = opne"), replacing: false, time: Office.utc,
                as: rita.id)
        }
        #expect(
            code {
                try office.desk.save(
                    search(" \n", .own(rita.id)), replacing: false, time: Office.utc, as: rita.id)
            } == .invalid)
    }
}

@Suite("changing what was found")
struct BulkChangeTests {
    @Test("a trial says what would happen and leaves no trace", arguments: StoreEngine.all)
    func trial(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let id = try office.openTicket("Paper")
        let before = (try office.ticket(id), try office.kinds(of: id), try office.outbox(of: id))
        let changes: [Change] = [.status("resolved"), .owner(ada.id)]
        let plan = try office.desk.change(id, bulk: changes, isTrial: true, as: ada.id)
        #expect(
            plan.messages == [
                "Status changed from new to resolved.", "Owner changed from Nobody to ada.",
            ])
        #expect(plan.refusal == nil)
        #expect(plan.outbox.isEmpty)
        #expect(try office.ticket(id) == before.0)
        #expect(try office.kinds(of: id) == before.1)
        #expect(try office.outbox(of: id) == before.2)
        let done = try office.desk.change(id, bulk: changes, isTrial: false, as: ada.id)
        #expect(done.messages == plan.messages)
        #expect(!done.outbox.isEmpty)
        #expect(try office.ticket(id).owner == ada.id)
        let again = try office.desk.change(id, bulk: changes, isTrial: false, as: ada.id)
        #expect(again.messages.isEmpty)
        #expect(again.refusal == nil)
    }

    @Test(
        "a ticket whose second change is refused keeps nothing of the first",
        arguments: StoreEngine.all)
    func refusal(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        let id = try office.openTicket("Paper")
        let refused = try office.desk.change(
            id, bulk: [.priority(9), .status("deleted")], isTrial: false,
            as: ada.id)
        #expect(refused.refusal?.contains("DeleteTicket") == true)
        #expect(refused.messages.isEmpty)
        #expect(try office.ticket(id).priority == 0)
        func owner(_ user: UserID?, as actor: UserID) throws -> String? {
            try office.desk.change(id, bulk: [.owner(user)], isTrial: false, as: actor).refusal
        }
        #expect(try owner(ada.id, as: ada.id) == nil)
        #expect(try owner(bo.id, as: bo.id) == nil, "stolen")
        for grantee in [Grantee.privileged, .user(ada.id)] {
            _ = try office.desk.set(
                Grant(.reassignTicket, to: grantee), isGranted: grantee == .user(ada.id),
                as: User.systemID)
        }
        let carl = try office.staff("carl")
        #expect(try owner(nil, as: carl.id)?.contains("ReassignTicket") == true)
        #expect(try owner(nil, as: ada.id) == nil, "reassigned to nobody")
        #expect(try office.ticket(id).owner == nil)
        #expect(try owner(bo.id, as: bo.id) == nil)
        #expect(try owner(nil, as: bo.id) == nil)
        #expect(try owner(nil, as: bo.id) == nil)
        let rita = try #require(try office.user("rita@example.net"))
        #expect(try owner(ada.id, as: rita.id) != nil)
    }

    @Test(
        "a priority by its name is what each ticket's queue calls so", arguments: StoreEngine.all)
    func namedPriority(engine: StoreEngine) throws {
        let office = try Office(engine)
        let root = User.systemID
        let other = try office.desk.addQueue(
            Queue(
                id: QueueID(0), name: "plant", correspondAddress: nil, commentAddress: nil),
            as: root)
        let names = PriorityNames([.init("Note", 0), .init("High", 7)])
        try office.desk.set(names, of: other.id, as: root)
        let one = try office.openTicket("Paper")
        let two = try office.desk.open(
            TicketRequest(queue: other.id, subject: "Two", text: "x", requestors: []), as: root
        ).ticket.id
        func set(_ id: TicketID, _ change: Change) throws -> String? {
            try office.desk.change(id, bulk: [change], isTrial: false, as: root).refusal
        }
        for id in [one, two] {
            #expect(try set(id, .namedPriority(nil, "high")) == nil)
            #expect(try set(id, .namedPriority(.finalPriority, "High")) == nil)
        }
        #expect(try [one, two].map { try office.ticket($0).priority } == [100, 7])
        #expect(try [one, two].map { try office.ticket($0)[.finalPriority] } == [100, 7])
        #expect(
            try set(one, .namedPriority(nil, "Note"))
                == "queue \"support\" calls no priority \"Note\"; there are: Low, Medium, High")
    }
}
