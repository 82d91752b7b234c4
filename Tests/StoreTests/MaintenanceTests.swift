import Foundation
import Store
import StorePostgreSQL
import TestKit
import Testing

@Suite("maintenance")
struct MaintenanceTests {
    private func check(_ driver: some SQLDriver) throws -> [String] {
        try Maintenance.check(driver)
    }

    @Test("a migrated store has no fault", arguments: StoreEngine.all)
    func sound(engine: StoreEngine) throws {
        #expect(try check(StoreFixture(engine).driver) == [])
    }

    @Test("an empty store and a missing table are faults", arguments: StoreEngine.all)
    func faults(engine: StoreEngine) throws {
        let empty = try check(StoreFixture(engine, migrations: []).driver)
        #expect(empty.count == 1)
        #expect(empty.first?.contains("postern db migrate") == true)
        let store = try StoreFixture(engine)
        try store.driver.write { try $0.execute("DROP TABLE autoreplies") }
        #expect(try check(store.driver) == ["the table autoreplies is missing; restore a backup"])
    }

    @Test("a reference to nothing is a fault")
    func danglingReference() throws {
        let store = try StoreFixture(.sqlite)
        let path = store.location
        // As another program might do it, one that leaves foreign keys off.
        #expect(
            Shell.run(
                "python3 -c \"import sqlite3; c = sqlite3.connect('\(path)'); "
                    + "c.execute('INSERT INTO addresses VALUES (\\\"x@example.org\\\", 77, 0)'); c.commit()\""
            ) == 0)
        let faults = try check(store.driver)
        #expect(faults.count == 1)
        #expect(faults.first?.contains("addresses") == true)
    }

    @Test("a backup while others write is whole, private and can be restored")
    func backup() throws {
        let store = try StoreFixture(.sqlite, migrations: [StoreConformanceTests.migration])
        let copy = store.folder.path + "/copy.db"
        let stop = Flag()
        let writer = try store.anotherDriver()
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            var number = 0
            while !stop.isSet {
                number += 1
                // Two rows a transaction: a torn copy would hold an odd number.
                try? writer.write { connection in
                    for half in ["a", "b"] {
                        try connection.execute(
                            "INSERT INTO things (name) VALUES (?)", [.text("\(number)\(half)")])
                    }
                }
            }
            done.signal()
        }
        defer { done.wait() }
        defer { stop.set() }
        for round in 0..<5 {
            let path = "\(copy).\(round)"
            try store.driver.backup(to: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let rows = try SQLiteDriver(path: path).read {
                try $0.query("SELECT COUNT(*) FROM things WHERE name <> 'a;b'")[0].int(0)
            }
            #expect(rows % 2 == 0)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: store.folder.path)
        #expect(left.filter { $0.contains("partial") } == [])
    }

    @Test("a backup does not overwrite")
    func backupRefuses() throws {
        let store = try StoreFixture(.sqlite)
        let path = store.folder.path + "/there"
        try "mine".write(toFile: path, atomically: true, encoding: .utf8)
        let error = try #require(throws: StoreError.self) { try store.driver.backup(to: path) }
        #expect(error.code == .conflict)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test("a restored store is the store that was backed up")
    func restore() throws {
        let store = try StoreFixture(.sqlite)
        let copy = store.folder.path + "/copy.db"
        let restored = store.folder.path + "/restored.db"
        try store.driver.write {
            try $0.execute("INSERT INTO addresses VALUES ('x@example.org', 1, 0)")
        }
        try store.driver.backup(to: copy)
        try SQLiteDriver.restore(from: copy, to: restored)
        let driver = try SQLiteDriver(path: restored)
        #expect(try check(driver) == [])
        #expect(
            try driver.read { try $0.query("SELECT address FROM addresses") }
                == [SQLRow(["x@example.org"])])
    }

    @Test("a restore overwrites nothing, not even a left-over log")
    func restoreRefuses() throws {
        let store = try StoreFixture(.sqlite)
        let copy = store.folder.path + "/copy.db"
        try store.driver.backup(to: copy)
        let target = store.folder.path + "/target.db"
        for name in [store.location, target + "-wal"] {
            if name != store.location { try Data([1]).write(to: URL(fileURLWithPath: name)) }
            let error = try #require(throws: StoreError.self) {
                try SQLiteDriver.restore(from: copy, to: name == store.location ? name : target)
            }
            #expect(error.code == .conflict)
        }
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test("a restore refuses what is damaged, missing, or none of ours")
    func restoreChecks() throws {
        let store = try StoreFixture(.sqlite)
        let folder = store.folder.path
        let copy = folder + "/copy.db"
        try store.driver.backup(to: copy)
        let handle = try #require(FileHandle(forUpdatingAtPath: copy))
        try handle.seek(toOffset: 4_096 * 2)
        try handle.write(contentsOf: Data(repeating: 0xAB, count: 4_096 * 3))
        try handle.close()
        try Data("not a database, but long enough to look at".utf8)
            .write(to: URL(fileURLWithPath: folder + "/text"))
        try SQLiteDriver(path: folder + "/foreign.db", create: true)
            .write { try $0.execute("CREATE TABLE t (x)") }
        for (name, code) in [
            ("copy.db", StoreError.Code.corrupt), ("text", .corrupt), ("foreign.db", .corrupt),
            ("none", .unavailable),
        ] {
            let error = try #require(throws: StoreError.self) {
                try SQLiteDriver.restore(from: "\(folder)/\(name)", to: folder + "/target.db")
            }
            #expect(error.code == code, "\(name): \(error)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/target.db"))
    }

    @Test(
        "PostgreSQL names the command to run instead, without the password",
        arguments: StoreEngine.servers)
    func serverCommands(engine: StoreEngine) throws {
        let store = try StoreFixture(engine)
        let error = try #require(throws: StoreError.self) {
            try store.driver.backup(to: "/x/o'clock")
        }
        #expect(error.detail.contains("pg_dump --format=custom --file='/x/o'\\''clock' --dbname='"))
        let other = try #require(throws: StoreError.self) {
            try PostgreSQLDriver.restore(
                from: "/x/dump", to: "postgresql://u:secret@example.org/tracker")
        }
        #expect(
            other.detail.hasSuffix(
                "--dbname='dbname=tracker host=example.org user=u' '/x/dump'"))
    }

    private final class Flag: Sendable {
        private let file = DispatchSemaphore(value: 0)
        var isSet: Bool {
            guard file.wait(timeout: .now()) == .success else { return false }
            file.signal()
            return true
        }
        func set() { file.signal() }
    }
}
