import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Changing tickets")
struct ChangeTests {
    private func refusal(_ body: () throws -> some Any) -> DeskError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? DeskError)?.code
        }
    }

    @Test(
        "statuses follow the lifecycle, and dates follow the statuses", arguments: StoreEngine.all)
    func statuses(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        #expect(ticket.started == nil)
        let open = try office.desk.change(ticket.id, [.status("open")], as: ada.id)
        #expect(open.messages == ["Status changed from new to open."])
        #expect(open.ticket.started != nil)
        #expect(try office.desk.change(ticket.id, [.status("open")], as: ada.id).messages.isEmpty)
        #expect(
            refusal { try office.desk.change(ticket.id, [.status("opne")], as: ada.id) }
                == .transition)
        #expect(
            refusal { try office.desk.change(ticket.id, [.status("deleted")], as: ada.id) }
                == .noRight(.deleteTicket))
        let done = try office.desk.resolve(ticket.id, as: ada.id)
        #expect(done.ticket.resolved != nil)
    }

    @Test("a status is spelled as the ticket's own lifecycle does", arguments: StoreEngine.all)
    func spelling(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let hardware = try office.queue(
            "hardware",
            """
            initial: [New]
            active: [Open, in-use, on hold]
            inactive: [done]
            create: [New]
            defaults: {on_create: New, on_resolve: done}
            transitions: {New: [Open], Open: [in-use, on hold], in-use: [done], on hold: [Open]}
            rights: {"Open -> on hold": TakeTicket, "in-use -> *": ModifyTicket}
            """)
        let paper = try office.open("Paper", id: "1@net")
        let laptop = try office.desk.open(
            TicketRequest(queue: hardware.id, subject: "Laptop", text: "x", status: "new"),
            as: ada.id
        ).ticket
        #expect(laptop.status == "New")
        for (ticket, status) in [(paper, "open"), (laptop, "Open")] {
            let done = try office.desk.change(
                ticket.id, bulk: [.status("open")], isTrial: false, as: ada.id)
            #expect(done.refusal == nil)
            #expect(done.ticket.status == status)
        }
        let held = try office.desk.change(laptop.id, [.status("ON HOLD")], as: ada.id)
        #expect(held.ticket.status == "on hold")
        let lifecycle = try #require(try office.desk.lifecycles()["hardware"])
        #expect(lifecycle.right(from: "Open", to: "on hold") == .takeTicket)
        let found = try office.desk.search(
            QueryParser.parse("Status = 'on hold' OR Status = \"in-use\""), order: [], limit: 9,
            time: Office.utc, as: ada.id)
        #expect(found.hits.map(\.line.ticket.id) == [laptop.id])
        do {
            _ = try office.desk.change(laptop.id, [.status("in-usr")], as: ada.id)
            Issue.record("there is no such status")
        } catch let error as DeskError {
            #expect(
                error.detail
                    == "there is no status \"in-usr\" in lifecycle \"hardware\" (did you mean "
                    + "\"in-use\"?); there are: New, Open, in-use, on hold, done")
        }
    }

    @Test("several changes are all made or none", arguments: StoreEngine.all)
    func atomic(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let before = try office.kinds(of: ticket.id)
        #expect(
            refusal {
                try office.desk.change(
                    ticket.id, [.subject("Other"), .status("nonsense")], as: ada.id)
            } == .transition)
        #expect(try office.ticket(ticket.id).subject == "Paper")
        #expect(try office.kinds(of: ticket.id) == before)
    }

    @Test("take, steal, give and untake follow RT's rights", arguments: StoreEngine.all)
    func owner(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let bo = try office.staff("bo")
        let ticket = try office.open("Paper", id: "1@net")
        let desk = office.desk
        #expect(refusal { try desk.change(ticket.id, [.steal], as: ada.id) } == .conflict)
        #expect(try desk.change(ticket.id, [.take], as: ada.id).ticket.owner == ada.id)
        #expect(refusal { try desk.change(ticket.id, [.take], as: bo.id) } == .conflict)
        #expect(try desk.change(ticket.id, [.steal], as: bo.id).ticket.owner == bo.id)
        #expect(refusal { try desk.change(ticket.id, [.untake], as: ada.id) } == .conflict)
        let rita = try #require(try office.user("rita@example.net"))
        #expect(
            refusal { try desk.change(ticket.id, [.give(rita.id)], as: bo.id) }
                == .noRight(.ownTicket))
        #expect(try desk.change(ticket.id, [.give(ada.id)], as: bo.id).ticket.owner == ada.id)
        #expect(try desk.change(ticket.id, [.untake], as: ada.id).ticket.owner == nil)
        #expect(
            try office.kinds(of: ticket.id).filter { Transaction.Kind.ownerChanges.contains($0) }
                == [.take, .steal, .give, .untake])
        #expect(
            refusal { try desk.change(ticket.id, [.take], as: rita.id) } == .noRight(.takeTicket))
    }

    @Test("merging moves number, watchers, links and history", arguments: StoreEngine.all)
    func merge(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let one = try office.open(from: "rita@example.net", "One", id: "1@net")
        let two = try office.open(from: "sam@example.net", "Two", id: "2@net")
        let three = try office.open("Three", id: "3@net")
        _ = try desk.change(one.id, [.addLink(.dependsOn, .ticket(three.id))], as: User.systemID)
        _ = try desk.change(three.id, [.addLink(.refersTo, .ticket(one.id))], as: User.systemID)
        _ = try desk.change(one.id, [.addLink(.refersTo, .ticket(two.id))], as: User.systemID)
        _ = try desk.merge(one.id, into: two.id, as: User.systemID)
        let view = try desk.view(one.id, as: User.systemID)
        #expect(view.ticket.id == two.id)
        #expect(view.merged == [one.id])
        #expect(view.watchers.filter { $0.role == .requestor }.count == 2)
        #expect(view.links == [Link(ticket: two.id, kind: .dependsOn, target: .ticket(three.id))])
        #expect(
            view.backlinks == [Link(ticket: three.id, kind: .refersTo, target: .ticket(two.id))])
        #expect(view.entries.filter { $0.transaction.kind == .create }.count == 2)
        #expect(refusal { try desk.merge(one.id, into: two.id, as: User.systemID) } == .invalid)
        let ada = try office.staff("ada")
        #expect(
            refusal { try desk.merge(three.id, into: TicketID(99), as: ada.id) } == .unknownTicket)
    }

    @Test("a ticket is not closed before those that it depends on", arguments: StoreEngine.all)
    func dependencies(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.open("One", id: "1@net")
        let two = try office.open("Two", id: "2@net")
        let desk = office.desk
        _ = try desk.change(one.id, [.addLink(.dependsOn, .ticket(two.id))], as: User.systemID)
        #expect(refusal { try desk.resolve(one.id, as: User.systemID) } == .conflict)
        _ = try desk.resolve(two.id, as: User.systemID)
        #expect(try desk.resolve(one.id, as: User.systemID).ticket.status == "resolved")
        #expect(
            refusal {
                try desk.change(one.id, [.addLink(.refersTo, .ticket(one.id))], as: User.systemID)
            } == .invalid)
    }

    @Test("moving to a queue needs CreateTicket there", arguments: StoreEngine.all)
    func move(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let sales = try desk.addQueue(Queue(id: QueueID(0), name: "sales"), as: User.systemID)
        let ticket = try office.open("One", id: "1@net")
        #expect(try desk.change(ticket.id, [.queue(sales.id)], as: ada.id).ticket.queue == sales.id)
        _ = try desk.set(Grant(.createTicket, to: .everyone), isGranted: false, as: User.systemID)
        #expect(
            refusal { try desk.change(ticket.id, [.queue(office.queue.id)], as: ada.id) }
                == .noRight(.createTicket))
    }

    @Test(
        "who may not see comments does not see them; who may not see the ticket sees nothing",
        arguments: StoreEngine.all)
    func views(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        _ = try desk.write(.comment, "internal", on: ticket.id, as: ada.id)
        let rita = try #require(try office.user("rita@example.net"))
        let hers = try desk.view(ticket.id, as: rita.id)
        #expect(hers.entries.map(\.transaction.kind) == [.create])
        #expect(hers.entries.allSatisfy { $0.outbox.isEmpty && $0.decisions.isEmpty })
        #expect(try desk.view(ticket.id, as: ada.id).entries.count == 2)
        _ = try office.open(from: "sam@example.net", "Other", id: "2@net")
        #expect(refusal { try desk.view(TicketID(2), as: rita.id) } == .noRight(.showTicket))
        var filter = TicketFilter(limit: 1)
        #expect(try desk.list(filter, as: rita.id).map(\.ticket.id) == [ticket.id])
        filter.limit = 10
        #expect(try desk.list(filter, as: ada.id).map(\.ticket.id) == [TicketID(2), TicketID(1)])
    }

    @Test("why a right is held is explained", arguments: StoreEngine.all)
    func explains(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        let rita = try #require(try office.user("rita@example.net"))
        let held = try office.desk.explain(
            .replyToTicket, of: rita.id, ticket: ticket.id, queue: nil, as: User.systemID)
        #expect(held.decision == .allowed(by: Grant(.replyToTicket, to: .role(.requestor))))
        #expect(held.roles == [.requestor])
        let refused = try office.desk.explain(
            .ownTicket, of: rita.id, ticket: ticket.id, queue: nil, as: User.systemID)
        #expect(refused.decision == .refused(.noGrant))
        #expect(refused.holders.map(\.grantee) == [.privileged])
    }

    @Test("names, addresses and tags are unique and clean", arguments: StoreEngine.all)
    func admin(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        #expect(refusal { try office.staff("ADA") } == .conflict)
        let taken = try #require(EmailAddress("support@example.org"))
        #expect(refusal { try desk.addAddress(taken, to: ada.id, as: User.systemID) } == .conflict)
        var queue = Queue(id: QueueID(0), name: "SUPPORT")
        #expect(refusal { try desk.addQueue(queue, as: User.systemID) } == .conflict)
        queue = Queue(id: QueueID(0), name: "sales", correspondAddress: taken)
        #expect(refusal { try desk.addQueue(queue, as: User.systemID) } == .conflict)
        queue = Queue(id: QueueID(0), name: "sales", subjectTag: "a]b")
        #expect(refusal { try desk.addQueue(queue, as: User.systemID) } == .invalid)
        queue = Queue(id: QueueID(0), name: "sales", lifecycle: "none")
        #expect(refusal { try desk.addQueue(queue, as: User.systemID) } == .unknownLifecycle)
        queue = Queue(id: QueueID(0), name: "42")
        #expect(refusal { try desk.addQueue(queue, as: User.systemID) } == .invalid)
        #expect(
            refusal { try desk.addQueue(Queue(id: QueueID(0), name: "x"), as: ada.id) }
                == .noRight(.adminQueue))
        #expect(
            refusal { try desk.set(Grant(.superUser, to: .everyone), isGranted: true, as: ada.id) }
                == .noRight(.modifyACL))
    }
}
