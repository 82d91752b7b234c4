import ArgumentParser
import Desk
import Tickets

/// `postern ticket untake`.
struct TicketUntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "untake",
        abstract: "Gives up a ticket that you own.",
        discussion: "It belongs to nobody then.")

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.change(id, [.untake], as: instance.actor.id), options)
    }
}
