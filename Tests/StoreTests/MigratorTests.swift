import Foundation
import Store
import TestKit
import Testing
import Tickets

@Suite("the migrator")
struct MigratorTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_123)

    private static func step(_ version: Int64, _ text: String) -> Migration {
        Migration(version: version, name: "step\(version)") { _ in Array(text.utf8) }
    }

    private let first = step(1, "CREATE TABLE one (x TEXT); INSERT INTO one VALUES ('a')")
    private let second = step(2, "ALTER TABLE one ADD COLUMN y TEXT; -- the last; is a comment\n")

    private func migrate(_ driver: some SQLDriver, _ steps: [Migration]) throws -> [Int64] {
        try Migrator(steps).migrate(driver, now: Self.now).map(\.version)
    }

    @Test("steps are taken once, in order, and noted", arguments: StoreEngine.all)
    func steps(engine: StoreEngine) throws {
        let store = try StoreFixture(engine, migrations: [])
        let empty = try Migrator([first]).status(store.driver)
        #expect(empty.applied.isEmpty)
        #expect(empty.pending.map(\.name) == ["step1"])
        #expect(try migrate(store.driver, [first]) == [1])
        #expect(try migrate(store.driver, [first]) == [])
        #expect(try migrate(store.driver, [first, second]) == [2])
        let status = try Migrator([first, second]).status(store.driver)
        #expect(status.applied.map(\.version) == [1, 2])
        #expect(status.applied.map(\.at) == [Self.now, Self.now])
        #expect(status.pending.isEmpty)
        #expect(!status.isNewer)
        #expect(
            try store.driver.read { try $0.query("SELECT x, y FROM one") } == [SQLRow(["a", nil])])
    }

    @Test("a step that fails leaves nothing, the steps before it stay", arguments: StoreEngine.all)
    func failure(engine: StoreEngine) throws {
        let store = try StoreFixture(engine, migrations: [])
        let broken = Self.step(2, "CREATE TABLE half (x TEXT); INSERT INTO nowhere VALUES (1)")
        #expect(throws: StoreError.self) { try migrate(store.driver, [first, broken]) }
        #expect(try Migrator([first, broken]).status(store.driver).applied.map(\.version) == [1])
        #expect(
            try migrate(store.driver, [first, Self.step(2, "CREATE TABLE half (x TEXT)")]) == [2])
    }

    @Test(
        "notes of before the sixth step do not count as changes that all see",
        arguments: StoreEngine.all)
    func publicUpdated(engine: StoreEngine) throws {
        let store = try StoreFixture(engine, migrations: Array(Migration.all.prefix(5)))
        try store.driver.write { connection in
            try connection.execute(
                """
                INSERT INTO queues (id, name, name_key, description, lifecycle, is_disabled,
                    created_ms)
                VALUES (70, 'q', 'q', '', 'default', 0, 0)
                """)
            try connection.execute(
                """
                INSERT INTO users (id, name, name_key, is_privileged, is_disabled, created_ms)
                VALUES (70, 'u', 'u', 0, 0, 0)
                """)
            for (id, merged) in [(1, SQLValue.null), (2, .integer(1)), (3, .null)] {
                try connection.execute(
                    """
                    INSERT INTO tickets (id, queue_id, subject, status, priority, creator_id,
                        created_ms, updated_ms, merged_into)
                    VALUES (?, 70, 's', 'new', 0, 70, 100, 900, ?)
                    """, [.integer(Int64(id)), merged])
            }
            let entries: [(ticket: Int64, kind: String, at: Int64)] = [
                (1, "Create", 100), (2, "Correspond", 300), (1, "Comment", 900),
                (3, "Comment", 900),
            ]
            for entry in entries {
                try connection.execute(
                    """
                    INSERT INTO transactions (ticket_id, kind, actor_id, created_ms)
                    VALUES (?, ?, 70, ?)
                    """, [.integer(entry.ticket), .text(entry.kind), .integer(entry.at)])
            }
        }
        _ = try Migrator(Migration.all).migrate(store.driver, now: Self.now)
        let rows = try store.driver.read {
            try $0.query("SELECT id, public_updated_ms FROM tickets ORDER BY id")
        }
        #expect(rows == [SQLRow([1, 300]), SQLRow([2, 300]), SQLRow([3, 100])])
    }

    @Test("older and newer schemas are refused with the remedy", arguments: StoreEngine.all)
    func current(engine: StoreEngine) throws {
        let store = try StoreFixture(engine, migrations: [])
        #expect(try code(store, [first]) == .olderSchema)
        _ = try migrate(store.driver, [first, second])
        #expect(try code(store, [first, second]) == nil)
        #expect(try code(store, [first, second, Self.step(3, "")]) == .olderSchema)
        #expect(try code(store, [first]) == .newerSchema)
        let error = try #require(throws: StoreError.self) { try migrate(store.driver, [first]) }
        #expect(error.code == .newerSchema)
        #expect(error.isTemporary)
        #expect(try Migrator([first]).status(store.driver).isNewer)
        let older = try #require(throws: StoreError.self) {
            try Migrator([first, second, Self.step(3, "")]).requireCurrent(store.driver)
        }
        #expect(older.detail.contains("postern db migrate"))
    }

    private func code(_ store: StoreFixture, _ steps: [Migration]) throws -> StoreError.Code? {
        do {
            try Migrator(steps).requireCurrent(store.driver)
            return nil
        } catch let error as StoreError {
            return error.code
        }
    }

    @Test("several that migrate at once do it once", arguments: StoreEngine.all)
    func atOnce(engine: StoreEngine) throws {
        for _ in 0..<5 {
            let store = try StoreFixture(engine, migrations: [])
            let steps = [first, second]
            try onThreads(4) {
                let driver = try store.anotherDriver()
                _ = try migrate(driver, steps)
                try Migrator(steps).requireCurrent(driver)
            }
            #expect(try store.driver.read { try $0.query("SELECT x FROM one") }.count == 1)
        }
    }

    @Test("each file of Migrations is in the list, for both engines, without gaps")
    func list() throws {
        let folder = sources + "/Migrations"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let wanted = Migration.all.flatMap { migration in
            let number =
                String(repeating: "0", count: 4 - String(migration.version).count)
                + String(migration.version)
            return ["postgresql", "sqlite"].map { "m\(number)_\(migration.name).\($0).sql" }
        }
        #expect(files == wanted)
        #expect(Migration.all.map(\.version) == Array(1...Int64(Migration.all.count)))
        for migration in Migration.all {
            for engine in SQLEngine.allCases {
                let number = files.first { $0.hasSuffix("_\(migration.name).\(engine).sql") }
                let text = try String(
                    contentsOfFile: "\(folder)/\(try #require(number))", encoding: .utf8)
                #expect(migration.script(for: engine).text == text)
            }
        }
    }

    // But for the index over texts, which each engine has in its own way.
    @Test("both engines get the same tables and columns", .enabled(if: StoreEngine.all.count == 2))
    func sameColumns() throws {
        let ours = try StoreFixture(.sqlite).driver.read { connection in
            try connection.query(
                """
                SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'
                    AND m.name NOT LIKE 'search_index%' ORDER BY 1
                """
            ).map { try $0.text(0) }
        }
        let theirs = try StoreFixture(.postgresql).driver.read { connection in
            try connection.query(
                """
                SELECT relname || '.' || attname COLLATE "C" FROM pg_attribute
                JOIN pg_class ON pg_class.oid = attrelid
                WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
                    AND relname <> 'search_index'
                    AND relnamespace = current_schema()::regnamespace ORDER BY 1
                """
            ).map { try $0.text(0) }
        }
        #expect(ours == theirs)
        #expect(ours.contains("tickets.id"))
    }

    @Test("every SQLite table is STRICT")
    func strict() throws {
        let loose = try StoreFixture(.sqlite).driver.read { connection in
            try connection.query(
                """
                SELECT name FROM pragma_table_list
                WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'
                """)
        }
        #expect(loose == [])
    }

    @Test("schema.sql shows what the migrations make (RECORD=1 rewrites it)")
    func schemaFile() throws {
        let statements = try StoreFixture(.sqlite).driver.read { connection in
            try connection.query(
                """
                SELECT sql FROM sqlite_master
                WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'
                    AND name NOT LIKE 'search!_index!_%' ESCAPE '!' ORDER BY rowid
                """
            ).map { try $0.text(0) + ";\n" }
        }
        let text =
            "-- The schema as the migrations leave it in SQLite; for reading. Written by a test,"
            + " RECORD=1.\n\n"
            + statements.joined(separator: "\n")
        let path = sources + "/schema.sql"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    /// `Sources/Store`, found from this file.
    private var sources: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path + "/Sources/Store"
    }
}
