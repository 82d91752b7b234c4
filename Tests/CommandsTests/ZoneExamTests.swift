import Desk
import Foundation
import Store
import TestKit
import Testing
import Tickets

@testable import Commands

@Suite("Time zones that the machine has lost")
struct ZoneExamTests {
    @Test(
        "each is told with whoever has it; disabled ones do not matter", arguments: StoreEngine.all)
    func lost(engine: StoreEngine) throws {
        let fixture = try StoreFixture(engine)
        let store = TicketStore(driver: fixture.driver)
        let now = Timestamp(milliseconds: 1_795_000_000_000)
        try store.write { session in
            for (name, zone) in [("support", "Europe/Kiew"), ("sales", "UTC"), ("plain", nil)] {
                var queue = Queue(id: QueueID(0), name: name)
                queue.timeZone = zone
                _ = try session.addQueue(queue, at: now)
            }
            var old = Queue(id: QueueID(0), name: "old", isDisabled: true)
            old.timeZone = "Europe/Kiew"
            _ = try session.addQueue(old, at: now)
            for number in 1...7 {
                _ = try session.addUser(
                    name: "user \(number)", realName: nil, isPrivileged: true, language: nil,
                    timeZone: "Mars/Phobos", addresses: [], at: now)
            }
            _ = try session.addUser(
                name: "ada", realName: nil, isPrivileged: true, language: nil, timeZone: nil,
                addresses: [], at: now)
        }
        let found = try ZoneExam(
            store: store, site: "Asia/Atlantis", zones: ZoneFolder(fixture.folder.path)
        ).look()
        #expect(
            found.map(\.text) == [
                "site.time_zone is \"Asia/Atlantis\", which this machine does not know, so mails show"
                    + " UTC",
                "the time zone of queue \"support\" is \"Europe/Kiew\", which this machine does not"
                    + " know, so mails show UTC",
                "the time zone of users \"user 1\", \"user 2\", \"user 3\", \"user 4\", \"user 5\" and"
                    + " 2 more is \"Mars/Phobos\", which this machine does not know, so mails show"
                    + " UTC",
            ])
        #expect(found.map(\.level) == [.warning, .warning, .warning])
        #expect(found.map(\.area) == [.settings, .rules, .rules])
        #expect(found.last?.remedy == "postern user set 'user 1' time-zone=ZONE")
    }

    @Test("what the machine knows is nothing to tell")
    func known() throws {
        let store = TicketStore(driver: try StoreFixture().driver)
        #expect(try ZoneExam(store: store, site: "UTC").look().isEmpty)
    }
}
