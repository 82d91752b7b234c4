import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("What scrips do to tickets")
struct ScripActionTests {
    @Test(
        "an approval of two tickets keeps the first from being resolved",
        arguments: StoreEngine.all)
    func approval(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row(
                    "ask", "On Create", "Create Tickets",
                    argument: """
                        [{"name": "money", "subject": "Money for {{ticket.subject}}",
                          "content": "From {{#requestors}}{{address}}{{/requestors}}",
                          "cc": "boss@example.org", "depended_on_by": "TOP"},
                         {"name": "room", "subject": "A room", "depends_on": ["money"],
                          "depended_on_by": "TOP"}]
                        """, search: "Subject = 'Laptop'")
            ]
        }
        let top = try office.open("Laptop", id: "1@net")
        let links = try office.desk.store.read { try $0.links(from: top.id) }
        #expect(links.count == 2)
        let tickets = try links.map { link in
            guard case .ticket(let id) = link.target else { throw Office.Surprise(text: "link") }
            return try office.ticket(id)
        }
        #expect(tickets.map(\.subject) == ["Money for Laptop", "A room"])
        let money = try office.desk.store.read { try $0.links(from: tickets[1].id) }
        #expect(money.map(\.target) == [.ticket(tickets[0].id)])
        let text = try office.desk.store.read { session in
            try session.messages(of: tickets[0].id).values.map(\.text)
        }
        #expect(text == ["From rita@example.net"])
        #expect(throws: DeskError.self) {
            try office.desk.change(top.id, [.status("resolved")], as: User.systemID)
        }
        for ticket in tickets {
            _ = try office.desk.change(ticket.id, [.status("resolved")], as: User.systemID)
        }
        _ = try office.desk.change(top.id, [.status("resolved")], as: User.systemID)
        #expect(try office.ticket(top.id).status == "resolved")
    }

    @Test("fields, people and links are set by name", arguments: StoreEngine.all)
    func fields(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row(
                    "fields", "On Create", "Set Field",
                    argument: #"{"Status":"open","Priority":"50","Due":"in 2 days"}"#),
                ScripChainTests.row(
                    "cc", "On Create", "Add Watcher",
                    argument: #"{"role":"Cc","address":"carl@example.net"}"#, position: 2),
                ScripChainTests.row(
                    "link", "On Create", "Add Link",
                    argument: #"{"refers_to":"https://example.org/"}"#, position: 3),
                ScripChainTests.row(
                    "note", "On Create", "Record Comment", template: "transaction", position: 4),
                ScripChainTests.row(
                    "owner", "On Create", "Set Owner", argument: "\"eve\"", position: 5),
            ]
        }
        let opened = try office.open("Paper", id: "1@net")
        let ticket = try office.ticket(opened.id)
        #expect(ticket.status == "open")
        #expect(ticket.priority == 50)
        #expect(ticket.due == ticket.created.adding(seconds: 2 * 86_400))
        #expect(
            try office.kinds(of: ticket.id) == [
                .create, .set, .set, .status, .addWatcher, .addLink, .comment,
            ])
        // There is no Eve, so only that scrip failed.
        let failures = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(failures.map(\.scrip) == ["owner"])
    }

    @Test(
        "a scrip that changes several things changes all or none, with all that they cause",
        arguments: StoreEngine.all)
    func allOrNone(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row(
                    "both", "On Create", "Set Field",
                    argument: #"{"Priority":7,"Owner":"eve"}"#),
                ScripChainTests.row(
                    "told", "On Priority Change", "Notify Requestors", template: "transaction",
                    position: 2),
                ScripChainTests.row(
                    "after", "On Create", "Set Field",
                    argument: #"{"Priority":9,"Subject":"Ink"}"#, position: 3),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        #expect(try office.kinds(of: ticket.id) == [.create, .set, .set])
        #expect(try office.ticket(ticket.id).priority == 9)
        #expect(try office.ticket(ticket.id).subject == "Ink")
        #expect(try office.outbox(of: ticket.id).count == 1)
        let failures = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(failures.map(\.scrip) == ["both"])
        // The mail that was taken back with the change is not asked for either.
        let receipt = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "Ink", id: "2@net"))
        #expect(receipt.outbox.count == 1)
    }

    @Test("a failed scrip is run again, without a second mail", arguments: StoreEngine.all)
    func retry(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row(
                    "mail", "On Create", "Autoreply To Requestors", template: "missing"),
                ScripChainTests.row(
                    "owner", "On Create", "Set Owner", argument: "\"eve\"", position: 5),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        #expect(try office.outbox(of: ticket.id).isEmpty)
        var failures = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(failures.map(\.scrip) == ["mail", "owner"])
        let again = try office.desk.retryScripRun(failures[0].id, as: User.systemID)
        guard case .failed = again.outcome else { throw Office.Surprise(text: "\(again)") }
        // It still waits, under a new number.
        try office.desk.store.write { session in
            try session.put(
                TemplateRow(
                    name: "missing", language: "en", textSource: "Subject: Hello\n\nThere.\n",
                    htmlSource: nil))
        }
        failures = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(failures.map(\.scrip) == ["owner", "mail"])
        let done = try office.desk.retryScripRun(failures[1].id, as: User.systemID)
        #expect(done.outcome == .applied)
        #expect(try office.recipients(of: ticket.id) == ["rita@example.net"])
        #expect(try office.desk.store.read { try $0.failedScripRuns() }.map(\.scrip) == ["owner"])
        #expect(throws: DeskError.self) {
            try office.desk.retryScripRun(failures[1].id, as: User.systemID)
        }
    }
}
