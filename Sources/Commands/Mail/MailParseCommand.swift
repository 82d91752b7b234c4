import ArgumentParser
import FoundationEssentials
import Gateway
import Intake
import MIME
import Settings
import Tickets

/// `postern mail parse`: what a mail means, without storing anything.
struct MailParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Shows how a mail is read; stores nothing and needs no database.",
        discussion: """
            Reads one mail and prints sender, kind, what it answers, its text and attachments, and \
            what is wrong with it, as mailgate would see it. Settings are used where there are some.

            --explain says why: what the kind was decided by, which ticket would be looked for, what \
            would follow.

            Example: postern mail parse < strange.eml
            Example: postern mail parse --explain strange.eml
            """)

    @Argument(
        help: ArgumentHelp("The mail. Without it, or as -: standard input.", valueName: "file"))
    var file: String?

    @Flag(help: "Print the bare JSON object, without format_version and type around it.")
    var json = false

    @Flag(help: "Print why the mail is read so, for people.")
    var explain = false

    @Flag(help: "Print the header fields byte for byte as they came, and nothing else.")
    var rawHeaders = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        let chosen = [
            ("--json", json), ("--explain", explain), ("--raw-headers", rawHeaders),
        ].filter(\.1).map(\.0)
        if chosen.count > 1 {
            throw ValidationError("\(chosen[0]) and \(chosen[1]) exclude each other.")
        }
        if let word = chosen.first, word != "--json", options.format == .json {
            throw ValidationError("\(word) is for people and has no JSON; leave out --format json.")
        }
    }

    func run() throws {
        let settings = try settings()
        let raw = try InputFile.read(file)
        let output = Output(options.format, zone: settings.site.timeZone)
        // Programs get the object of an empty mail; a person has mistyped something.
        if raw.isEmpty, !json, options.format == .text {
            let name = file == nil || file == "-" ? "standard input" : file ?? ""
            throw CommandFailure("there is no mail: \(name) is empty")
        }
        ProcessorTime.limit(seconds: settings.mail.cpuSecondsMax, program: "postern")
        if rawHeaders { return output.write(Self.headers(raw, settings: settings)) }
        if explain { return output.write(ExplainedMail(raw, settings: settings).text(output)) }
        let parsed = ParsedMail(raw, settings: settings)
        if json { return try output.printBare(parsed) }
        try output.print("parsed_mail", parsed) { parsed.text(output) }
    }

    /// Each field with its folds, ended by LF; what is no field is left out.
    static func headers(_ raw: [UInt8], settings: Settings) -> [UInt8] {
        let limits = IntakeLimits(settings: settings).message
        return Array(
            MessageReader(limits: limits).read(raw).headers
                .map { $0.raw + [UInt8(ascii: "\n")] }.joined())
    }

    /// Those of the site; the defaults where nobody named a file and the standard one is not there
    /// or not ours to read.
    private func settings() throws -> Settings {
        let location = Instance.location(options)
        do {
            return try Settings.load(from: location)
        } catch let error as SettingsError
            where location.source == .standard && [.missing, .unreadable].contains(error.code)
        {
            return Settings(siteName: "postern")
        }
    }
}
