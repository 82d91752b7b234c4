package import ArgumentParser
import Desk
import Gateway
import Settings
import Store
import Tickets

/// `postern doctor`: looks an instance over.
package struct DoctorCommand: AsyncParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks the whole installation over and says what to do about what is wrong.",
        discussion: """
            Changes nothing. Looks at settings, database, permissions, the way out for mail, rules, \
            alias lines, and at what has piled up. Ends with 1 when there is a problem; warnings \
            alone end with 0. Only for staff with AdminQueue.
            """)

    @Option(
        name: .customLong("aliases"),
        help: ArgumentHelp(
            "Alias file of the mail server; may be given several times. Without it: /etc/aliases.",
            valueName: "file"))
    var aliasFiles: [String] = []

    @Flag(help: "Do not look at alias files: mail comes in by another way.")
    var noAliases = false

    @Flag(help: "Do not read the whole database, which takes seconds for each gigabyte.")
    var quick = false

    @OptionGroup var options: GlobalOptions

    /// For ArgumentParser.
    package init() {}

    /// Looks, prints, and ends with 1 when there is a problem.
    package func run() async throws {
        let report = DoctorReport(try findings())
        let output = Output(options.format)
        try output.print("doctor", report) { report.text(output.terminal) }
        if report.problems > 0 { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }

    /// What is found names queues, scrips and tickets, whoever may see them. Where the database
    /// cannot tell who asks, that is what must be found.
    private func requireMayLook(_ store: TicketStore, _ settings: Settings) throws {
        do {
            try DeskAssembly.desk(settings: settings, store: store)
                .requireStaff(as: Instance.actor(options, store).id, holding: .adminQueue)
        } catch is StoreError { return }
    }

    private func findings() throws -> [Finding] {
        var found = Findings(.settings)
        let location = Instance.location(options)
        let settings: Settings
        do {
            settings = try Settings.load(from: location)
        } catch let error as SettingsError {
            for problem in error.problems {
                found.problem(
                    problem.description, remedy: "Mend it; `postern config check` looks again")
            }
            return found.all
        } catch {
            found.problem(
                CommandFailure(error).text, remedy: "See that \(location.file) can be read")
            return found.all
        }
        found.ok("\(location.file) is valid")
        let (database, store) = DatabaseExam(settings: settings, isQuick: quick).look()
        if let store { try requireMayLook(store, settings) }
        var all = found.all + database
        all += PermissionExam(settings: settings, file: location.file).look()
        all += DeliveryExam(settings: settings).look()
        if let store {
            all += Self.guarded(.rules) {
                try RulesExam(store: store).look()
            }
            all += Self.guarded(.rules) {
                try ZoneExam(store: store, site: settings.site.timeZone).look()
            }
            all += Self.guarded(.rules) {
                try CallExam(store: store, settings: settings).look()
            }
            if !noAliases {
                all += Self.guarded(.addresses) {
                    try AliasExam(
                        queues: try store.read { try $0.queues() }, files: aliasFiles,
                        settingsFile: location.file
                    ).look()
                }
            }
            all += Self.guarded(.backlog) {
                try BacklogExam(store: store, settings: settings, now: .current()).look()
            }
        }
        return all + DiskExam(settings: settings).look()
    }

    /// A look that fails is itself a finding; the others go on.
    private static func guarded(
        _ area: Finding.Area, _ look: () throws -> [Finding]
    ) -> [Finding] {
        do {
            return try look()
        } catch {
            var found = Findings(area)
            found.problem(CommandFailure(error).text, remedy: "postern db check")
            return found.all
        }
    }
}
