package import ArgumentParser
import FoundationEssentials
import Settings

/// `postern config`: the settings file.
package struct ConfigCommand: ParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Checks the settings file and explains every setting.",
        subcommands: [
            ConfigCheckCommand.self, ConfigReferenceCommand.self, ConfigSampleCommand.self,
        ])

    /// For ArgumentParser.
    package init() {}
}

/// `postern config check`.
struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads the settings and prints everything that is wrong.",
        discussion: """
            Every mistake is told with file, line and column, and what was expected. Ends with 78 \
            when there is one. `postern doctor` looks at the whole installation.
            """)

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let file = Instance.location(options).file
        let problems = ConfigCheck.problems(options)
        let report = ConfigReport(file: file, isValid: problems.isEmpty, problems: problems)
        let output = Output(options.format)
        if problems.isEmpty || options.format == .json {
            try output.print("config_check", report) { "\(Terminal.line(file)) is valid.\n" }
        }
        guard !problems.isEmpty else { return }
        guard options.format == .text else {
            throw ExitCode(CommandFailure.Code.configuration.rawValue)
        }
        throw CommandFailure(problems.map(\.line).joined(separator: "\n"), .configuration)
    }
}

/// Finds all mistakes in the file that every program reads at its start.
enum ConfigCheck {
    static func problems(_ options: GlobalOptions) -> [ConfigProblem] {
        do {
            _ = try Instance.settings(options)
            return []
        } catch let error as SettingsError {
            return error.problems.map { problem in
                ConfigProblem(
                    file: problem.file, line: problem.position?.line,
                    column: problem.position?.column, key: problem.key, text: problem.text)
            }
        } catch {
            let file = Instance.location(options).file
            return [
                ConfigProblem(
                    file: file, line: nil, column: nil, key: nil, text: CommandFailure(error).text)
            ]
        }
    }
}

/// What the check of the settings found, as JSON.
struct ConfigReport: Encodable {
    let file: String
    let isValid: Bool
    let problems: [ConfigProblem]
}

/// One mistake.
struct ConfigProblem: Encodable {
    let file: String
    /// From 1; absent where it is about the whole file.
    let lineNumber: Int?
    let column: Int?
    /// Dotted key.
    let key: String?
    let text: String

    init(file: String, line: Int?, column: Int?, key: String?, text: String) {
        self.file = file
        lineNumber = line
        self.column = column
        self.key = key
        self.text = text
    }

    /// As compilers write it.
    var line: String {
        let place = [lineNumber, column].compactMap { $0.map { ":\($0)" } }.joined()
        return "\(file)\(place): \(text)"
    }
}

/// `postern config reference`.
struct ConfigReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Explains every setting: type, default, meaning (Markdown).")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let reference = SettingsReference()
        let rows = reference.rows.map { row in
            ConfigSetting(
                key: row.key, type: row.type, standard: row.standard, since: row.since,
                documentation: row.documentation, example: row.example)
        }
        try Output(options.format).print("config_reference", rows) { reference.markdown }
    }
}

/// One setting as JSON.
struct ConfigSetting: Encodable {
    /// Dotted.
    let key: String
    let type: String
    /// In words.
    let standard: String
    let since: String
    let documentation: String
    let example: String?
}

/// `postern config sample`.
struct ConfigSampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Prints a settings file with every setting, its default commented out.",
        discussion: "Example: postern config sample > /etc/postern/postern.yaml")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let text = SettingsSample.text()
        try Output(options.format).print("config_sample", ConfigSample(text: text)) { text }
    }
}

/// The sample file as JSON.
struct ConfigSample: Encodable {
    let text: String
}
