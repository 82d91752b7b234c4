import Desk
import Scrips
import SiteFiles
import Store
import Synchronization
import TestKit
import Testing
import Tickets

@Suite("What changing many rules costs")
struct RuleCostTests {
    @Test(
        "each template is looked for by its name, however many there are",
        arguments: StoreEngine.all)
    func templates(engine: StoreEngine) throws {
        let office = try Office(engine)
        func wholeReads(changing count: Int, _ name: String) throws -> Int {
            let driver = CountingDriver(office.fixture.driver)
            let desk = Desk(
                store: TicketStore(driver: driver),
                site: Site(name: "example.org", domain: "mx.example.org"),
                clock: { Timestamp(milliseconds: 1_795_000_000_000) })
            let files = (0..<count).map {
                RuleText(file: "\(name)-\($0)/en.txt", text: "Subject: x\n\n.")
            }
            let rules = try RuleReader().read(.template, files).checked()
            try desk.change(
                rules.map { RuleEdit($0, seen: nil) }, remark: "apply", as: User.systemID)
            return driver.wholeReads
        }
        let few = try wholeReads(changing: 2, "few")
        #expect(few > 0)
        #expect(try wholeReads(changing: 20, "many") == few)
    }
}

/// Counts the statements that read every template.
private final class CountingDriver: SQLDriver {
    private let inner: any SQLDriver
    private let count = Mutex(0)

    init(_ inner: any SQLDriver) { self.inner = inner }

    var wholeReads: Int { count.withLock { $0 } }
    var engine: SQLEngine { inner.engine }

    func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try inner.write { try body(Connection(inner: $0, driver: self)) }
    }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try inner.read { try body(Connection(inner: $0, driver: self)) }
    }

    func engineFaults() throws -> [String] { try inner.engineFaults() }

    func backup(to path: String) throws { try inner.backup(to: path) }

    private struct Connection: SQLConnection {
        let inner: any SQLConnection
        let driver: CountingDriver

        var engine: SQLEngine { inner.engine }

        func execute(_ sql: SQL, _ arguments: [SQLValue]) throws -> Int {
            try inner.execute(sql, arguments)
        }

        func query(_ sql: SQL, _ arguments: [SQLValue]) throws -> [SQLRow] {
            if sql.text.contains("FROM templates"), !sql.text.contains("WHERE") {
                driver.count.withLock { $0 += 1 }
            }
            return try inner.query(sql, arguments)
        }

        func executeScript(_ sql: SQL) throws { try inner.executeScript(sql) }
    }
}
