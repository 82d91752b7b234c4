import ArgumentParser
import Desk
import Tickets

/// `postern ticket correspond`.
struct TicketCorrespondCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correspond",
        abstract: "Answers: adds a text that the requestors get.",
        discussion: """
            Mails the text to the requestors and Ccs, and to the staff who watch. It comes from \
            --text, else from standard input, else from your editor.

            With --cc and --bcc somebody gets this one answer without becoming a watcher; with \
            --squelch a watcher is left out of it.

              postern ticket correspond 42 --text "The socket is mended."
              postern ticket correspond 42 --cc carrier@example.net < answer.txt
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
            .correspond, text, on: ticket, to: recipients, what: "the answer",
            timeWorked: timeWorked,
            options)
    }
}
