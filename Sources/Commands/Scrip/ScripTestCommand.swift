import ArgumentParser
import Desk
import Gateway
import Scrips
import Settings
import SiteFiles
import Store
import Templates
import Tickets

/// `postern scrip test`: what scrips would do, before they do it.
struct ScripTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Shows what scrips would do; nothing is written and nobody is mailed.",
        discussion: """
            Tries the scrips over a past transaction, a mail in a file, or the newest transactions \
            of a queue: which would fire, why the others would not, who would get which mail, what \
            would change, and what that would cause in turn. A past transaction is tried with its \
            ticket as it is now.

            --dir tries scrips and templates of files (DIR/scrips, DIR/templates) in place of those \
            that are in force. Where one of the two folders is not there, what is in force counts.

            Scrips of the stage Schedule look at no change: postern scrip run-due --dry-run tries \
            them.

            Examples: postern scrip test --transaction 117 --show-mails
                      postern scrip test --mail reply.eml --queue support
                      postern scrip test --queue support --last 20 --scrip tell-boss --dir site
            """)

    @Option(help: ArgumentHelp("Number of a past transaction.", valueName: "id"))
    var transaction: Int64?

    @Option(help: ArgumentHelp("A mail; - for standard input.", valueName: "file"))
    var mail: String?

    @Option(help: ArgumentHelp("The mail's queue, or the one of --last.", valueName: "name"))
    var queue: String?

    @Option(help: ArgumentHelp("The address that the mail came for.", valueName: "address"))
    var recipient: String?

    @Option(help: ArgumentHelp("The newest so many transactions of the queue.", valueName: "count"))
    var last: Int?

    @Option(help: ArgumentHelp("Show only this scrip.", valueName: "name"))
    var scrip: String?

    @Option(help: ArgumentHelp("Folder with scrips and templates to try.", valueName: "dir"))
    var dir: String?

    @Flag(help: "Show the mails and calls as they would go out.")
    var showMails = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        let subjects = [transaction != nil, mail != nil, last != nil].count { $0 }
        if subjects != 1 {
            throw ValidationError("name one of --transaction, --mail, --queue with --last")
        }
        if let last, !(1...1_000).contains(last) {
            throw ValidationError("--last: a number from 1 to 1000 was expected")
        }
        if last != nil, queue == nil { throw ValidationError("--last needs --queue") }
        if mail != nil, (queue == nil) == (recipient == nil) {
            throw ValidationError("--mail needs --queue or --recipient")
        }
        if mail == nil, recipient != nil { throw ValidationError("--recipient goes with --mail") }
        if transaction != nil, queue != nil {
            throw ValidationError("--queue goes with --mail or --last")
        }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let rules = try dir.map { try TriedRules(folder: $0, instance) }
        try requireScrip(instance, rules)
        let trials = try subjects(instance).map { subject in
            try instance.desk.tryScrips(over: subject, with: rules, as: instance.actor.id)
        }
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        let reports = trials.map {
            TrialReport($0, only: scrip, withMails: showMails || options.format == .json)
        }
        try output.print("scrip_trials", reports) {
            TrialPage(terminal: output.terminal).text(reports)
        }
    }

    /// Refuses a scrip that there is not, and those that would look at nothing.
    private func requireScrip(_ instance: Instance, _ rules: TriedRules?) throws {
        let known: [(name: String, isTimed: Bool)] =
            try rules?.scrips.map { (name: $0.name, isTimed: $0.stage == .schedule) }
            ?? instance.store.read { session in
                try session.scrips().filter(\.isEnabled).map {
                    (name: $0.name, isTimed: $0.stage == Scrip.Stage.schedule.rawValue)
                }
            }
        if let scrip, !known.contains(where: { $0.name == scrip }) {
            let near = NearestWord.find(scrip, among: known.map(\.name))
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw CommandFailure("there is no enabled scrip \"\(scrip)\"\(hint)")
        }
        let tried = known.filter { scrip == nil || $0.name == scrip }
        guard !tried.isEmpty, tried.allSatisfy(\.isTimed), try !isOfTimedScrip(instance) else {
            return
        }
        let what = scrip.map { "scrip \"\($0)\" waits" } ?? "all scrips wait"
        let command =
            "postern scrip run-due --dry-run" + (scrip.map { " --scrip \($0)" } ?? "")
            + (dir.map { " --dir " + ShellWord.quoted($0) } ?? "")
        throw CommandFailure(
            "\(what) for a time and not for changes; `\(command)` shows what is due")
    }

    /// Whether the transaction in question is the entry of a timed scrip that fired.
    private func isOfTimedScrip(_ instance: Instance) throws -> Bool {
        guard let transaction else { return false }
        return try instance.store.read { try $0.transaction(TransactionID(transaction))?.kind }
            == .schedule
    }

    private func subjects(_ instance: Instance) throws -> [ScripTrialSubject] {
        if let transaction { return [.transaction(TransactionID(transaction))] }
        if let mail { return [.mail(try verdict(of: mail, instance))] }
        guard let last, let queue else { return [] }
        guard let known = try instance.store.read({ try $0.queue(named: queue) }) else {
            throw CommandFailure("there is no queue \"\(queue)\"")
        }
        return try instance.desk.lastTransactions(
            in: known.id, limit: last, as: instance.actor.id
        ).map(ScripTrialSubject.transaction)
    }

    private func verdict(of file: String, _ instance: Instance) throws -> Verdict {
        let raw = try InputFile.read(file)
        guard !raw.isEmpty else { throw CommandFailure("there is no mail: \(file) is empty") }
        ProcessorTime.limit(
            seconds: instance.settings.mail.cpuSecondsMax, program: "postern")
        var envelope = Envelope()
        if let recipient {
            guard let address = EmailAddress(recipient) else {
                throw CommandFailure("\"\(recipient)\" is no address")
            }
            envelope.recipient = address
        }
        return ConfiguredReader(settings: instance.settings).read(
            raw: raw, route: Route(queue: queue, action: .correspond), envelope: envelope)
    }
}
