import ArgumentParser
import Desk
import Glibc
import Store
import Tickets

/// `postern ticket update`.
struct TicketUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Changes all tickets that a query finds.",
        discussion: """
            Prints first what it would do: each change is tried, with its rights and scrips, and \
            taken back. Then it asks; where nobody can answer, --yes does. At each ticket all \
            changes are made or none; one that is refused does not stop the others, and makes the \
            exit code 1. Fields are those of `postern ticket set`, custom fields among them; a \
            priority by its name is what each ticket's queue calls so.

              postern ticket update --query "Queue = 'support' AND Told < '30 days ago'" \\
                  status=stalled --dry-run
              postern ticket update --query "Owner = 'bo'" owner=nobody --yes
            """)

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @Option(
        name: [.short, .long], help: ArgumentHelp("Which tickets to change.", valueName: "query"))
    var query: String

    @Flag(name: [.customShort("n"), .long], help: "Print what would be done, and do nothing.")
    var dryRun = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @Option(
        help: ArgumentHelp(
            "Refuse when more tickets than that are found.", valueName: "number"))
    var max: Int = 1_000

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (1...10_000).contains(max) else {
            throw ValidationError("--max is a number from 1 to 10000")
        }
        if dryRun, yes { throw ValidationError("--dry-run and --yes exclude each other") }
    }

    func run() async throws {
        let assignments = try Assignment.parse(
            changes, fields: TicketSetCommand.fields, elsewhere: TicketSetCommand.elsewhere,
            takesCustom: true)
        let instance = try Instance.open(options)
        let changes = try TicketSetCommand.changes(assignments, of: nil, instance)
        let tickets = try found(instance)
        let output = instance.output(options)
        guard !tickets.isEmpty else {
            return try output.print("ticket_update", Report(tickets: [], isDone: false)) {
                "No ticket matches; nothing was done.\n"
            }
        }
        let plan = try tickets.map { try run($0, changes, instance, isTrial: true) }
        let todo = plan.filter { !$0.messages.isEmpty }
        if dryRun || todo.isEmpty {
            try output.print("ticket_update", Report(plan, isDone: false)) {
                text(plan, output) + summary(plan, isDone: false)
            }
            return try Self.fail(ifRefused: plan)
        }
        if !yes {
            if options.format == .text { output.write(text(plan, output)) }
            try confirm(todo.count)
        }
        try await carryOut(plan, changes, instance, output)
    }

    private func carryOut(
        _ plan: [BulkOutcome], _ changes: [Change], _ instance: Instance, _ output: Output
    ) async throws {
        let done = try plan.map { outcome in
            outcome.messages.isEmpty
                ? outcome : try run(outcome.ticket.id, changes, instance, isTrial: false)
        }
        let mails = await instance.deliver(done.flatMap(\.outbox))
        try output.print("ticket_update", Report(done, isDone: true, mails: mails)) {
            let sentence = mails.sentence.map { Terminal.line($0) + "\n" } ?? ""
            return text(done, output) + summary(done, isDone: true) + sentence
        }
        try Self.fail(ifRefused: done)
    }

    private static func fail(ifRefused outcomes: [BulkOutcome]) throws {
        guard outcomes.allSatisfy({ $0.refusal == nil }) else { throw ExitCode(1) }
    }

    private func run(
        _ ticket: TicketID, _ changes: [Change], _ instance: Instance, isTrial: Bool
    ) throws -> BulkOutcome {
        try instance.desk.change(ticket, bulk: changes, isTrial: isTrial, as: instance.actor.id)
    }

    // MARK: What is asked

    private func found(_ instance: Instance) throws -> [TicketID] {
        let result = try instance.desk.search(
            QueryParser.parse(query), order: [TicketOrder(.id)], limit: max,
            time: instance.queryTime, as: instance.actor.id)
        guard result.next == nil else {
            throw CommandFailure(
                "more than \(max) tickets match; narrow the query or raise --max")
        }
        return result.hits.map { $0.line.ticket.id }
    }

    private func confirm(_ count: Int) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                "\(count) tickets would change; --yes does it without asking, --dry-run shows what",
                .usage)
        }
        StandardError.say("Change \(count) \(count == 1 ? "ticket" : "tickets")? [y/N]")
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw CommandFailure("nothing was done")
        }
    }

    // MARK: What is said

    private struct Report: Encodable {
        let tickets: [Line]
        /// False for a plan.
        let isDone: Bool
        var mails: DeliverySummary?

        init(tickets: [Line], isDone: Bool) {
            self.tickets = tickets
            self.isDone = isDone
        }

        init(_ outcomes: [BulkOutcome], isDone: Bool, mails: DeliverySummary? = nil) {
            tickets = outcomes.map {
                Line(
                    id: $0.ticket.id.value, subject: $0.subject, messages: $0.messages,
                    refusal: $0.refusal)
            }
            self.isDone = isDone
            self.mails = mails
        }

        struct Line: Encodable {
            let id: Int64
            let subject: String
            let messages: [String]
            let refusal: String?
        }
    }

    private func text(_ outcomes: [BulkOutcome], _ output: Output) -> String {
        var table = Table("#", "subject", "change")
        for outcome in outcomes {
            let what =
                outcome.refusal.map { "refused: \($0)" }
                ?? (outcome.messages.isEmpty ? "–" : outcome.messages.joined(separator: " "))
            table.add("\(outcome.ticket.id)", outcome.subject.cut(toDisplayWidth: 40), what)
        }
        return table.text(output.terminal, empty: "No ticket matches.")
    }

    private func summary(_ outcomes: [BulkOutcome], isDone: Bool) -> String {
        let refused = outcomes.filter { $0.refusal != nil }.count
        let changed = outcomes.filter { !$0.messages.isEmpty }.count
        let verb = isDone ? "changed" : "to change"
        let rest = outcomes.count - changed - refused
        return "\(changed) \(verb), \(refused) refused, \(rest) as they should be already.\n"
    }
}
