import ArgumentParser
import Desk
import Store
import Tickets

/// `postern queue disable`.
struct QueueDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stops a queue from taking new tickets.",
        discussion: """
            Its tickets stay and can be answered; mail that would open a ticket goes to quarantine.
            """)

    @Argument(help: ArgumentHelp("Name or number.", valueName: "queue"))
    var queue: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var queue = try instance.store.read {
            try People.requireQueue(self.queue, $0, for: instance)
        }
        guard !queue.isDisabled else {
            return try instance.output(options).done([
                "Queue \"\(queue.name)\" is disabled already."
            ])
        }
        queue.isDisabled = true
        try instance.desk.update(queue, as: instance.actor.id)
        try instance.output(options).done(["Queue \"\(queue.name)\" is disabled."])
    }
}
