import ArgumentParser
import Desk
import Gateway
import Glibc
import Intake
import MIME
import Settings
import Tickets

/// `postern mail show`: one received mail, read or raw, or one part of it.
struct MailShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a received mail, its bytes as received, or one attachment.",
        discussion: """
            Mails have numbers of their own; `postern ticket show` and `postern mail quarantine list` \
            print them.

            Example: postern mail show 17 --part 2 --output report.pdf
            """)

    @Argument(help: ArgumentHelp("Number of the mail.", valueName: "mail"))
    var mail: String

    @Flag(help: "Print the bytes as received, nothing else.")
    var raw = false

    @Option(
        help: ArgumentHelp(
            "Print this part, decoded; the numbers are shown with the mail.", valueName: "part"))
    var part: String?

    @Option(
        help: ArgumentHelp(
            "Write what --raw or --part prints to this file, which must not exist yet.",
            valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if raw, part != nil { throw ValidationError("--raw and --part exclude each other") }
        if output != nil, !raw, part == nil {
            throw ValidationError("--output needs --raw or --part: what is to be written?")
        }
    }

    func run() throws {
        let id = try MailNumber.parse(mail)
        let instance = try Instance.open(options)
        let view = try instance.desk.mail(id, as: instance.actor.id)
        let reader = MessageReader(limits: IntakeLimits(settings: instance.settings).message)
        let out = Output(options.format, zone: instance.settings.site.timeZone)
        if raw { return try deliver(view.raw, out) }
        if let part {
            guard let content = reader.content(ofPart: part, in: view.raw) else {
                throw CommandFailure(
                    "mail \(id) has no part \"\(part)\"; `postern mail show \(id)` lists them")
            }
            return try deliver(content, out)
        }
        let shown = ShownMail(
            StoredMail(view.mail, queue: view.queue?.name), raw: view.raw,
            settings: instance.settings)
        try out.print("mail", shown) { MailText.page(shown, view.mail, out) }
    }

    private func deliver(_ bytes: [UInt8], _ out: Output) throws {
        guard let output else { return out.write(bytes) }
        try NewFile.write(bytes, to: output, mode: 0o600)
        try out.done(["Wrote \(SizeText.of(Int64(bytes.count))) to \(output)."])
    }
}

/// Numbers of mails as people type them.
enum MailNumber {
    /// - Throws: ``CommandFailure`` for what is no number above 0.
    static func parse(_ text: String) throws -> MailID {
        guard let number = Int64(text), number > 0 else {
            throw CommandFailure("\"\(text)\" is no mail; a number such as 17 was expected", .usage)
        }
        return MailID(number)
    }
}
