import ArgumentParser
import Desk
import Tickets

/// `postern ticket unlink`.
struct TicketUnlinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Takes a link away.",
        discussion: """
            Names the link as `postern ticket link` did.

              postern ticket unlink 42 depends-on 43
              postern ticket unlink 42 refers-to https://example.org/manual
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
        let link = try LinkWords(kind: kind, target: target, isOld: true)
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.change(
                id, [.removeLink(link.kind, link.target)], as: instance.actor.id), options)
    }
}
