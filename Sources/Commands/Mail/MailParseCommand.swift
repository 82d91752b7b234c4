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

            Example: postern mail parse < strange.eml
            """)

    @Argument(
        help: ArgumentHelp("The mail. Without it, or as -: standard input.", valueName: "file"))
    var file: String?

    @Flag(help: "Print the bare JSON object, without format_version and type around it.")
    var json = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let settings = try settings()
        let raw = try InputFile.read(file)
        let parsed = ParsedMail(raw, settings: settings)
        let output = Output(options.format, zone: settings.site.timeZone)
        if json { return try output.printBare(parsed) }
        try output.print("parsed_mail", parsed) { parsed.text(output) }
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
