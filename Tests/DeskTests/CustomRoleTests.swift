import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Custom roles")
struct CustomRoleTests {
    private func refusal(_ body: () throws -> some Any) -> DeskError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? DeskError)?.code
        }
    }

    private func role(
        _ office: Office, _ name: String, isSingle: Bool = false, queues: Set<QueueID>? = nil
    ) throws -> CustomRole {
        try office.desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: name, isSingle: isSingle, queues: queues),
            as: User.systemID)
    }

    @Test(
        "names are Unicode, unique regardless of case, and nobody else's",
        arguments: StoreEngine.all)
    func names(engine: StoreEngine) throws {
        let office = try Office(engine)
        let made = try role(office, "Инженер 工程師")
        #expect(try office.desk.customRoles(as: User.systemID) == [made])
        #expect(refusal { try role(office, "иНЖЕНЕР 工程師") } == .conflict)
        for name in [
            "", " x", "cc", "Owner", "ADMINCC", "everyone", "42", "a}b", "a/b", "a,b", "a:b",
            "a\nb", String(repeating: "x", count: 65),
        ] {
            #expect(refusal { try role(office, name) } == .invalid, "\(name)")
        }
        let ada = try office.staff("ada")
        #expect(
            refusal { try office.desk.addCustomRole(made, as: ada.id) }
                == .noRight(.adminCustomRoles))
        #expect(
            refusal { try office.desk.customRole(named: "nonsense", as: ada.id) } == .unknownRole)
        #expect(
            try office.desk.customRole(named: "инженер 工程師", as: ada.id).role == made)
    }

    @Test("a seat lends the rights of its role, also through a group", arguments: StoreEngine.all)
    func rights(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ticket = try office.open("Paper", id: "1@net")
        let sam = try desk.userOrNew(
            at: try #require(EmailAddress("sam@example.com")), as: User.systemID)
        let team = try desk.addGroup(name: "team", description: "", as: User.systemID)
        let engineer = try role(office, "Engineer")
        _ = try desk.set(
            Grant(.showTicket, to: .role(.custom("ENGINEER"))), isGranted: true, as: User.systemID)
        let stored = try desk.store.read { try $0.grants() }
        #expect(stored.contains(Grant(.showTicket, to: .role(engineer.role))))
        #expect(refusal { try desk.view(ticket.id, as: sam.id) } == .noRight(.showTicket))
        let done = try desk.change(
            ticket.id, [.addWatcher(.custom("engineer"), .user(sam.id))], as: User.systemID)
        #expect(done.messages == ["sam@example.com is Engineer now."])
        #expect(try desk.view(ticket.id, as: sam.id).watchers.contains { $0.role == engineer.role })
        _ = try desk.change(
            ticket.id,
            [
                .removeWatcher(engineer.role, .user(sam.id)),
                .addWatcher(engineer.role, .group(team.id)),
            ], as: User.systemID)
        #expect(refusal { try desk.view(ticket.id, as: sam.id) } == .noRight(.showTicket))
        try desk.setMember(.user(sam.id), of: team.id, isMember: true, as: User.systemID)
        #expect(try desk.view(ticket.id, as: sam.id).ticket.id == ticket.id)
        // A disabled role lends nothing, an enabled one all again.
        var off = engineer
        off.isDisabled = true
        try desk.update(off, as: User.systemID)
        #expect(refusal { try desk.view(ticket.id, as: sam.id) } == .noRight(.showTicket))
        #expect(
            refusal {
                try desk.change(
                    ticket.id, [.addWatcher(engineer.role, .user(sam.id))], as: User.systemID)
            } == .conflict)
        try desk.update(engineer, as: User.systemID)
        #expect(try desk.view(ticket.id, as: sam.id).ticket.id == ticket.id)
    }

    @Test("a role is held only in its queues", arguments: StoreEngine.all)
    func queues(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let sales = try desk.addQueue(Queue(id: QueueID(0), name: "sales"), as: User.systemID)
        let keeper = try role(office, "Keeper", queues: [sales.id])
        let ticket = try office.open("Paper", id: "1@net")
        let ada = try office.staff("ada")
        let seat = Change.addWatcher(keeper.role, .user(ada.id))
        #expect(refusal { try desk.change(ticket.id, [seat], as: User.systemID) } == .conflict)
        #expect(
            refusal {
                try desk.setWatcher(
                    keeper.role, .user(ada.id), of: office.queue.id, isWatcher: true,
                    as: User.systemID)
            } == .conflict)
        #expect(
            try desk.setWatcher(
                keeper.role, .user(ada.id), of: sales.id, isWatcher: true, as: User.systemID))
        #expect(
            refusal {
                try desk.change(
                    ticket.id, [.addWatcher(.custom("nobody's"), .user(ada.id))], as: User.systemID)
            } == .unknownRole)
        _ = try desk.change(ticket.id, [.queue(sales.id), seat], as: User.systemID)
        #expect(
            try desk.view(ticket.id, as: ada.id).watchers.filter { $0.role == keeper.role }
                .map(\.isOfQueue) == [false, true])
        _ = try desk.change(ticket.id, [.queue(office.queue.id)], as: User.systemID)
        #expect(
            !(try desk.view(ticket.id, as: ada.id).watchers.contains { $0.role == keeper.role }))
    }

    @Test(
        "the one member of a single role is replaced, and a merge keeps one",
        arguments: StoreEngine.all)
    func single(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        let lead = try role(office, "Lead", isSingle: true)
        let one = try office.open("One", id: "1@net")
        let two = try office.open("Two", id: "2@net")
        _ = try desk.change(one.id, [.addWatcher(lead.role, .user(ada.id))], as: User.systemID)
        let done = try desk.change(
            one.id, [.addWatcher(lead.role, .user(bo.id))], as: User.systemID)
        #expect(done.messages == ["bo is Lead now instead of ada."])
        #expect(
            try desk.change(one.id, [.addWatcher(lead.role, .user(bo.id))], as: User.systemID)
                .messages.isEmpty)
        #expect(try office.kinds(of: one.id).suffix(2) == [.addWatcher, .setWatcher])
        _ = try desk.change(two.id, [.addWatcher(lead.role, .user(ada.id))], as: User.systemID)
        _ = try desk.merge(one.id, into: two.id, as: User.systemID)
        func leads(_ ticket: TicketID) throws -> [Principal] {
            try desk.view(ticket, as: ada.id).watchers.filter { $0.role == lead.role }
                .map(\.member)
        }
        #expect(try leads(two.id) == [.user(ada.id)])
        let three = try office.open("Three", id: "3@net")
        _ = try desk.merge(two.id, into: three.id, as: User.systemID)
        #expect(try leads(three.id) == [.user(ada.id)])
        for user in [ada, bo] {
            _ = try desk.setWatcher(
                lead.role, .user(user.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        }
        #expect(
            try desk.store.read { try $0.watchers(of: office.queue.id) }
                .filter { $0.role == lead.role }.map(\.member) == [.user(bo.id)])
    }

    @Test(
        "seats and grants follow a new name; several members stop \"single\"",
        arguments: StoreEngine.all)
    func rename(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        var engineer = try role(office, "Engineer")
        let ticket = try office.open("Paper", id: "1@net")
        _ = try desk.change(
            ticket.id,
            [
                .addWatcher(engineer.role, .user(ada.id)), .addWatcher(engineer.role, .user(bo.id)),
            ], as: User.systemID)
        _ = try desk.set(
            Grant(.deleteTicket, to: .role(engineer.role)), isGranted: true, as: User.systemID)
        engineer.name = "Technician"
        try desk.update(engineer, as: User.systemID)
        let explanation = try desk.explain(
            .deleteTicket, of: ada.id, ticket: ticket.id, queue: nil, as: User.systemID)
        #expect(explanation.roles == [.custom("Technician")])
        #expect(explanation.decision.isAllowed)
        var single = engineer
        single.isSingle = true
        #expect(refusal { try desk.update(single, as: User.systemID) } == .conflict)
        #expect(try desk.customRole(named: "technician", as: ada.id).seats == 2)
    }

    @Test("searches ask for custom roles by name", arguments: StoreEngine.all)
    func search(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let manager = try role(office, "Account Manager")
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.open("Ink", id: "2@net")
        _ = try desk.change(
            ticket.id, [.addWatcher(manager.role, .user(ada.id))], as: User.systemID)
        for query in [
            "CustomRole.{Account Manager} = 'ada@example.org'",
            "customrole.{account manager}.Name = 'ada'",
            "CustomRole.{ account manager }.EmailAddress LIKE '@example.org'",
            "CustomRole.{Account Manager} IS NOT NULL",
        ] {
            #expect(try office.find(query, as: ada.id) == [ticket.id.value], "\(query)")
        }
        #expect(throws: QueryError.self) {
            try office.find("CustomRole.{Acount Manager} = 'ada'", as: ada.id)
        }
    }
}
