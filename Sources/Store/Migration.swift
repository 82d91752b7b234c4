/// One numbered step of the schema; its text is built into the program from `Migrations/`.
package struct Migration: Sendable {
    /// 1 for the first, without gaps.
    package let version: Int64
    /// The middle of the file's name, for people.
    package let name: String
    private let text: @Sendable (SQLEngine) -> [UInt8]

    /// Takes a step from elsewhere, as tests do.
    ///
    /// - Parameter text: The statements for an engine, UTF-8; called when the step is taken.
    package init(
        version: Int64, name: String, text: @escaping @Sendable (SQLEngine) -> [UInt8]
    ) {
        self.version = version
        self.name = name
        self.text = text
    }

    /// The statements for `engine`.
    package func script(for engine: SQLEngine) -> SQL {
        SQL(migration: String(decoding: text(engine), as: UTF8.self))
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
    ]
}
