import ArgumentParser
import Desk
import Tickets

/// `postern ticket link`.
struct TicketLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Ties a ticket to another one, or to anything with a URI.",
        discussion: """
            A ticket that depends on an open one cannot be resolved.

              postern ticket link 42 depends-on 43
              postern ticket link 42 refers-to https://example.org/manual
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Argument(help: ArgumentHelp("depends-on, refers-to or member-of.", valueName: "kind"))
    var kind: String

    @Argument(help: ArgumentHelp("A ticket's number or a URI.", valueName: "target"))
    var target: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try People.ticketID(ticket)
        let link = try LinkWords(kind: kind, target: target)
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.change(
                id, [.addLink(link.kind, link.target)], as: instance.actor.id), options)
    }
}
