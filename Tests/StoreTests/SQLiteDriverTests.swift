import Foundation
import Store
import TestKit
import Testing

/// What can be wrong with a file.
@Suite("the SQLite file")
struct SQLiteDriverTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String = "postern.db") -> String { folder.path + "/" + name }

    private func table(_ path: String) throws {
        let driver = try SQLiteDriver(path: path, create: true)
        try driver.write { _ = try $0.execute("CREATE TABLE t (x BLOB) STRICT") }
    }

    @Test("a missing file is unavailable and stays missing")
    func missing() throws {
        let error = try #require(throws: StoreError.self) { _ = try SQLiteDriver(path: path()) }
        #expect(error.code == .unavailable)
        #expect(error.detail.contains("no such file"))
        #expect(!FileManager.default.fileExists(atPath: path()))
    }

    @Test("a missing folder is unavailable")
    func missingFolder() throws {
        let error = try #require(throws: StoreError.self) {
            _ = try SQLiteDriver(path: path("none/postern.db"), create: true)
        }
        #expect(error.code == .unavailable)
    }

    @Test("a file that is no database is corrupt and stays as it is", arguments: [3, 5_000])
    func noDatabase(length: Int) throws {
        let content = Data(repeating: UInt8(ascii: "x"), count: length)
        try content.write(to: URL(fileURLWithPath: path()))
        let error = try #require(throws: StoreError.self) {
            _ = try SQLiteDriver(path: path(), create: true)
        }
        #expect(error.code == .corrupt)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path())) == content)
    }

    @Test("a folder in the file's place is unavailable")
    func folderInPlace() throws {
        let error = try #require(throws: StoreError.self) {
            _ = try SQLiteDriver(path: folder.path)
        }
        #expect(error.code == .unavailable)
    }

    @Test(
        "names that mean something in a URI are just names",
        arguments: ["a?mode=ro", "50%20#x", "é ß"])
    func names(name: String) throws {
        try table(path(name))
        #expect(FileManager.default.fileExists(atPath: path(name)))
        _ = try SQLiteDriver(path: path(name))
    }

    @Test("a new file and its companions are for user and group")
    func modes() throws {
        let before = umask(0o007)
        defer { umask(before) }
        let driver = try SQLiteDriver(path: path(), create: true)
        try driver.write { _ = try $0.execute("CREATE TABLE t (x) ") }
        for name in [path(), path("postern.db-wal"), path("postern.db-shm")] {
            let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions]
            #expect(mode as? Int == 0o660, "\(name)")
        }
    }

    @Test("the file is in WAL mode, with full syncs and foreign keys")
    func settings() throws {
        let driver = try SQLiteDriver(path: path(), create: true)
        let values = try driver.write { connection in
            try [
                "PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA foreign_keys",
                "PRAGMA trusted_schema",
            ]
            .map { try connection.query($0)[0][0] }
        }
        #expect(values == ["wal", 2, 1, 0])
    }

    @Test("several may create the same file at once")
    func creationRace() throws {
        for round in 0..<10 {
            let path = path("race-\(round).db")
            try onThreads(4) {
                let driver = try SQLiteDriver(path: path, create: true)
                try driver.write {
                    _ = try $0.execute("CREATE TABLE IF NOT EXISTS t (x BLOB) STRICT")
                }
            }
        }
    }

    @Test("a full disk is full, and the store works again when there is room")
    func fullDisk() throws {
        let mount = folder.path + "/small"
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
        guard Shell.run("mount -t tmpfs -o size=1m tmpfs '\(mount)' 2>/dev/null") == 0 else {
            print("skipped: a full disk needs root, to mount a small one")
            return
        }
        defer { #expect(Shell.run("umount -l '\(mount)'") == 0) }
        let file = mount + "/postern.db"
        try table(file)
        let driver = try SQLiteDriver(path: file)
        let fill = {
            for _ in 0..<40 {
                try driver.write {
                    try $0.execute(
                        "INSERT INTO t VALUES (?)", [.blob([UInt8](repeating: 7, count: 60_000))])
                }
            }
        }
        let error = try #require(throws: StoreError.self) { try fill() }
        #expect(error.code == .full)
        #expect(error.isTemporary)
        let opened = Result { try SQLiteDriver(path: file) }
        if case .failure(let error) = opened { #expect((error as? StoreError)?.code == .full) }
        #expect(Shell.run("mount -o remount,size=8m '\(mount)'") == 0)
        try driver.write { try $0.execute("INSERT INTO t VALUES (?)", [.blob([1])]) }
        #expect(try driver.engineFaults() == [])
    }

    @Test("a file that may not be written is read-only or unavailable")
    func readOnlyFile() throws {
        let mount = folder.path + "/still"
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
        guard Shell.run("mount -t tmpfs -o size=2m tmpfs '\(mount)' 2>/dev/null") == 0 else {
            print("skipped: a read-only disk needs root, to mount one")
            return
        }
        defer { #expect(Shell.run("umount -l '\(mount)'") == 0) }
        let file = mount + "/postern.db"
        try table(file)
        #expect(Shell.run("mount -o remount,ro '\(mount)'") == 0)
        let error = try #require(throws: StoreError.self) {
            try SQLiteDriver(path: file).write { _ = try $0.execute("INSERT INTO t VALUES (NULL)") }
        }
        #expect([.readOnly, .unavailable].contains(error.code), "\(error)")
        #expect(error.isTemporary)
    }

    @Test("a process that dies after a commit loses nothing and leaves no endless log")
    func death() async throws {
        try table(path())
        for _ in 0..<2 {
            await #expect(processExitsWith: .exitCode(9)) { [path = path() as String] in
                let driver = try SQLiteDriver(path: path)
                try driver.write { connection in
                    for _ in 0..<200 {
                        try connection.execute(
                            "INSERT INTO t VALUES (?)",
                            [.blob([UInt8](repeating: 1, count: 60_000))])
                    }
                }
                _exit(9)
            }
        }
        #expect(try logBytes() > 8 << 20)
        let driver = try SQLiteDriver(path: path())
        #expect(try driver.read { try $0.query("SELECT COUNT(*) FROM t")[0].int(0) } == 400)
        for _ in 0..<3 { try driver.write { try $0.execute("INSERT INTO t VALUES (NULL)") } }
        #expect(try logBytes() <= 4 << 20)
        #expect(try driver.engineFaults() == [])
    }

    private func logBytes() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path("postern.db-wal"))
        return try #require(attributes[.size] as? Int)
    }

    @Test("damage inside the file is corrupt and is found by a check")
    func damaged() throws {
        try table(path())
        let driver = try SQLiteDriver(path: path())
        try driver.write { connection in
            for index in 0..<200 {
                try connection.execute(
                    "INSERT INTO t VALUES (?)",
                    [.blob([UInt8](repeating: UInt8(index), count: 1_000))])
            }
        }
        #expect(try driver.engineFaults() == [])
        let copy = path("copy.db")
        try driver.backup(to: copy)
        let handle = try #require(FileHandle(forUpdatingAtPath: copy))
        try handle.seek(toOffset: 4_096)
        try handle.write(contentsOf: Data(repeating: 0xAB, count: 8_192))
        try handle.close()
        #expect(try !SQLiteDriver(path: copy).engineFaults().isEmpty)
    }
}
