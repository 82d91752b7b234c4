import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("Scrips that cause each other")
struct ScripChainTests {
    static func row(
        _ name: String, _ condition: String, _ action: String, argument: String? = nil,
        conditionArgument: String? = nil, template: String? = nil, search: String? = nil,
        stage: String = "TransactionCreate", position: Int64 = 1
    ) -> ScripRow {
        ScripRow(
            name: name, description: "", condition: condition, action: action, template: template,
            stage: stage, position: position, isEnabled: true, queues: [],
            conditionArgument: conditionArgument, actionArgument: argument, search: search)
    }

    @Test(
        "a loop stops at a depth, with an entry that names the scrips", arguments: StoreEngine.all)
    func loop(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                Self.row("up", "On Priority Change", "Add Priority"),
                Self.row("begin", "On Create", "Set Priority", argument: "\"1\""),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        let history = try office.desk.store.read { try $0.transactions(of: ticket.id) }
        #expect(
            history.map(\.kind) == [.create] + Array(repeating: .set, count: 5) + [.systemError])
        #expect(try office.ticket(ticket.id).priority == 5)
        let text = try #require(history.last?.newValue)
        let numbers = history.map { "\($0.kind.rawValue) \($0.id)" }
        #expect(
            text == "scrips caused each other too deep: \(numbers[0]) → \"begin\" → \(numbers[1])"
                + " → \"up\" → \(numbers[2]) → \"up\" → \(numbers[3]) → \"up\" → \(numbers[4])"
                + " → \"up\" → \(numbers[5])")
        let stopped = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(stopped.map(\.scrip) == ["up"])
        #expect(stopped.map(\.wasStopped) == [true])
    }

    @Test("a loop that doubles stops at a hundred changes", arguments: StoreEngine.all)
    func fanOut(engine: StoreEngine) throws {
        let site = Site(name: "example.org", domain: "mx.example.org", scripDepthMax: 50)
        let office = try Office(engine, site: site) { plan in
            plan.scrips = [
                Self.row("one", "On Transaction", "Add Priority", argument: "\"1\""),
                Self.row("two", "On Transaction", "Add Priority", argument: "\"3\"", position: 2),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        let history = try office.desk.store.read { try $0.transactions(of: ticket.id) }
        #expect(history.filter { $0.kind == .set }.count <= 100)
        let errors = history.filter {
            $0.newValue?.hasPrefix("scrips wanted more than 100") == true
        }
        #expect(errors.count == 1)
        #expect(
            try office.desk.store.read { try $0.failedScripRuns() }.allSatisfy(\.wasStopped))
    }

    @Test(
        "a scrip that opens tickets does not do so because of those", arguments: StoreEngine.all)
    func breeding(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                Self.row(
                    "breed", "On Create", "Create Tickets",
                    argument: #"[{"name":"child","subject":"Child"}]"#)
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        #expect(ticket.id == TicketID(1))
        let all = try office.desk.store.read { session in
            try (1...9).compactMap { try session.ticket(TicketID($0)) }
        }
        #expect(all.map(\.subject) == ["Paper", "Child"])
        #expect(try office.kinds(of: TicketID(2)) == [.create, .systemError])
        let runs = try office.desk.store.read { session in
            try session.transactions(of: TicketID(2)).flatMap { try session.scripRuns(of: $0.id) }
        }
        #expect(runs.map(\.wasStopped) == [true])
        // A loop that was stopped is nothing to do again, but to be told of until it is put away.
        #expect(try office.desk.store.read { try $0.failedScripRuns() } == runs)
        #expect(throws: DeskError.self) {
            try office.desk.retryScripRun(runs[0].id, as: User.systemID)
        }
        try office.desk.dismissScripRun(runs[0].id, as: User.systemID)
        #expect(try office.desk.store.read { try $0.failedScripRuns() }.isEmpty)
        #expect(throws: DeskError.self) {
            try office.desk.dismissScripRun(runs[0].id, as: User.systemID)
        }
    }

    @Test(
        "a scrip that cannot be read fails once where it would have run",
        arguments: StoreEngine.all)
    func unreadable(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                Self.row("now", "On Full Moon", "Add Priority"),
                Self.row("later", "On Full Moon", "Add Priority", stage: "TransactionBatch"),
                Self.row("timed", "On Full Moon", "Add Priority", stage: "Schedule"),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(ticket.id, [.status("open"), .priority(7)], as: User.systemID)
        let runs = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(runs.filter { $0.scrip == "now" }.count == 3)
        #expect(runs.filter { $0.scrip == "later" }.count == 2)
        #expect(!runs.contains { $0.scrip == "timed" })
        #expect(try office.desk.timedScrips(as: User.systemID) == ["timed"])
        #expect(throws: DeskError.self) {
            try office.desk.dueTickets(for: "timed", as: User.systemID)
        }
    }

    @Test("a batch scrip speaks once for all of a use case", arguments: StoreEngine.all)
    func batch(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                Self.row(
                    "tell", "On Transaction", "Notify Requestors", template: "transaction",
                    stage: "TransactionBatch"),
                Self.row(
                    "when-both", "On Status Change", "Set Field",
                    argument: #"{"Subject":"was {{ticket.priority}}"}"#,
                    search: "Priority = 7 AND Status = 'open'", stage: "TransactionBatch",
                    position: 2),
            ]
        }
        let ticket = try office.open("Paper", id: "1@net")
        let before = try office.outbox(of: ticket.id).count
        _ = try office.desk.change(ticket.id, [.status("open"), .priority(7)], as: User.systemID)
        // One for the two changes, one for the change that the second scrip made.
        #expect(try office.outbox(of: ticket.id).count == before + 2)
        #expect(try office.ticket(ticket.id).subject == "was 7")
    }
}
