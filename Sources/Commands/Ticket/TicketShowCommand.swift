import ArgumentParser
import Desk
import Tickets

/// `postern ticket show`.
struct TicketShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a ticket with its history.",
        discussion: """
            Each entry says who did what and when; under it stand the text, the attachments with \
            the command that gets them, and who was mailed about it and who was not. The number of \
            a merged ticket shows the one that it became part of.

              postern ticket show 42
              postern ticket show 42 --history brief
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Option(
        help: ArgumentHelp("How much of the history: brief, full or none.", valueName: "amount"))
    var history: HistoryAmount = .full

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let asked = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        let view = try instance.desk.view(asked, as: instance.actor.id)
        let output = instance.output(options)
        let report = TicketReport(
            view, asked: asked, withHistory: history != .none, queues: try instance.queueNames())
        try output.print("ticket", report) {
            let head = TicketPage(
                view: view, asked: asked, terminal: output.terminal, time: output.time
            ).text()
            let page = HistoryPage(
                ticket: view.ticket.id, terminal: output.terminal, time: output.time,
                fields: view.fields.map(\.field))
            return switch history {
            case .none: head
            case .brief: head + "\n" + page.brief(view.entries)
            case .full: head + page.full(view.entries)
            }
        }
    }
}

/// How much of a history is shown.
enum HistoryAmount: String, ExpressibleByArgument, CaseIterable {
    case brief, full, none
}
