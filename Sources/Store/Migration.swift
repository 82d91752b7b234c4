/// One numbered step of the schema; its text is built into the program from `Migrations/`.
package struct Migration: Sendable {
    /// 1 for the first, without gaps.
    package let version: Int64
    /// The middle of the file's name, for people.
    package let name: String
    private let text: @Sendable (SQLEngine) -> [UInt8]
    private let completion: @Sendable (any SQLConnection) throws -> Void

    /// Takes a step from elsewhere, as tests do.
    ///
    /// - Parameters:
    ///   - text: The statements for an engine, UTF-8; called when the step is taken.
    ///   - completion: What SQL alone cannot do for the rows that are there; runs after the
    ///     statements, in the same transaction.
    package init(
        version: Int64, name: String, text: @escaping @Sendable (SQLEngine) -> [UInt8],
        completion: @escaping @Sendable (any SQLConnection) throws -> Void = { _ in }
    ) {
        self.version = version
        self.name = name
        self.text = text
        self.completion = completion
    }

    /// The statements for `engine`.
    package func script(for engine: SQLEngine) -> SQL {
        SQL(migration: String(decoding: text(engine), as: UTF8.self))
    }

    /// Takes the step inside the caller's transaction.
    func take(on connection: any SQLConnection) throws {
        try connection.executeScript(script(for: connection.engine))
        try completion(connection)
    }

    // The one place where a new migration is listed; a test compares it with the folder. Never edit
    // a released one.
    /// Every step of this program, oldest first.
    package static let all: [Migration] = [
        Migration(version: 1, name: "foundation") { engine in
            switch engine {
            case .sqlite: PackageResources.m0001_foundation_sqlite_sql
            case .postgresql: PackageResources.m0001_foundation_postgresql_sql
            }
        },
        Migration(version: 2, name: "reports") { engine in
            switch engine {
            case .sqlite: PackageResources.m0002_reports_sqlite_sql
            case .postgresql: PackageResources.m0002_reports_postgresql_sql
            }
        },
        Migration(version: 3, name: "search") { engine in
            switch engine {
            case .sqlite: PackageResources.m0003_search_sqlite_sql
            case .postgresql: PackageResources.m0003_search_postgresql_sql
            }
        } completion: { connection in
            try StoreSession(sql: connection).rebuildSearchIndex()
        },
        Migration(version: 4, name: "scrips") { engine in
            switch engine {
            case .sqlite: PackageResources.m0004_scrips_sqlite_sql
            case .postgresql: PackageResources.m0004_scrips_postgresql_sql
            }
        },
        Migration(version: 5, name: "rules") { engine in
            switch engine {
            case .sqlite: PackageResources.m0005_rules_sqlite_sql
            case .postgresql: PackageResources.m0005_rules_postgresql_sql
            }
        },
        Migration(version: 6, name: "fields") { engine in
            switch engine {
            case .sqlite: PackageResources.m0006_fields_sqlite_sql
            case .postgresql: PackageResources.m0006_fields_postgresql_sql
            }
        },
        Migration(version: 7, name: "people") { engine in
            switch engine {
            case .sqlite: PackageResources.m0007_people_sqlite_sql
            case .postgresql: PackageResources.m0007_people_postgresql_sql
            }
        },
        Migration(version: 8, name: "templates") { engine in
            switch engine {
            case .sqlite: PackageResources.m0008_templates_sqlite_sql
            case .postgresql: PackageResources.m0008_templates_postgresql_sql
            }
        },
        Migration(version: 9, name: "calls") { engine in
            switch engine {
            case .sqlite: PackageResources.m0009_calls_sqlite_sql
            case .postgresql: PackageResources.m0009_calls_postgresql_sql
            }
        },
    ]
}
