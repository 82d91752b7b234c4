import ArgumentParser
import Desk
import Store
import Tickets

/// `postern outbox retry`.
struct OutboxRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Makes mails and calls due now, also those that were given up or cancelled.",
        discussion: """
            It only marks them; `postern outbox flush` sends. People who got a mail already do not \
            get it again; a webhook has the delivery id that it had before.

            Examples: postern outbox retry 31 32; postern outbox retry --dead
            """)

    @Argument(help: ArgumentHelp("Numbers as in `postern outbox list`.", valueName: "id"))
    var ids: [String] = []

    @Flag(help: "All that were given up.")
    var dead = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if ids.isEmpty != dead {
            throw ValidationError("name mails or calls by number, or say --dead")
        }
    }

    func run() throws {
        let named = try ids.map { try OutboxNumber.parse($0) }
        let instance = try Instance.open(options)
        let changed = try instance.desk.changeOutbox(as: instance.actor.id) { session, now in
            let rows = dead ? try session.outbox(states: [.dead], limit: .max).map(\.id) : named
            for row in rows {
                guard try session.retryOutbox(row, at: now) else {
                    throw try OutboxRefusal.failure(row, session)
                }
            }
            return rows
        }
        let output = Output(options.format)
        guard !changed.isEmpty else { return try output.done(["Nothing was given up."]) }
        let count = changed.count == 1 ? "1 is" : "\(changed.count) are"
        try output.done(["\(count) due now; send with: postern outbox flush"])
    }
}

/// Why a mail or call cannot be retried or cancelled.
enum OutboxRefusal {
    /// One line that says in which state it is.
    static func failure(_ id: OutboxID, _ session: StoreSession) throws -> CommandFailure {
        guard let row = try session.outbox(id) else {
            return CommandFailure("there is no outgoing mail or call \(id), so nothing was changed")
        }
        return switch row.state {
        case .sent: CommandFailure("\(OutboxText.name(row)) was sent, so nothing was changed")
        case .sending:
            CommandFailure("\(OutboxText.name(row)) is being sent just now, so nothing was changed")
        default:
            CommandFailure(
                "\(OutboxText.name(row)) is \(row.state.rawValue), so nothing was changed")
        }
    }
}
