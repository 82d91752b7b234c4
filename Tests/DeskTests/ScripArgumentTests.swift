import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("What scrips fill into fields, people and links")
struct ScripArgumentTests {
    /// An office with a member of staff, custom fields and a role.
    private static func office(_ engine: StoreEngine, _ scrips: [ScripRow]) throws -> Office {
        let office = try Office(engine) { $0.scrips = [] }
        let desk = office.desk
        let ada = try office.staff("ada")
        _ = try desk.set(
            Grant(.ownTicket, to: .user(ada.id)), isGranted: true, as: User.systemID)
        for field in [
            CustomField(name: "Hosts", valuesMax: 3), CustomField(name: "Notes", kind: .text),
            CustomField(name: "Line"),
        ] {
            _ = try desk.put(field, as: User.systemID)
        }
        _ = try desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: "Engineer"), as: User.systemID)
        // Past the checks that refuse such scrips when they are made.
        try desk.store.write { session in for scrip in scrips { try session.add(scrip) } }
        return office
    }

    private static func values(_ name: String, _ ticket: TicketID, _ office: Office) throws
        -> [String]
    {
        try office.desk.store.read { session in
            let field = try #require(try session.customFields().first { $0.name == name })
            return try session.values(of: field.id, in: ticket).map(\.text)
        }
    }

    private static func failures(_ office: Office) throws -> [String] {
        try office.desk.store.read { try $0.failedScripRuns() }.map { $0.failure ?? "" }
    }

    @Test("Create Tickets takes every field, filled, and custom roles", arguments: StoreEngine.all)
    func everything(engine: StoreEngine) throws {
        let office = try Self.office(
            engine,
            [
                ScripChainTests.row(
                    "make", "On Create", "Create Tickets",
                    argument: """
                        [{"name": "one", "subject": "For {{ticket.subject}}",
                          "queue": "{{queue.name}}", "status": "{{#ticket.id}}Open{{/ticket.id}}",
                          "owner": "{{ticket.subject}}", "priority": "high",
                          "initial_priority": "5", "final_priority": "{{ticket.priority}}9",
                          "starts": "in 1 day", "started": "2026-01-02", "due": "{{ticket.due}}",
                          "time_worked": "1h30m", "time_left": "20m", "time_estimated": "2h",
                          "requestor": "{{#requestors}}{{address}}, {{/requestors}}",
                          "cc": ["{{#ticket.due}}x@example.net{{/ticket.due}}"],
                          "role:engineer": ["ada", "eva@example.net"],
                          "CF.{Hosts}": ["{{ticket.subject}}", "b"], "CF.{Notes}": "a\\nb",
                          "member_of": "TOP", "depends_on": "{{ticket.due}}",
                          "refers_to": "https://example.org/{{ticket.id}}"}]
                        """, search: "Subject = 'ada'")
            ])
        let top = try office.open("ada", id: "1@net")
        #expect(try Self.failures(office) == [])
        let ticket = try office.ticket(TicketID(top.id.value + 1))
        let ada = try #require(try office.user("ada@example.org"))
        #expect(ticket.subject == "For ada")
        #expect(ticket.status == "open")
        #expect(ticket.owner == ada.id)
        #expect([ticket.priority, ticket.initialPriority, ticket.finalPriority] == [100, 5, 9])
        #expect(ticket.starts == ticket.created.adding(seconds: 86_400))
        #expect(ticket.started == Timestamp(milliseconds: 1_767_312_000_000))
        #expect(ticket.due == nil)
        #expect([ticket.timeWorked, ticket.timeLeft, ticket.timeEstimated] == [90, 20, 120])
        #expect(try Self.values("Hosts", ticket.id, office) == ["ada", "b"])
        #expect(try Self.values("Notes", ticket.id, office) == ["a\nb"])
        let eva = try #require(try office.user("eva@example.net"))
        let rita = try #require(try office.user("rita@example.net"))
        let seats = try office.desk.store.read { try $0.seats(of: ticket.id) }
        #expect(
            Set(seats.map { "\($0.role.name) \($0.member)" })
                == Set([
                    "Engineer \(Principal.user(ada.id))", "Engineer \(Principal.user(eva.id))",
                    "Requestor \(Principal.user(rita.id))",
                ]))
        let links = try office.desk.store.read { try $0.links(from: ticket.id) }
        #expect(
            Set(links.map(\.target)) == [.ticket(top.id), .uri("https://example.org/\(top.id)")])
    }

    @Test(
        "Create Tickets opens none when a filled value does not fit",
        arguments: StoreEngine.all,
        [
            (#""owner": "{{actor.name}}""#, "rita@example.net may not own tickets in queue"),
            (#""priority": "{{queue.name}}""#, "Priority: expected a whole number or one of"),
            (#""final_priority": "{{ticket.id}}9999999999""#, "a priority is a number"),
            (#""status": "{{queue.name}}""#, "a new ticket cannot have the status \"support\""),
            (#""queue": "{{ticket.subject}}""#, "there is no queue \"Paper\""),
            (#""due": "{{ticket.subject}}""#, "Due: expected"),
            (#""CF.{Host}": "a""#, "there is no custom field \"Host\"; did you mean \"Hosts\"?"),
            (#""CF.{Line}": ["a", "b"]"#, "field \"Line\": found 2 values, expected at most 1"),
            (#""role:Enginer": "ada""#, "there is no role \"Enginer\"; did you mean \"Engineer\"?"),
            (#""role:Engineer": "eve""#, "there is no user \"eve\""),
            (#""cc": "{{ticket.subject}}""#, "\"Paper\" is no address"),
            (#""time_worked": "{{ticket.subject}}""#, "TimeWorked: expected a duration"),
            (#""refers_to": "{{ticket.subject}}""#, "refers_to: expected TOP"),
            (#""refers_to": "{{#queue}}javascript:alert(1){{/queue}}""#, "refers_to: expected TOP"),
            (#""depends_on": "4711""#, "there is no ticket #4711"),
        ] as [(String, String)])
    func allOrNone(engine: StoreEngine, _ mistake: (String, String)) throws {
        let office = try Self.office(
            engine,
            [
                ScripChainTests.row(
                    "make", "On Create", "Create Tickets",
                    argument: #"[{"name": "a", "subject": "A"}, {"name": "b", "subject": "B", "#
                        + mistake.0 + "}]", search: "Subject = 'Paper'")
            ])
        let top = try office.open("Paper", id: "1@net")
        let failures = try Self.failures(office)
        #expect(failures.count == 1)
        #expect(failures.first?.contains(mistake.1) == true, "\(failures)")
        #expect(try office.desk.store.read { try $0.ticket(TicketID(top.id.value + 1)) } == nil)
    }

    @Test("Add Link fills its targets and never leads to a script", arguments: StoreEngine.all)
    func links(engine: StoreEngine) throws {
        let office = try Self.office(
            engine,
            [
                ScripChainTests.row(
                    "link", "On Create", "Add Link",
                    argument: """
                        {"refers_to": ["https://example.org/{{ticket.id}}", "{{ticket.due}}"]}
                        """),
                ScripChainTests.row(
                    "script", "On Create", "Add Link",
                    argument: #"{"refers_to": "{{ticket.subject}}"}"#, position: 2),
            ])
        let ticket = try office.open("javascript:alert(1)", id: "1@net")
        let links = try office.desk.store.read { try $0.links(from: ticket.id) }
        #expect(links.map(\.target) == [.uri("https://example.org/\(ticket.id)")])
        let failures = try Self.failures(office)
        #expect(failures.count == 1)
        #expect(failures.first?.contains("found \"javascript:alert(1)\"") == true, "\(failures)")
        #expect(throws: DeskError.self) {
            try office.desk.change(
                ticket.id, [.addLink(.refersTo, .uri("javascript:alert(1)"))], as: User.systemID)
        }
    }

    @Test(
        "Set Field takes several values, several lines, names of priorities",
        arguments: StoreEngine.all)
    func setField(engine: StoreEngine) throws {
        let office = try Self.office(
            engine,
            [
                ScripChainTests.row(
                    "set", "On Create", "Set Field",
                    argument: """
                        {"CF.{Hosts}": ["a", "{{ticket.subject}}", "{{ticket.due}}"],
                         "CF.{Notes}": "a\\nb", "CF.{Line}": "a\\nb", "Priority": "High",
                         "FinalPriority": "medium", "Status": "OPEN"}
                        """)
            ])
        let ticket = try office.open("Paper", id: "1@net")
        #expect(try Self.failures(office) == [])
        let now = try office.ticket(ticket.id)
        #expect([now.priority, now.finalPriority] == [100, 50])
        #expect(now.status == "open")
        #expect(try Self.values("Hosts", ticket.id, office) == ["a", "Paper"])
        #expect(try Self.values("Notes", ticket.id, office) == ["a\nb"])
        #expect(try Self.values("Line", ticket.id, office) == ["a b"])
    }

    @Test("Create Tickets keeps what only staff may read from others", arguments: StoreEngine.all)
    func comments(engine: StoreEngine) throws {
        func argument(_ more: String) -> String {
            #"[{"name": "a", "subject": "A", "content": "{{message.text}}", "#
                + #""requestor": "{{#requestors}}{{address}}{{/requestors}}""# + more + "}]"
        }
        let office = try Self.office(
            engine,
            [
                ScripChainTests.row("leak", "On Comment", "Create Tickets", argument: argument("")),
                ScripChainTests.row(
                    "meant", "On Comment", "Create Tickets",
                    argument: argument(#", "internal": "true""#), position: 2),
            ])
        let ticket = try office.open("Paper", id: "1@net")
        let done = try office.desk.write(.comment, "Secret.", on: ticket.id, as: User.systemID)
        #expect(done.ticket.id == ticket.id)
        let next = try office.ticket(TicketID(ticket.id.value + 1))
        #expect(next.subject == "A")
        #expect(
            try office.desk.store.read { try $0.ticket(TicketID(ticket.id.value + 2)) } == nil)
    }
}
