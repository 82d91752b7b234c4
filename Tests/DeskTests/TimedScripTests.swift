import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("Scrips whose time has come")
struct TimedScripTests {
    private static func timed(
        _ condition: String, _ argument: String? = nil, search: String? = nil
    ) -> ScripRow {
        ScripChainTests.row(
            "late", condition, "Add Priority", argument: "\"10\"", conditionArgument: argument,
            search: search, stage: "Schedule")
    }

    /// Tickets for which it fires now, in order.
    private func fire(_ office: Office) throws -> [TicketID] {
        let due = try office.desk.dueTickets(for: "late", as: User.systemID)
        return try due.compactMap { try office.desk.fire($0, as: User.systemID) }.map(\.due.ticket)
    }

    @Test("an unanswered ticket escalates once each time it waits", arguments: StoreEngine.all)
    func unanswered(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [Self.timed("Unanswered", "\"4h\"")]
        }
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        #expect(try fire(office).isEmpty)
        office.pass(seconds: 3 * 3_600)
        // Asking again does not begin the waiting anew.
        _ = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "Re: [example.org #\(ticket.id)] Paper",
                id: "2@net"))
        office.pass(seconds: 2 * 3_600)
        #expect(try fire(office) == [ticket.id])
        #expect(try fire(office).isEmpty)
        #expect(try office.ticket(ticket.id).priority == 10)
        #expect(try office.kinds(of: ticket.id).suffix(2) == [.schedule, .set])
        _ = try office.desk.write(
            .correspond, "Patience.", on: ticket.id, as: User.systemID)
        office.pass(seconds: 5 * 3_600)
        // What the tracker itself writes is no answer, but the waiting is the same still.
        #expect(try fire(office).isEmpty)
        _ = try office.desk.set(
            Grant(.replyToTicket, to: .user(ada.id)), isGranted: true, as: User.systemID)
        _ = try office.desk.write(.correspond, "Here it is.", on: ticket.id, as: ada.id)
        office.pass(seconds: 5 * 3_600)
        #expect(try fire(office).isEmpty)
        _ = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "Re: [example.org #\(ticket.id)] Paper",
                id: "3@net"))
        office.pass(seconds: 5 * 3_600)
        #expect(try fire(office) == [ticket.id])
        _ = try office.desk.change(ticket.id, [.status("resolved")], as: User.systemID)
        #expect(try fire(office).isEmpty)
    }

    @Test(
        "a timed scrip is tried with all that would follow, and nothing is written",
        arguments: StoreEngine.all)
    func tried(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                Self.timed("Unanswered", "\"4h\""),
                ScripChainTests.row(
                    "told", "On Priority Change", "Notify Requestors", template: "transaction"),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        office.pass(seconds: 5 * 3_600)
        let due = try #require(
            try office.desk.dueTickets(for: "late", as: User.systemID).first)
        let trial = try office.desk.tryScrips(over: .due(due), as: User.systemID)
        #expect(trial.steps.map(\.transaction.kind) == [.schedule, .set])
        let told = trial.steps.last?.outcomes.first { $0.scrip == "told" }
        #expect(told?.effects.count == 1)
        #expect(try office.ticket(ticket.id).priority == 0)
        #expect(try office.kinds(of: ticket.id) == [.create])
        let other = TriedRules(
            scrips: [
                Scrip(
                    name: "soon",
                    condition: try ScripCondition(named: "Unanswered", argument: "1h"),
                    action: try ScripAction(named: "Set Priority", argument: "7"),
                    stage: .schedule)
            ], templates: [])
        #expect(try office.desk.timedScrips(in: other, as: User.systemID) == ["soon"])
        let soon = try #require(
            try office.desk.dueTickets(for: "soon", in: other, as: User.systemID).first)
        let steps = try office.desk.tryScrips(over: .due(soon), with: other, as: User.systemID)
            .steps
        #expect(steps.map(\.transaction.kind) == [.schedule, .set])
        #expect(try fire(office) == [ticket.id])
    }

    @Test("nobody waits on a ticket without a requestor", arguments: StoreEngine.all)
    func nobodyWaits(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [Self.timed("Unanswered", "\"4h\"")]
        }
        let ticket = try office.desk.open(
            TicketRequest(queue: office.queue.id, subject: "Chores", text: "x", requestors: []),
            as: User.systemID
        ).ticket
        office.pass(seconds: 5 * 3_600)
        #expect(try fire(office).isEmpty)
        _ = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "Re: [example.org #\(ticket.id)] Chores",
                id: "2@net", references: [])
        )
        let opened = try office.open("Paper", id: "3@net")
        office.pass(seconds: 5 * 3_600)
        #expect(try fire(office).contains(opened.id))
    }

    @Test("timed scrips are shown to those who see scrips, and fired by those who write them")
    func rights() throws {
        let office = try Office(.sqlite) { plan in
            plan.scrips = [Self.timed("Unanswered", "\"4h\"")]
        }
        let ada = try office.staff("ada")
        _ = try office.open("Paper", id: "1@net")
        office.pass(seconds: 5 * 3_600)
        #expect(throws: DeskError.self) { try office.desk.timedScrips(as: ada.id) }
        func grant(_ right: Right) throws {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
        }
        try grant(.showScrips)
        #expect(try office.desk.timedScrips(as: ada.id) == ["late"])
        let due = try #require(try office.desk.dueTickets(for: "late", as: ada.id).first)
        #expect(throws: DeskError.self) { try office.desk.fire(due, as: ada.id) }
        try grant(.modifyScrips)
        #expect(try office.desk.fire(due, as: ada.id) != nil)
    }

    @Test("a due date fires before and after it, once for each date", arguments: StoreEngine.all)
    func due(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [Self.timed("Overdue", search: "Subject LIKE 'Paper'")]
        }
        let ticket = try office.open("Paper", id: "1@net")
        let other = try office.open("Ink", id: "2@net")
        for id in [ticket.id, other.id] {
            _ = try office.desk.change(
                id, [.due(ticket.created.adding(seconds: 60))], as: User.systemID)
        }
        #expect(try fire(office).isEmpty)
        office.pass(seconds: 61)
        #expect(try fire(office) == [ticket.id])
        #expect(try fire(office).isEmpty)
        _ = try office.desk.change(
            ticket.id, [.due(ticket.created.adding(seconds: 30))], as: User.systemID)
        #expect(try fire(office) == [ticket.id])
    }

    @Test(
        "each condition waits for its time",
        arguments: StoreEngine.all.flatMap { engine in
            [
                (engine, "Before Due", "\"1d\""), (engine, "Unowned For", "\"1h\""),
                (engine, "In Status For", #"{"status":"initial","for":"1h"}"#),
                (engine, "Every", "\"1h\""), (engine, "Priority Exceeds", "\"3\""),
            ]
        })
    func each(engine: StoreEngine, condition: String, argument: String) throws {
        let office = try Office(engine) { plan in plan.scrips = [Self.timed(condition, argument)] }
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(
            ticket.id, [.due(ticket.created.adding(seconds: 3 * 86_400))], as: User.systemID)
        if condition != "Every" { #expect(try fire(office).isEmpty) }
        if condition == "Priority Exceeds" {
            _ = try office.desk.change(ticket.id, [.priority(4)], as: User.systemID)
        }
        office.pass(seconds: condition == "Before Due" ? 2 * 86_400 : 3_700)
        #expect(try fire(office) == [ticket.id])
        // The escalation itself changes the priority, which is an occasion of its own there.
        #expect(try fire(office) == (condition == "Priority Exceeds" ? [ticket.id] : []))
        let history = try office.desk.store.read { try $0.transactions(of: ticket.id) }
        let entry = try #require(history.first { $0.kind == .schedule })
        #expect(entry.field == condition)
        #expect(entry.newValue == "late")
    }
}
