import ArgumentParser

/// `postern queue`: the places where tickets gather.
struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Lists, makes and changes queues.",
        discussion: """
            A queue is where tickets of one kind gather; mail to its addresses opens them. Queues \
            are never deleted, since tickets and old mail refer to them: disable one instead.
            """,
        subcommands: [
            QueueListCommand.self, QueueShowCommand.self, QueueCreateCommand.self,
            QueueSetCommand.self, QueueDisableCommand.self, QueueEnableCommand.self,
            QueueWatcherCommand.self,
        ],
        defaultSubcommand: QueueListCommand.self)
}
