import ArgumentParser

/// `postern ticket`: reads and changes tickets.
struct TicketCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ticket",
        abstract: "Lists, finds, shows and changes tickets.",
        discussion: """
            Without a subcommand, lists the tickets that somebody should work on. What you do here \
            is recorded in the ticket's history and mailed as if you had done it by mail; \
            `postern why` tells who was mailed.
            """,
        subcommands: [
            TicketListCommand.self, TicketSearchCommand.self, TicketShowCommand.self,
            TicketCreateCommand.self, TicketCorrespondCommand.self, TicketCommentCommand.self,
            TicketSetCommand.self, TicketUpdateCommand.self,
            TicketTakeCommand.self, TicketUntakeCommand.self, TicketStealCommand.self,
            TicketGiveCommand.self, TicketResolveCommand.self, TicketMergeCommand.self,
            TicketLinkCommand.self, TicketUnlinkCommand.self, TicketWatcherCommand.self,
            TicketSquelchCommand.self, TicketForwardCommand.self,
        ],
        defaultSubcommand: TicketListCommand.self)
}
