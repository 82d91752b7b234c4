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

            A scrip that is new is due for all tickets at once that fit it; --dry-run shows them.

            Example: postern scrip run-due --dry-run
            """)

    @Flag(help: "Show what is due; do nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Only this scrip.", valueName: "name"))
    var scrip: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let desk = instance.desk
        let names = try desk.timedScrips(as: instance.actor.id)
        if let scrip, !names.contains(scrip) {
            let near = NearestWord.find(scrip, among: names)
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw CommandFailure("there is no enabled timed scrip \"\(scrip)\"\(hint)")
        }
        var report = DueReport()
        for name in names where scrip == nil || scrip == name {
            do {
                try each(name, instance) { due in
                    guard !dryRun else { return report.add(due) }
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

    private func each(
        _ name: String, _ instance: Instance, _ body: (DueScrip) throws -> Void
    ) throws {
        var last: TicketID?
        while true {
            let page = try instance.desk.dueTickets(
                for: name, after: last, as: instance.actor.id)
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
        /// Why it failed; `nil` when it did not.
        let failure: String?
        /// Numbers of the mails that it caused.
        let outbox: [Int64]
    }

    mutating func add(_ due: DueScrip) {
        fired.append(
            Fired(
                scrip: due.scrip, ticket: due.ticket.value, occasion: due.occasion,
                transaction: nil, failure: nil, outbox: []))
    }

    mutating func add(_ one: FiredScrip) {
        fired.append(
            Fired(
                scrip: one.due.scrip, ticket: one.due.ticket.value, occasion: one.due.occasion,
                transaction: one.transaction.value, failure: one.failure,
                outbox: one.outbox.map(\.value)))
    }

    func text(_ output: Output, isDryRun: Bool) -> String {
        var text = errors.map { Terminal.line($0) + "\n" }.joined()
        guard !fired.isEmpty else { return text + "No scrip is due.\n" }
        var table = Table("Scrip", "Ticket", isDryRun ? "Would" : "Outcome")
        for one in fired {
            let mails = one.outbox.count == 1 ? "1 mail" : "\(one.outbox.count) mails"
            let words =
                isDryRun ? "fire" : one.failure.map { "failed: \($0)" } ?? "fired, \(mails)"
            table.add(one.scrip, "#\(one.ticket)", words)
        }
        text += table.text(output.terminal, empty: "")
        if fired.contains(where: { $0.failure != nil }) {
            text += "\nFailed ones wait: postern scrip failures\n"
        }
        return text
    }
}
