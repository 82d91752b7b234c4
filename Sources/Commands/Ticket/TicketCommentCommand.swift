import ArgumentParser
import Desk
import Tickets

/// `postern ticket comment`.
struct TicketCommentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Adds a note that only staff get.",
        discussion: """
            A comment never reaches a requestor. The text comes from --text, else from standard \
            input, else from your editor. With --cc and --bcc it also goes to whoever you name, \
            staff or not, but no requestor of the ticket; --squelch leaves a watcher out.

              postern ticket comment 42 < notes.txt
              postern ticket comment 42 --cc lawyer@example.net --text "What do you think?"
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Option(name: [.short, .long], help: ArgumentHelp("The text.", valueName: "text"))
    var text: String?

    @Option(
        help: ArgumentHelp(
            "How long it took: 15m, 1h30m; is added to the ticket's time worked.",
            valueName: "time"))
    var timeWorked: String?

    @OptionGroup var recipients: RecipientOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await TicketWriting.write(
            .comment, text, on: ticket, to: recipients, what: "the comment", timeWorked: timeWorked,
            options)
    }
}
