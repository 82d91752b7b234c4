import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("Time that is worked on a member")
struct ParentTimeTests {
    private static func office(_ engine: StoreEngine) throws -> Office {
        try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row("hand-up", "On TimeWorked Change", "UpdateParentTimeWorked"),
                ScripChainTests.row(
                    "hand-up-later", "On TimeWorked Change", "Update Parent TimeWorked",
                    search: "Subject = 'nothing'", position: 2),
            ]
        }
    }

    private static func tie(_ one: TicketID, _ parent: TicketID, _ office: Office) throws {
        _ = try office.desk.change(
            one, [.addLink(.memberOf, .ticket(parent))], as: User.systemID)
    }

    @Test(
        "goes to the parents and theirs, to each once by however many ways",
        arguments: StoreEngine.all)
    func diamond(engine: StoreEngine) throws {
        let office = try Self.office(engine)
        let ids = try ["child", "left", "right", "top", "other"].map {
            try office.open($0, id: "\($0)@net").id
        }
        for (one, parent) in [(0, 1), (0, 2), (1, 3), (2, 3)] {
            try Self.tie(ids[one], ids[parent], office)
        }
        func times() throws -> [Int64] { try ids.map { try office.ticket($0).timeWorked } }
        _ = try office.desk.write(
            .comment, "Done.", on: ids[0], timeTaken: 30, as: User.systemID)
        #expect(try times() == [30, 30, 30, 30, 0])
        _ = try office.desk.change(ids[0], [.number(.timeWorked, 20)], as: User.systemID)
        #expect(try times() == [20, 20, 20, 20, 0])
        // What is worked on a parent is no member's.
        _ = try office.desk.change(ids[1], [.number(.timeWorked, 25)], as: User.systemID)
        #expect(try times() == [20, 25, 20, 25, 0])
        let top = try office.desk.store.read { try $0.transactions(of: ids[3]) }
        #expect(top.filter { $0.field == "TimeWorked" }.map(\.timeTaken) == [30, -10, 5])
        #expect(try office.desk.store.read { try $0.failedScripRuns() }.isEmpty)
    }

    @Test("ends where tickets are members of each other", arguments: StoreEngine.all)
    func loop(engine: StoreEngine) throws {
        let office = try Self.office(engine)
        let ids = try ["a", "b", "c"].map { try office.open($0, id: "\($0)@net").id }
        for (one, parent) in [(0, 1), (1, 2), (2, 0)] {
            try Self.tie(ids[one], ids[parent], office)
        }
        _ = try office.desk.write(
            .correspond, "Done.", on: ids[0], timeTaken: 15, as: User.systemID)
        #expect(try ids.map { try office.ticket($0).timeWorked } == [15, 15, 15])
        for id in ids { #expect(try !office.kinds(of: id).contains(.systemError)) }
    }
}
