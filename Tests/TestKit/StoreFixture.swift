package import Store
import StorePostgreSQL
import Tickets

/// A fresh store for one test; gone with the fixture.
package final class StoreFixture: Sendable {
    /// Its engine.
    package let engine: StoreEngine
    /// A folder for the test's files; the SQLite file is in it.
    package let folder: TemporaryFolder
    /// The SQLite file's path, or the connection string.
    package let location: String
    /// A driver with short patience: 10 s.
    package let driver: any SQLDriver

    /// Makes the store.
    ///
    /// - Parameter migrations: Taken at once; an empty list leaves the store empty.
    package init(
        _ engine: StoreEngine = .sqlite, migrations: [Migration] = Migration.all
    ) throws {
        self.engine = engine
        folder = try TemporaryFolder()
        switch engine {
        case .sqlite:
            location = folder.path + "/postern.db"
            driver = try SQLiteDriver(path: location, busyTimeoutSeconds: 10, create: true)
        case .postgresql:
            location = try PostgreSQLCluster.shared().freshSchema()
            driver = try PostgreSQLDriver(conninfo: location, lockTimeoutSeconds: 10)
        }
        if !migrations.isEmpty {
            try migrate(driver, migrations)
        }
    }

    deinit {
        if engine == .postgresql { try? PostgreSQLCluster.shared().drop(schemaOf: location) }
    }

    /// Opens the same store once more, as another process would.
    ///
    /// - Parameter patienceSeconds: How long it waits for locks.
    package func anotherDriver(patienceSeconds: Double = 10) throws -> any SQLDriver {
        switch engine {
        case .sqlite:
            try SQLiteDriver(path: location, busyTimeoutSeconds: patienceSeconds)
        case .postgresql:
            try PostgreSQLDriver(conninfo: location, lockTimeoutSeconds: patienceSeconds)
        }
    }

    private func migrate(_ driver: some SQLDriver, _ migrations: [Migration]) throws {
        try Migrator(migrations).migrate(driver, now: Timestamp(milliseconds: 1_700_000_000_000))
    }
}
