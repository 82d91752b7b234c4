import ArgumentParser
import Settings
import Store
import Tickets

/// `postern db status`.
struct DatabaseStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says where the database is and which schema it has; changes nothing.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let settings = try Instance.settings(options)
        let driver = try Instance.driver(settings)
        let status = try Migrator().status(driver)
        let output = Output(options.format, zone: settings.site.timeZone)
        try output.print("database_status", DatabaseStatus(settings.database.url, status)) {
            var fields = FieldList()
            fields.add("Database", "\(settings.database.url)")
            fields.add("Schema", schema(status))
            fields.add(
                "Steps",
                status.applied.map { step in
                    "\(step.version) \(step.name), taken \(output.time.exact(step.at))"
                } + status.pending.map { "\($0.version) \($0.name), not taken yet" })
            return fields.text(output.terminal)
        }
    }

    private func schema(_ status: Migrator.Status) -> String {
        let version = status.applied.last?.version ?? 0
        if status.isNewer {
            return "version \(version), newer than this program: install the release that made it"
        }
        guard !status.pending.isEmpty else { return "version \(version), current" }
        return "version \(version), behind this program: run postern db migrate"
    }
}

/// Which schema a database has, as JSON.
struct DatabaseStatus: Encodable {
    /// `sqlite` or `postgresql`.
    let engine: String
    /// The SQLite file.
    let path: String?
    /// 0 for an empty database.
    let version: Int64
    /// Neither behind nor newer.
    let isCurrent: Bool
    let isNewer: Bool
    let applied: [SchemaStep]
    let pending: [SchemaStep]

    init(_ database: Settings.Database, _ status: Migrator.Status) {
        switch database {
        case .sqlite(let file): (engine, path) = ("sqlite", file)
        case .postgresql: (engine, path) = ("postgresql", nil)
        }
        version = status.applied.last?.version ?? 0
        isCurrent = status.pending.isEmpty && !status.isNewer
        isNewer = status.isNewer
        applied = status.applied.map {
            SchemaStep(version: $0.version, name: $0.name, applied: $0.at.rfc3339)
        }
        pending = status.pending.map {
            SchemaStep(version: $0.version, name: $0.name, applied: nil)
        }
    }
}
