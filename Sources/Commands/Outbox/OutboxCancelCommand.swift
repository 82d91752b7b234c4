import ArgumentParser
import Desk
import Store
import Tickets

/// `postern outbox cancel`.
struct OutboxCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Takes mails and calls out of delivery; they stay in the list as cancelled.",
        discussion: """
            What is being sent just now may still go out. `postern outbox retry` brings back what \
            was cancelled.
            """)

    @Argument(help: ArgumentHelp("Numbers as in `postern outbox list`.", valueName: "id"))
    var ids: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let rows = try ids.map { try OutboxNumber.parse($0) }
        let instance = try Instance.open(options)
        try instance.desk.changeOutbox(as: instance.actor.id) { session, _ in
            for row in rows {
                guard try session.cancelOutbox(row) else {
                    throw try OutboxRefusal.failure(row, session)
                }
            }
        }
        let what = rows.count == 1 ? "\(rows[0]) is" : "\(rows.count) are"
        try Output(options.format).done(["\(what) cancelled."])
    }
}
