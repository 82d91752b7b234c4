import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("Scrips that ask for more of a ticket")
struct ScripSearchTests {
    private static func scrip(_ search: String) -> ScripRow {
        ScripRow(
            name: "tell", description: "", condition: "On Status Change",
            action: "Notify Requestors", template: "status-change", stage: "TransactionCreate",
            position: 1, isEnabled: true, queues: [],
            conditionArgument: #"{"new":["open","stalled"]}"#, search: search)
    }

    @Test(
        "a scrip's search is asked in the transaction, of the ticket as it is then",
        arguments: StoreEngine.all)
    func search(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [Self.scrip("Subject LIKE 'печать' AND Status = 'stalled'")]
        }
        let one = try office.open("Печать не работает", id: "1@net")
        let other = try office.open("Paper", id: "2@net")
        for ticket in [one, other] {
            for status in ["open", "stalled"] {
                _ = try office.desk.change(ticket.id, [.status(status)], as: User.systemID)
            }
        }
        #expect(try office.recipients(of: one.id) == ["rita@example.net"])
        #expect(try office.recipients(of: other.id).isEmpty)
        let stored = try office.desk.store.read { try $0.scrips() }
        #expect(stored == [Self.scrip("Subject LIKE 'печать' AND Status = 'stalled'")])
    }

    @Test("a search that names what there is not is a failed scrip", arguments: StoreEngine.all)
    func unknownName(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in plan.scrips = [Self.scrip("Queue = 'suport'")] }
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.change(ticket.id, [.status("open")], as: User.systemID)
        let failures = try office.desk.store.read { try $0.failedScripRuns() }.map(\.failure)
        #expect(
            failures == [
                "where: column 9: found \"'suport'\", expected a queue; did you mean \"support\"?"
            ])
        #expect(try office.ticket(ticket.id).status == "open")
    }
}
