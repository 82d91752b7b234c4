import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Why a status change is refused")
struct StatusExplanationTests {
    private func explain(
        _ office: Office, _ status: String, _ ticket: TicketID, by user: User
    ) throws -> StatusExplanation {
        try office.desk.explain(status: status, of: ticket, by: user.id, as: User.systemID)
    }

    @Test("what may be done is said to work, and nothing of it is done", arguments: StoreEngine.all)
    func allowed(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let before = try office.outbox(of: ticket.id).count
        let found = try explain(office, "RESOLVED", ticket.id, by: ada)
        #expect(found.refusal == nil)
        #expect(found.wanted == "resolved")
        #expect(found.mails == 1)
        #expect(found.checks.allSatisfy { $0.isMet })
        #expect(found.checks.count == 3)
        #expect(try office.ticket(ticket.id).status == "new")
        #expect(try office.kinds(of: ticket.id) == [.create])
        #expect(try office.outbox(of: ticket.id).count == before)
    }

    @Test("each obstacle is named, not only the first", arguments: StoreEngine.all)
    func obstacles(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.open("One", id: "2@net")
        let two = try office.open("Two", id: "3@net")
        _ = try office.desk.change(
            one.id, [.addLink(.dependsOn, .ticket(two.id))], as: User.systemID)
        let user = try #require(try office.user("rita@example.net"))
        let found = try explain(office, "resolved", one.id, by: user)
        #expect(found.checks.map(\.isMet) == [true, false, false])
        guard case .openDependencies(let open, hidden: 0) = try #require(found.checks.last) else {
            Issue.record("\(found.checks)")
            return
        }
        #expect(open.map(\.id) == [two.id])
        #expect(found.refusal?.contains("does not hold ModifyTicket") == true)
    }

    @Test("what depends on a denied approval is rejected, not resolved", arguments: StoreEngine.all)
    func denied(engine: StoreEngine) throws {
        let office = try Office(engine)
        let approvals = try office.queue(
            "approvals",
            """
            initial: [new]
            active: [open]
            inactive: [approved, denied]
            create: [new]
            defaults: {on_create: new, on_resolve: approved, approved: approved, denied: denied}
            transitions: {new: [approved, denied, open], open: [approved], denied: [approved]}
            """)
        let order = try office.openTicket("Order")
        let approval = try office.desk.open(
            TicketRequest(queue: approvals.id, subject: "Approve", text: "x"), as: User.systemID
        ).ticket.id
        _ = try office.desk.change(
            order, [.addLink(.dependsOn, .ticket(approval))], as: User.systemID)
        _ = try office.desk.change(approval, [.status("denied")], as: User.systemID)
        let refusal = #expect(throws: DeskError.self) {
            try office.desk.resolve(order, as: User.systemID)
        }
        #expect(refusal?.detail == "#\(order) depends on #\(approval), which was denied: denied")
        let other = try office.desk.open(
            TicketRequest(queue: approvals.id, subject: "Again", text: "x"), as: User.systemID
        ).ticket.id
        _ = try office.desk.change(
            other, [.addLink(.dependsOn, .ticket(approval))], as: User.systemID)
        #expect(throws: DeskError.self) {
            try office.desk.change(other, [.status("approved")], as: User.systemID)
        }
        let root = try #require(try office.desk.store.read { try $0.user(User.systemID) })
        let rejected = try explain(office, "rejected", order, by: root)
        #expect(rejected.refusal == nil)
        _ = try office.desk.change(approval, [.status("approved")], as: User.systemID)
        _ = try office.desk.resolve(order, as: User.systemID)
    }

    @Test(
        "a ticket that the asker may not see is not named, whoever would do it",
        arguments: StoreEngine.all)
    func hidden(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let secret = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "secret"), as: User.systemID)
        let one = try office.open("One", id: "2@net")
        for grant in try office.desk.store.read({ try $0.grants() }) {
            _ = try office.desk.set(grant, isGranted: false, as: User.systemID)
        }
        let two = try office.desk.open(
            TicketRequest(queue: secret.id, subject: "Two", text: "x", requestors: []),
            as: User.systemID
        ).ticket
        _ = try office.desk.change(
            one.id, [.addLink(.dependsOn, .ticket(two.id))], as: User.systemID)
        for right in [Right.showTicket, .modifyTicket, .showACL] {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id), in: office.queue.id), isGranted: true,
                as: User.systemID)
        }
        let root = try #require(try office.desk.store.read { try $0.user(User.systemID) })
        for doer in [root, ada] {
            let found = try office.desk.explain(
                status: "resolved", of: one.id, by: doer.id, as: ada.id)
            #expect(found.checks.last == .openDependencies([], hidden: 1))
            #expect(
                found.refusal == "#\(one.id) depends on an open ticket that ada may not see")
        }
        #expect {
            try office.desk.change(one.id, [.status("resolved")], as: ada.id)
        } throws: { error in
            (error as? DeskError)?.detail
                == "#\(one.id) depends on an open ticket that ada may not see"
        }
    }

    @Test("a way round is offered where there is one", arguments: StoreEngine.all)
    func way(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(ticket.id, [.status("rejected")], as: ada.id)
        let found = try explain(office, "stalled", ticket.id, by: ada)
        let direct = found.lifecycle.allows(from: "rejected", to: "stalled")
        #expect(found.checks.first?.isMet == direct)
        let unknown = try explain(office, "resolvd", ticket.id, by: ada)
        #expect(unknown.checks == [.unknown(nearest: "resolved")])
        #expect(unknown.refusal?.contains("there is no status \"resolvd\"") == true)
        #expect(try explain(office, "rejected", ticket.id, by: ada).checks == [.isSo])
    }

    @Test("whoever may not see the ticket is told nothing", arguments: StoreEngine.all)
    func rights(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        let sam = try office.desk.userOrNew(
            at: try #require(EmailAddress("sam@example.com")), as: User.systemID)
        #expect(throws: DeskError.self) {
            try office.desk.explain(
                status: "resolved", of: ticket.id, by: User.systemID, as: sam.id)
        }
    }
}
