import Foundation
import Store
import StorePostgreSQL
import Synchronization
import TestKit
import Testing

/// Several writers, one store.
@Suite("writers at the same time")
struct ConcurrencyTests {
    private func store(_ engine: StoreEngine) throws -> StoreFixture {
        try StoreFixture(engine, migrations: [StoreConformanceTests.migration])
    }

    @Test("four writers, 500 writes each, none fails and none is lost", arguments: StoreEngine.all)
    func manyWrites(engine: StoreEngine) throws {
        let store = try store(engine)
        try onThreads(4) {
            let driver = try store.anotherDriver(patienceSeconds: 30)
            for _ in 0..<500 { try increment(driver) }
        }
        #expect(try amount(store) == 2_000)
    }

    @Test("one driver may be used by several threads", arguments: StoreEngine.all)
    func sharedDriver(engine: StoreEngine) throws {
        let store = try store(engine)
        try onThreads(3) {
            for _ in 0..<50 { try increment(store.driver) }
        }
        #expect(try amount(store) == 150)
    }

    @Test("a lock held for two seconds is waited for", arguments: StoreEngine.all)
    func waits(engine: StoreEngine) throws {
        let store = try store(engine)
        let waiting = try store.anotherDriver(patienceSeconds: 20)
        let holder = try LockHolder(store, seconds: 2)
        let started = ContinuousClock.now
        try increment(waiting)
        #expect(started.duration(to: .now) > .seconds(1))
        holder.wait()
        #expect(try amount(store) == 2)
    }

    @Test("a lock held past the time is busy, and temporary", arguments: StoreEngine.all)
    func busy(engine: StoreEngine) throws {
        let store = try store(engine)
        let waiting = try store.anotherDriver(patienceSeconds: 0.5)
        let holder = try LockHolder(store, seconds: 10)
        let started = ContinuousClock.now
        let error = try #require(throws: StoreError.self) { try increment(waiting) }
        #expect(error.code == .busy)
        #expect(error.isTemporary)
        #expect(started.duration(to: .now) < .seconds(9))
        holder.wait()
        // Nothing was left behind that would hinder the next one.
        try increment(waiting)
        #expect(try amount(store) == 2)
    }

    @Test("a transaction that met a conflict is run again", arguments: StoreEngine.servers)
    func retried(engine: StoreEngine) throws {
        let store = try store(engine)
        let other = try store.anotherDriver()
        var runs = 0
        try store.driver.write { connection in
            runs += 1
            let amount = try connection.query("SELECT amount FROM things")[0].int(0)
            if runs == 1 { try increment(other) }
            try connection.execute("UPDATE things SET amount = ?", [.integer(amount + 1)])
        }
        #expect(runs == 2)
        #expect(try amount(store) == 2)
    }

    @Test("a key that another wrote meanwhile is a conflict too", arguments: StoreEngine.servers)
    func duplicateRetried(engine: StoreEngine) throws {
        let store = try store(engine)
        let other = try store.anotherDriver()
        var runs = 0
        try store.driver.write { connection in
            runs += 1
            // Reading takes the snapshot, in which the other's row is not.
            let isTaken =
                try connection.query("SELECT 1 FROM things WHERE name = 'once'").isEmpty == false
            if runs == 1 { try insertThing(other) }
            if !isTaken { try insertThing(connection) }
        }
        #expect(runs == 2)
    }

    @Test("a key that is simply taken is refused", arguments: StoreEngine.servers)
    func duplicateRefused(engine: StoreEngine) throws {
        let store = try store(engine)
        try insertThing(store.driver)
        var runs = 0
        let error = try #require(throws: StoreError.self) {
            try store.driver.write { connection in
                runs += 1
                try insertThing(connection)
            }
        }
        #expect(error.code == .conflict)
        #expect(runs <= 6)
    }

    @Test("a conflict that never ends is busy in the end", arguments: StoreEngine.servers)
    func endlessConflict(engine: StoreEngine) throws {
        let store = try store(engine)
        let unlucky = try store.anotherDriver(patienceSeconds: 0.3)
        let error = try #require(throws: StoreError.self) {
            try unlucky.write { connection in
                let amount = try connection.query("SELECT amount FROM things")[0].int(0)
                try increment(store.driver)
                try connection.execute("UPDATE things SET amount = ?", [.integer(amount + 1)])
            }
        }
        #expect(error.code == .busy)
    }

    #if os(Linux)
        @Test("two processes, 500 writes each, none fails and none is lost")
        func processes() async throws {
            let store = try store(.sqlite)
            async let first: Void = writeInAnotherProcess(store.location)
            async let second: Void = writeInAnotherProcess(store.location)
            _ = try await (first, second)
            #expect(try amount(store) == 1_000)
        }
    #endif

    private func insertThing(_ driver: any SQLDriver) throws {
        try driver.write { try insertThing($0) }
    }

    private func insertThing(_ connection: any SQLConnection) throws {
        try connection.execute("INSERT INTO things (name, amount) VALUES ('once', 1)")
    }

    private func writeInAnotherProcess(_ path: String) async throws {
        await #expect(processExitsWith: .success) { [path] in
            // A process a few writes, as mailgate would be.
            for _ in 0..<50 {
                let driver = try SQLiteDriver(path: path)
                for _ in 0..<10 { try increment(driver) }
            }
        }
    }

    private func amount(_ store: StoreFixture) throws -> Int64 {
        try store.driver.read { try $0.query("SELECT amount FROM things")[0].int(0) }
    }
}

/// Reads and writes, so that a lost update would show.
private func increment(_ driver: any SQLDriver) throws {
    try driver.write { connection in
        let amount = try connection.query("SELECT amount FROM things")[0].int(0)
        try connection.execute("UPDATE things SET amount = ?", [.integer(amount + 1)])
    }
}
