import ArgumentParser
import Desk
import Store
import Tickets

/// `postern ticket give`.
struct TicketGiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "give",
        abstract: "Makes somebody else the owner.",
        discussion: """
            They need the right OwnTicket in the ticket's queue.

              postern ticket give 42 alice
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Argument(help: ArgumentHelp("Name or address of the new owner.", valueName: "user"))
    var user: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        let owner = try instance.store.read { try People.requireUser(user, $0) }
        try await instance.report(
            try instance.desk.change(id, [.give(owner.id)], as: instance.actor.id), options)
    }
}
