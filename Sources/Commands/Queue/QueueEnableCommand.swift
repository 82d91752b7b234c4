import ArgumentParser
import Desk
import Store
import Tickets

/// `postern queue enable`.
struct QueueEnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Lets a disabled queue take new tickets again.")

    @Argument(help: ArgumentHelp("Name or number.", valueName: "queue"))
    var queue: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var queue = try instance.store.read {
            try People.requireQueue(self.queue, $0, for: instance)
        }
        guard queue.isDisabled else {
            return try instance.output(options).done(["Queue \"\(queue.name)\" is enabled already."]
            )
        }
        queue.isDisabled = false
        try instance.desk.update(queue, as: instance.actor.id)
        try instance.output(options).done(["Queue \"\(queue.name)\" is enabled."])
    }
}
