import ArgumentParser
import Desk
import Settings
import Tickets

/// `postern scrip run-due`: what a timer does every few minutes.
struct ScripRunDueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-due",
        abstract: "Fires the scrips whose time has come: before due, overdue, unanswered.",
        discussion: """
            Looks for the tickets that each scrip of the stage Schedule is due for and fires it, \
            once for each occasion: a due date, a time of waiting, a day. Run it every few minutes \
            from cron or the systemd timer in contrib/systemd. The mails that it causes wait in the \
            outbox: postern outbox flush sends them.

            A scrip that is new is due for all tickets at once that fit it; --dry-run shows them \
            and, as `postern scrip test` does, who would get which mail and what would change. \
            --dir tries scrips and templates of files (DIR/scrips, DIR/templates) in place of \
            those that are in force.

            Examples: postern scrip run-due --dry-run --show-mails
                      postern scrip run-due --dry-run --scrip escalate --dir site
            """)

    @Flag(help: "Show what is due and what would be done; do nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Only this scrip.", valueName: "name"))
    var scrip: String?

    @Option(help: ArgumentHelp("Folder with scrips and templates to try.", valueName: "dir"))
    var dir: String?

    @Flag(help: "Show the mails and calls as they would go out.")
    var showMails = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if dir != nil, !dryRun { throw ValidationError("--dir goes with --dry-run") }
        if showMails, !dryRun { throw ValidationError("--show-mails goes with --dry-run") }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let desk = instance.desk
        let rules = try dir.map { try TriedRules(folder: $0, instance) }
        let names = try desk.timedScrips(in: rules, as: instance.actor.id)
        if let scrip, !names.contains(scrip) {
            let near = NearestWord.find(scrip, among: names)
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw CommandFailure("there is no enabled timed scrip \"\(scrip)\"\(hint)")
        }
        if !dryRun { try desk.requireStaff(as: instance.actor.id, holding: .modifyScrips) }
        var report = DueReport()
        for name in names where scrip == nil || scrip == name {
            do {
                try each(name, rules, instance) { due in
                    guard !dryRun else {
                        let trial = try tried(due, rules, instance)
                        // Whether a search of one's own finds what one may not read tells of it.
                        if rules != nil, case .failure = trial { return }
                        return report.add(due, trial)
                    }
                    if let fired = try desk.fire(due, as: instance.actor.id) { report.add(fired) }
                }
            } catch let error as DeskError {
                // One that cannot be asked must not keep the others from running.
                report.errors.append(error.detail)
            }
        }
        if !dryRun { try desk.noteScripClock() }
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        try output.print("due_scrips", report) { report.text(output, isDryRun: dryRun) }
        if !report.errors.isEmpty { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }

    /// What it would do; why that cannot be told to those who may not read the ticket.
    private func tried(
        _ due: DueScrip, _ rules: TriedRules?, _ instance: Instance
    ) throws -> Result<TrialReport, DeskError> {
        do {
            let trial = try instance.desk.tryScrips(
                over: .due(due), with: rules, as: instance.actor.id)
            let withMails = showMails || options.format == .json
            return .success(TrialReport(trial, only: nil, withMails: withMails))
        } catch let error as DeskError where error.isAboutRights {
            return .failure(error)
        }
    }

    private func each(
        _ name: String, _ rules: TriedRules?, _ instance: Instance,
        _ body: (DueScrip) throws -> Void
    ) throws {
        var last: TicketID?
        while true {
            let page = try instance.desk.dueTickets(
                for: name, in: rules, after: last, as: instance.actor.id)
            for due in page { try body(due) }
            guard let end = page.last?.ticket else { return }
            last = end
        }
    }
}

/// What was due, for people and programs.
struct DueReport: Encodable {
    var fired: [Fired] = []
    /// Scrips that cannot be asked at all, a sentence each.
    var errors: [String] = []

    /// A scrip and a ticket.
    struct Fired: Encodable {
        let scrip: String
        let ticket: Int64
        let occasion: Int64
        /// The entry in the history; `nil` for a dry run.
        let transaction: Int64?
        /// Why it failed, or could not be tried; `nil` when it did not.
        let failure: String?
        /// Numbers of the mails that it caused.
        let outbox: [Int64]
        /// What it would do; `nil` but for a dry run.
        let trial: TrialReport?
    }

    mutating func add(_ due: DueScrip, _ trial: Result<TrialReport, DeskError>) {
        var failure: String?
        if case .failure(let error) = trial { failure = error.detail }
        fired.append(
            Fired(
                scrip: due.scrip, ticket: due.ticket.value, occasion: due.occasion,
                transaction: nil, failure: failure, outbox: [], trial: try? trial.get()))
    }

    mutating func add(_ one: FiredScrip) {
        fired.append(
            Fired(
                scrip: one.due.scrip, ticket: one.due.ticket.value, occasion: one.due.occasion,
                transaction: one.transaction.value, failure: one.failure,
                outbox: one.outbox.map(\.value), trial: nil))
    }

    func text(_ output: Output, isDryRun: Bool) -> String {
        var text = errors.map { Terminal.line($0) + "\n" }.joined()
        guard !fired.isEmpty else { return text + "No scrip is due.\n" }
        if isDryRun { return text + trials(output) }
        var table = Table("Scrip", "Ticket", "Outcome")
        for one in fired {
            let mails = one.outbox.count == 1 ? "1 mail" : "\(one.outbox.count) mails"
            let words = one.failure.map { "failed: \($0)" } ?? "fired, \(mails)"
            table.add(one.scrip, "#\(one.ticket)", words)
        }
        text += table.text(output.terminal, empty: "")
        if fired.contains(where: { $0.failure != nil }) {
            text += "\nFailed ones wait: postern scrip failures\n"
        }
        return text
    }

    private func trials(_ output: Output) -> String {
        let untried = fired.filter { $0.trial == nil }.map { one in
            Terminal.line("\(one.scrip) is due for #\(one.ticket): \(one.failure ?? "")") + "\n"
        }
        let tried = fired.compactMap(\.trial)
        guard !tried.isEmpty else { return untried.joined() }
        return untried.joined() + TrialPage(terminal: output.terminal).text(tried)
    }
}

extension DeskError {
    fileprivate var isAboutRights: Bool { if case .noRight = code { true } else { false } }
}
