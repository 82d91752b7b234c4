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
            They need the right OwnTicket in the ticket's queue. "nobody" takes it from its owner.

              postern ticket give 42 alice
              postern ticket give 42 nobody
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Argument(help: ArgumentHelp("Name or address of the new owner, or nobody.", valueName: "user"))
    var user: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        let owner: Change =
            user.lowercased() == "nobody"
            ? .owner(nil)
            : .give(
                try instance.store.read { session in
                    user.lowercased() == "me"
                        ? instance.actor.id
                        : try People.userID(user, session, for: instance)
                })
        try await instance.report(
            try instance.desk.change(id, [owner], as: instance.actor.id), options)
    }
}
