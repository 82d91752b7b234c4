import ArgumentParser
import Desk
import Tickets

/// `postern ticket resolve`.
struct TicketResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Closes a ticket: sets the status that its lifecycle calls resolved.",
        discussion: "A reply of the requestor opens it again.")

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.resolve(id, as: instance.actor.id), options)
    }
}
