import ArgumentParser
import Desk
import Tickets

/// `postern ticket steal`.
struct TicketStealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steal",
        abstract: "Makes you the owner of a ticket that somebody else owns.",
        discussion: "Needs the right StealTicket.")

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.change(id, [.steal], as: instance.actor.id), options)
    }
}
