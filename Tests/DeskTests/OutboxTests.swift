import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("The outbox after the commit")
struct OutboxTests {
    private let start = Timestamp(milliseconds: 1_800_000_000_000)

    private func lease(_ office: Office, at moment: Timestamp) throws -> [OutboxRow] {
        try office.desk.store.leaseDueOutbox(now: moment, leaseSeconds: 60, limit: 10, only: nil)
    }

    private func row(_ office: Office, _ id: OutboxID) throws -> OutboxRow {
        try #require(try office.desk.store.read { try $0.outbox(id) })
    }

    @Test("whoever was disabled or suspended meanwhile is not mailed", arguments: StoreEngine.all)
    func unreachable(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        let carl = try #require(EmailAddress("carl@example.com"))
        let user = try office.desk.userOrNew(at: carl, as: User.systemID)
        _ = try office.desk.change(
            ticket.id, [.addWatcher(.requestor, .user(user.id))], as: User.systemID)
        _ = try office.desk.write(.correspond, "Hello.", on: ticket.id, as: User.systemID)
        var disabled = try #require(try office.user("rita@example.net"))
        disabled.isDisabled = true
        try office.desk.update(disabled, as: User.systemID)
        let rows = try lease(office, at: start)
        #expect(rows.map { $0.dueRecipients.map(\.value) } == [["carl@example.com"]])
        #expect(try office.outbox(of: ticket.id).first?.state == .dead)

        let later = start.adding(seconds: 61)
        try office.desk.store.write { try $0.suspend(carl, at: later) }
        #expect(try lease(office, at: later).isEmpty)
        #expect(try office.outbox(of: ticket.id).map(\.state) == [.dead, .dead])
    }

    @Test("a mark that comes too late changes nothing", arguments: StoreEngine.all)
    func fence(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open("Paper", id: "1@net")
        let store = office.desk.store
        let first = try #require(try lease(office, at: start).first)
        let second = try #require(try lease(office, at: start.adding(seconds: 61)).first)
        #expect(second.id == first.id)
        try store.markDead(first.id, attempt: first.attempts, error: "late")
        try store.markFailed(
            first.id, attempt: first.attempts, error: "late", nextAttempt: start)
        #expect(try row(office, first.id).state == .sending)
        #expect(try store.write { try $0.cancelOutbox(first.id) })
        try store.markDead(second.id, attempt: second.attempts, error: "refused")
        #expect(try row(office, first.id).state == .cancelled)
    }

    @Test("a retry begins anew", arguments: StoreEngine.all)
    func retry(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open("Paper", id: "1@net")
        let leased = try #require(try lease(office, at: start).first)
        try office.desk.store.markDead(leased.id, attempt: leased.attempts, error: "no")
        let later = start.adding(seconds: 900_000)
        #expect(try office.desk.store.write { try $0.retryOutbox(leased.id, at: later) })
        let again = try #require(try lease(office, at: later).first)
        #expect(again.attempts == 1)
        #expect(again.wanted == later)
        #expect(again.created == leased.created)
    }

    @Test("a mail that cannot be read keeps no other from being sent", arguments: StoreEngine.all)
    func damaged(engine: StoreEngine) throws {
        let office = try Office(engine)
        let first = try office.open("One", id: "1@net")
        let second = try office.open("Two", id: "2@net")
        let broken = try #require(try office.outbox(of: first.id).first)
        try office.fixture.driver.write { connection in
            _ = try connection.execute(
                "UPDATE outbox SET content = ? WHERE id = ?",
                [.blob([1, 2, 3]), .integer(broken.id.value)])
        }
        #expect(try lease(office, at: start).map(\.ticket) == [second.id])
        let state = try office.fixture.driver.read { connection in
            try connection.query(
                "SELECT state FROM outbox WHERE id = ?", [.integer(broken.id.value)])
        }
        #expect(state == [SQLRow([.text("dead")])])
    }
}
