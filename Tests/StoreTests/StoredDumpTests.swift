import Foundation
import Store
import StorePostgreSQL
import TestKit
import Testing
import Tickets

/// Databases as earlier releases left them, brought to the present.
///
/// `RECORD=1` writes the dumps of the newest version, never of an older one: those are what
/// releases in the field have.
@Suite("stored dumps")
struct StoredDumpTests {
    /// A person, a queue, a ticket and its mail, with what is hard to carry over.
    static let sample: SQL = """
        INSERT INTO users (id, name, name_key, is_privileged, is_disabled, created_ms)
            VALUES (2, 'Анна@example.org', 'анна@example.org', 0, 0, 1700000000000);
        INSERT INTO addresses (address, user_id, position) VALUES ('anna@example.org', 2, 0);
        INSERT INTO queues
            (id, name, name_key, description, correspond_address, lifecycle, is_disabled, created_ms)
            VALUES (1, 'Support', 'support', 'It''s a "queue"; really?', 'support@example.com',
                'default', 0, 1700000000000);
        INSERT INTO tickets
            (id, queue_id, subject, status, priority, creator_id, created_ms, updated_ms)
            VALUES (42, 1, 'Drucker brennt 🔥', 'new', 0, 2, 1700000000000, 1700000000000)
        """

    private static var folder: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/dumps"
    }

    @Test(
        "a store of any earlier version comes up to date with its data", arguments: StoreEngine.all)
    func upgrade(engine: StoreEngine) throws {
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try record(engine) }
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
            .filter { $0.hasSuffix(".\(engine.rawValue).sql") }
        #expect(names.contains("v1.\(engine.rawValue).sql"))
        for name in names {
            let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
            let store = try StoreFixture(engine, migrations: [])
            try load(text, into: store.driver)
            try finish(store.driver)
            let ticket = try store.driver.read { connection in
                try connection.query(
                    """
                    SELECT tickets.id, subject, queues.description, users.name FROM tickets
                    JOIN queues ON queues.id = queue_id JOIN users ON users.id = creator_id
                    """)
            }
            #expect(
                ticket == [
                    SQLRow([
                        42, "Drucker brennt 🔥", "It's a \"queue\"; really?", "Анна@example.org",
                    ])
                ],
                "\(name)")
        }
    }

    private func load(_ text: String, into driver: any SQLDriver) throws {
        // A migration is the one way for text from a file into a database.
        let dump = Migration(version: 1, name: "dump") { _ in Array(text.utf8) }
        try driver.write { connection in
            if connection.engine == .sqlite {
                try connection.execute("PRAGMA defer_foreign_keys = ON")
            }
            try connection.executeScript(dump.script(for: connection.engine))
        }
    }

    private func finish(_ driver: some SQLDriver) throws {
        let migrator = Migrator()
        try migrator.migrate(driver, now: Timestamp(milliseconds: 1_800_000_000_000))
        try migrator.requireCurrent(driver)
        #expect(try Maintenance.check(driver) == [])
    }

    private func record(_ engine: StoreEngine) throws {
        let store = try StoreFixture(engine)
        try store.driver.write { try $0.executeScript(Self.sample) }
        let raw = store.folder.path + "/dump"
        let text: String
        switch engine {
        case .sqlite:
            // Tables first: a row may refer to a table further down. Of the index over texts only
            // its statement: what it holds cannot be inserted.
            let program =
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); w = 'search_index';"
                + " d = [s for s in list(c.iterdump())[1:-1] if w not in s and 'PRAGMA' not in s];"
                + " v = c.execute('SELECT sql FROM sqlite_master WHERE name = ?', (w,)).fetchone();"
                + " d += [v[0] + ';'] if v else [];"
                + " print('\\n'.join(sorted(d, key=lambda s: not s.startswith('CREATE TABLE'))))"
            #expect(Shell.run("python3 -c \"\(program)\" '\(store.location)'", output: raw) == 0)
            text = try String(contentsOfFile: raw, encoding: .utf8)
        case .postgresql:
            let cluster = try PostgreSQLCluster.shared()
            let programs = try #require(cluster.programs)
            let schema = try #require(try PostgreSQLCluster.schema(of: store.location))
            let dump = "'\(programs)/pg_dump' --inserts --no-owner --no-comments --schema=\(schema)"
            #expect(Shell.run("\(dump) --dbname=\"\(cluster.conninfo.text)\"", output: raw) == 0)
            let whole = try String(contentsOfFile: raw, encoding: .utf8)
                .replacingOccurrences(of: schema + ".", with: "")
            let noise = ["SET ", "SELECT pg_catalog.set_config", "CREATE SCHEMA", "--", "\\"]
            text =
                whole.split(separator: "\n")
                .filter { line in !noise.contains { line.hasPrefix($0) } }
                .joined(separator: "\n") + "\n"
        }
        let version = try #require(Migration.all.last).version
        let path = "\(Self.folder)/v\(version).\(engine.rawValue).sql"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}
