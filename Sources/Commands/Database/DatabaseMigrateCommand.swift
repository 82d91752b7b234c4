import ArgumentParser
import Store
import Tickets

/// `postern db migrate`.
struct DatabaseMigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database to this program's schema.",
        discussion: """
            Safe to run again and while mail comes in. There is no way back but a backup, so make \
            one first: `postern db backup FILE`.
            """)

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let settings = try Instance.settings(options)
        let driver = try Instance.driver(settings)
        let taken = try Migrator().migrate(driver, now: .current())
        let steps = taken.map { SchemaStep(version: $0.version, name: $0.name, applied: nil) }
        try Output(options.format).print("migration", steps) {
            guard let last = taken.last else { return "The schema is current; nothing to do.\n" }
            return taken.map { "Took step \($0.version): \($0.name)\n" }.joined()
                + "The schema is at version \(last.version) now.\n"
        }
    }
}

/// One step of the schema as JSON.
struct SchemaStep: Encodable {
    let version: Int64
    let name: String
    /// RFC 3339 in UTC; absent for a step that is not taken, or was taken just now.
    let applied: String?
}
