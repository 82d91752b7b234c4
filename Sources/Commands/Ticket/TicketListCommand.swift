import ArgumentParser
import Desk
import Store
import Tickets

/// `postern ticket list`.
struct TicketListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists tickets, newest first.",
        discussion: """
            Without a filter, all tickets that somebody should work on; those that rest (resolved, \
            rejected, deleted) are left out.

              postern ticket list --queue support --owner nobody
              postern ticket list --status stalled --status open --limit 20
              postern ticket list --requestor bob@example.org --all
            """)

    @Option(name: [.short, .long], help: ArgumentHelp("Only in this queue.", valueName: "queue"))
    var queue: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Only with this status; may be given several times.", valueName: "status"))
    var status: [String] = []

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Only this user's tickets; \"me\" and \"nobody\" work.", valueName: "user"))
    var owner: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Only tickets that this person asked for.", valueName: "user"))
    var requestor: String?

    @Flag(name: [.short, .long], help: "Resting tickets as well.")
    var all = false

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: ArgumentHelp("How many at most.", valueName: "number"))
    var limit: Int = 50

    @Option(
        help: ArgumentHelp("Only tickets before this one: the next page.", valueName: "ticket"))
    var before: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        guard (1...10_000).contains(limit) else {
            throw CommandFailure("--limit is a number from 1 to 10000", .usage)
        }
        let instance = try Instance.open(options)
        // One more than asked, to know whether there is a next page.
        var filter = try filter(instance)
        filter.limit = limit + 1
        let found = try instance.desk.list(filter, as: instance.actor.id)
        let lines = Array(found.prefix(limit))
        let output = instance.output(options)
        let report = ListReport(
            tickets: lines.map { TicketLineReport($0) }, hasMore: found.count > limit)
        try output.print("ticket_list", report) {
            table(lines, output) + more(lines, isMore: found.count > limit, output)
        }
    }

    private struct ListReport: Encodable {
        let tickets: [TicketLineReport]
        /// True when older tickets match as well.
        let hasMore: Bool
    }

    private func filter(_ instance: Instance) throws -> TicketFilter {
        try instance.store.read { session in
            var filter = TicketFilter(limit: limit)
            filter.includesInactive = all
            filter.queue = try queue.map {
                try People.requireQueue(
                    $0, session, for: instance
                ).id
            }
            filter.requestor = try requestor.map {
                try People.userID($0, session, for: instance)
            }
            filter.before = try before.map(People.ticketID)
            switch owner?.lowercased() {
            case nil: break
            case "nobody": filter.isUnowned = true
            case "me": filter.owner = instance.actor.id
            default:
                filter.owner = try owner.map {
                    try People.userID($0, session, for: instance)
                }
            }
            if !status.isEmpty { filter.statuses = try status.map { try known($0, instance.desk) } }
            return filter
        }
    }

    private func known(_ status: String, _ desk: Desk) throws -> String {
        let all = Set(try desk.lifecycles().values.flatMap(\.statuses)).sorted()
        guard let found = all.first(where: { $0.lowercased() == status.lowercased() }) else {
            throw CommandFailure(
                "there is no status \"\(status)\"\(Suggestion.text(for: status, among: all)); "
                    + "there are: \(all.joined(separator: ", "))", .usage)
        }
        return found
    }

    private func table(_ lines: [TicketLine], _ output: Output) -> String {
        var table = Table("#", "status", "queue", "owner", "requestor", "updated", "subject")
        for line in lines {
            let people = line.requestors.map(\.shown)
            let more = people.count > 1 ? " +\(people.count - 1)" : ""
            table.add(
                "\(line.ticket.id)", line.ticket.status, line.queue.name.cut(toDisplayWidth: 16),
                (line.owner?.shown ?? "–").cut(toDisplayWidth: 16),
                (people.first ?? "–").cut(toDisplayWidth: 24) + more,
                output.time.relative(line.ticket.updated), line.ticket.subject)
        }
        let isFiltered =
            queue != nil || !status.isEmpty || owner != nil || requestor != nil || before != nil
        let empty =
            isFiltered || all
            ? "No ticket matches."
            : "No open ticket. `postern ticket list --all` shows resting ones."
        return table.text(output.terminal, empty: empty)
    }

    private func more(_ lines: [TicketLine], isMore: Bool, _ output: Output) -> String {
        guard isMore, let last = lines.last else { return "" }
        return output.terminal.styled("More: add --before \(last.ticket.id)", .faint) + "\n"
    }
}
