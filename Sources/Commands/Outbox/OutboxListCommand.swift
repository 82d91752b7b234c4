import ArgumentParser
import Desk
import Settings
import Store
import Tickets

extension OutboxState: ExpressibleByArgument {}

/// `postern outbox list`.
struct OutboxListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists outgoing mails and calls; without options those that are not done.",
        discussion:
            "Examples: postern outbox list --state dead; postern outbox list --all --limit 20")

    @Flag(help: "List what was sent or cancelled as well.")
    var all = false

    @Option(help: "Only what is in this state; may be given several times.")
    var state: [OutboxState] = []

    @Option(help: ArgumentHelp("List the newest that many.", valueName: "count"))
    var limit = 100

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if all, !state.isEmpty { throw ValidationError("--all and --state exclude each other") }
        if limit < 1 { throw ValidationError("--limit: a number above 0 was expected") }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let states =
            all ? OutboxState.allCases : state.isEmpty ? [.queued, .sending, .dead] : state
        let (rows, counts) = try instance.desk.outbox(
            states: states, limit: limit, as: instance.actor.id)
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        try output.print("outbox_list", rows.map { OutboxMail($0) }) {
            var table = Table("Id", "Ticket", "Made", "State", "Tries", "To", "Subject")
            for row in rows {
                table.add(
                    "\(row.id)", "#\(row.ticket)", output.time.relative(row.created),
                    OutboxText.state(row, output.time), "\(row.attempts)",
                    OutboxText.destination(row),
                    row.mail?.subject ?? "(\(row.content.kind.rawValue))")
            }
            let none =
                all || !state.isEmpty ? "Nothing of that kind." : "The outbox is empty: all is out."
            return table.text(output.terminal, empty: none) + footer(rows, counts, output)
        }
    }

    private func footer(
        _ rows: [OutboxRow], _ counts: [OutboxState: Int64], _ output: Output
    ) -> String {
        let summary = OutboxState.allCases.compactMap { state in
            counts[state].map { "\($0) \(state.rawValue)" }
        }
        var text = summary.isEmpty ? "" : "\n" + summary.joined(separator: ", ") + " in all.\n"
        if let failed = rows.last(where: { $0.lastError != nil && $0.state != .sent }) {
            let error = Terminal.line(failed.lastError ?? "")
            text += "Last error (\(failed.id)): \(error)\n"
        }
        if counts[.dead] != nil { text += "Retry what is dead: postern outbox retry --dead\n" }
        return text
    }
}
