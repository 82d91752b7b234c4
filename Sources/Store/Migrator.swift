package import Tickets

/// Brings a database to this program's schema, forward only, and tells how far it is.
///
/// Each step is one transaction, noted in `schema_migrations`, so a crash leaves the database at
/// one version or the next. Only `postern db migrate` and `postern init` migrate; all else calls
/// ``requireCurrent(_:)`` and stops, so that a half-installed release touches nothing.
package struct Migrator: Sendable {
    /// A step that a database has taken.
    package struct Applied: Hashable, Sendable {
        /// Its number.
        package let version: Int64
        /// Its name when it was taken.
        package let name: String
        /// When it was taken.
        package let at: Timestamp
    }

    /// How far a database is.
    package struct Status: Sendable {
        /// The steps taken, oldest first; empty for a new database.
        package let applied: [Applied]
        /// The steps that this program knows and the database has not taken, oldest first.
        package let pending: [Migration]
        /// Whether the database was migrated by a later release.
        package let isNewer: Bool
    }

    private let migrations: [Migration]

    /// Takes the steps, oldest first; tests pass their own.
    package init(_ migrations: [Migration] = Migration.all) {
        self.migrations = migrations
    }

    /// What has been done and what is to do; changes nothing.
    ///
    /// - Throws: ``StoreError`` as reading does.
    package func status(_ driver: some SQLDriver) throws -> Status {
        let applied = try driver.read(Self.applied)
        let version = applied.last?.version ?? 0
        return Status(
            applied: applied, pending: migrations.filter { $0.version > version },
            isNewer: version > newest)
    }

    /// Takes all pending steps; safe while other processes do the same.
    ///
    /// - Returns: The steps that this call took, oldest first; empty when there was nothing to do.
    /// - Throws: ``StoreError``: `newerSchema`, or what made a step fail; the steps before it stay.
    @discardableResult
    package func migrate(_ driver: some SQLDriver, now: Timestamp) throws -> [Migration] {
        var taken: [Migration] = []
        while true {
            let before = try driver.read(Self.applied).last?.version ?? 0
            guard before <= newest else { throw tooNew(before) }
            guard let next = migrations.first(where: { $0.version > before }) else { return taken }
            do {
                if try step(driver, next, after: before, now: now) { taken.append(next) }
            } catch let error as StoreError {
                // On PostgreSQL, of two processes that create the same table one fails in one of
                // several ways. If the step is taken now, it was the other one's success.
                let after = try driver.read(Self.applied).last?.version ?? 0
                guard after > before else { throw error }
            }
        }
    }

    /// Refuses a database of another schema; one short query, so every program may ask at start.
    ///
    /// - Throws: ``StoreError``: `olderSchema` (run `postern db migrate`), `newerSchema` (update
    ///   this program), or as reading does.
    package func requireCurrent(_ driver: some SQLDriver) throws {
        let version = try currentVersion(driver)
        if version > newest { throw tooNew(version) }
        if version < newest {
            throw StoreError(
                .olderSchema,
                "the database has schema version \(version), this program needs \(newest);"
                    + " run: postern db migrate")
        }
    }

    private var newest: Int64 { migrations.last?.version ?? 0 }

    private func tooNew(_ version: Int64) -> StoreError {
        StoreError(
            .newerSchema,
            "the database has schema version \(version), this program knows only \(newest);"
                + " install the release that migrated it, or a later one")
    }

    private func currentVersion(_ driver: some SQLDriver) throws -> Int64 {
        do {
            return try driver.read { connection in
                try connection.query("SELECT MAX(version) FROM schema_migrations")
                    .first?.intOrNil(0) ?? 0
            }
        } catch let error as StoreError where error.code == .invalid {
            // Either there is no such table yet, or the table is not ours.
            return try driver.read(Self.applied).last?.version ?? 0
        }
    }

    private func step(
        _ driver: some SQLDriver, _ migration: Migration, after version: Int64, now: Timestamp
    ) throws -> Bool {
        try driver.write { connection in
            let current = try Self.applied(connection).last?.version ?? 0
            guard current == version else { return false }
            if current == 0 { try connection.execute(Self.table(connection.engine)) }
            try migration.take(on: connection)
            try connection.execute(
                "INSERT INTO schema_migrations (version, name, applied_ms) VALUES (?, ?, ?)",
                [
                    .integer(migration.version), .text(migration.name), .integer(now.milliseconds),
                ])
            return true
        }
    }

    private static func applied(_ connection: any SQLConnection) throws -> [Applied] {
        let tables: SQL =
            switch connection.engine {
            case .sqlite:
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
            case .postgresql: "SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL"
            }
        guard try !connection.query(tables).isEmpty else { return [] }
        return try connection.query(
            "SELECT version, name, applied_ms FROM schema_migrations ORDER BY version"
        ).map { row in
            try Applied(
                version: row.int(0), name: row.text(1), at: Timestamp(milliseconds: row.int(2)))
        }
    }

    private static func table(_ engine: SQLEngine) -> SQL {
        switch engine {
        case .sqlite:
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version INTEGER PRIMARY KEY,   -- number of the step
                name TEXT NOT NULL,            -- middle of the file's name
                applied_ms INTEGER NOT NULL    -- when it was taken
            ) STRICT
            """
        case .postgresql:
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version BIGINT PRIMARY KEY,    -- number of the step
                name TEXT NOT NULL,            -- middle of the file's name
                applied_ms BIGINT NOT NULL     -- when it was taken
            )
            """
        }
    }
}
