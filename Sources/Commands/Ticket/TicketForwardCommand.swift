import ArgumentParser
import Desk
import Store
import Tickets

/// `postern ticket forward`.
struct TicketForwardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forward",
        abstract: "Sends a ticket, or one message of it, to somebody else.",
        discussion: """
            The mails that came in go along whole, as attached messages; what was typed here stands \
            in the text. Comments stay at home unless you say --with-comments. Nobody becomes a \
            watcher, and the requestors are not told. Your own words come from --text, else from \
            standard input, else from your editor; they may be empty.

              postern ticket forward 42 --to carrier@example.net --text "Yours, I think."
              postern ticket forward 42 --transaction 117 --to ann@example.org --text ""
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Option(
        help: ArgumentHelp(
            "To this address; several times for several.", valueName: "address"))
    var to: [String] = []

    @Option(
        help: ArgumentHelp(
            "A copy to this address; several times for several.", valueName: "address"))
    var cc: [String] = []

    @Option(
        help: ArgumentHelp(
            "The same, and no mail shows it; several times for several.", valueName: "address"))
    var bcc: [String] = []

    @Option(help: ArgumentHelp("Only this entry of the history.", valueName: "transaction"))
    var transaction: Int64?

    @Flag(help: "Comments as well; never to a requestor of the ticket.")
    var withComments = false

    @Option(name: [.short, .long], help: ArgumentHelp("Your own words.", valueName: "text"))
    var text: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if to.isEmpty { throw ValidationError("--to names who is to get it") }
    }

    func run() async throws {
        let id = try People.ticketID(ticket)
        let recipients = MessageRecipients(
            to: try to.map(AddressWord.read), cc: try cc.map(AddressWord.read),
            bcc: try bcc.map(AddressWord.read))
        let instance = try Instance.open(options)
        // Mistakes first, then the text: nobody should write one for nothing.
        guard try instance.store.read({ try $0.ticket(id) }) != nil else {
            throw CommandFailure("there is no ticket #\(id)")
        }
        let request = ForwardRequest(
            ticket: id, transaction: transaction.map { TransactionID($0) },
            recipients: recipients, text: try TextInput.read(text, what: "your own words"),
            withComments: withComments)
        try await instance.report(
            try instance.desk.forward(request, as: instance.actor.id), options)
    }
}
