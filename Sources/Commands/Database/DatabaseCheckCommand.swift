import ArgumentParser
import Store

/// `postern db check`.
struct DatabaseCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads the whole database and reports damage; changes nothing.",
        discussion: "Takes seconds for each gigabyte. Ends with 1 when something is wrong.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let settings = try Instance.settings(options)
        let faults = try Maintenance.check(try Instance.driver(settings))
        try Output(options.format).print("database_check", DatabaseCheck(faults: faults)) {
            guard !faults.isEmpty else { return "The database is sound.\n" }
            return faults.map { Terminal.line($0) + "\n" }.joined()
        }
        if !faults.isEmpty { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }
}

/// What a check found, as JSON.
struct DatabaseCheck: Encodable {
    let isSound: Bool
    /// One line a fault.
    let faults: [String]

    init(faults: [String]) {
        isSound = faults.isEmpty
        self.faults = faults
    }
}
