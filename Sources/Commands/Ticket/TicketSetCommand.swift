import ArgumentParser
import Desk
import Settings
import Store
import Tickets

/// `postern ticket set`.
struct TicketSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes fields of a ticket, all or none.",
        discussion: """
            Fields: subject, status, priority, queue, due. A due date without a time means the end \
            of that day in the site's time zone; "none" removes it.

              postern ticket set 42 status=stalled priority=50
              postern ticket set 42 due=2027-01-31
              postern ticket set 42 "subject=No network in room 12"
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    private static let fields = ["subject", "status", "priority", "queue", "due"]

    static let elsewhere = [
        "owner": "the owner is changed by `postern ticket take`, `steal` and `give`",
        "requestor": "people are changed by `postern ticket watcher`",
        "cc": "people are changed by `postern ticket watcher`",
        "admincc": "people are changed by `postern ticket watcher`",
    ]

    func run() async throws {
        let id = try People.ticketID(ticket)
        let assignments = try Assignment.parse(
            changes, fields: Self.fields, elsewhere: Self.elsewhere)
        let instance = try Instance.open(options)
        let changes = try assignments.map { try Self.change($0, of: id, instance) }
        try await instance.report(
            try instance.desk.change(id, changes, as: instance.actor.id), options)
    }

    /// What an assignment asks for.
    ///
    /// - Parameter id: `nil` when it is for several tickets, whose lifecycles may differ.
    static func change(
        _ assignment: Assignment, of id: TicketID?, _ instance: Instance
    ) throws -> Change {
        let value = assignment.value
        switch assignment.field {
        case "subject":
            guard value.contains(where: { !$0.isWhitespace }) else {
                throw CommandFailure("a ticket needs a subject", .usage)
            }
            return .subject(value)
        case "status": return .status(try status(value, of: id, instance))
        case "priority":
            guard let number = Int64(value) else {
                throw CommandFailure("priority is a whole number, not \"\(value)\"", .usage)
            }
            return .priority(number)
        case "queue":
            return .queue(try instance.store.read { try People.requireQueue(value, $0).id })
        default:
            guard let text = assignment.valueOrNil else { return .due(nil) }
            let time = TimeText(now: .current(), zone: instance.settings.site.timeZone)
            guard let due = time.moment(text) else {
                throw CommandFailure(
                    "\"\(text)\" is no date; YYYY-MM-DD, \"YYYY-MM-DD HH:MM\" or none was expected",
                    .usage)
            }
            return .due(due)
        }
    }

    /// The status in the lifecycle's own spelling. Whether it may follow is for the Desk to say; a
    /// word that no lifecycle knows is a slip of the pen, and the nearest one is offered.
    private static func status(
        _ word: String, of id: TicketID?, _ instance: Instance
    ) throws -> String {
        let lifecycle = try instance.store.read { session -> Lifecycle? in
            guard let id else { return nil }
            guard let ticket = try session.ticket(id) else {
                throw CommandFailure("there is no ticket #\(id)")
            }
            return try session.queue(ticket.queue).flatMap {
                try session.lifecycle(named: $0.lifecycle)
            }
        }
        let known = lifecycle?.statuses ?? []
        if let found = known.first(where: { $0.lowercased() == word.lowercased() }) { return found }
        // The ticket may be on its way into a queue with other statuses.
        let all = Set(try instance.desk.lifecycles().values.flatMap(\.statuses)).sorted()
        if let found = all.first(where: { $0.lowercased() == word.lowercased() }) { return found }
        let meant = known.isEmpty ? all : known
        throw CommandFailure(
            "there is no status \"\(word)\"\(Suggestion.text(for: word, among: meant)); "
                + "there are: \(meant.joined(separator: ", "))", .usage)
    }
}
