import ArgumentParser
import Desk
import Tickets

/// `postern ticket take`.
struct TicketTakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Makes you the owner of a ticket that nobody owns.",
        discussion: "For a ticket that somebody owns there is `postern ticket steal`.")

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.change(id, [.take], as: instance.actor.id), options)
    }
}
