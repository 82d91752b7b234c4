import ArgumentParser
import Desk
import Store
import Tickets

/// `postern why`: why mail came, and why it went out or did not.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Explains why mail came to a ticket, and who was mailed and who was not.",
        discussion: """
            All of it was decided and written down when it happened, nothing is worked out anew. \
            With an address or a user's name, only that person: about each entry of the history, \
            why they were mailed or why not.

              postern why 42
              postern why 42 bob@example.org
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Argument(help: ArgumentHelp("Only this person.", valueName: "address"))
    var address: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let asked = try People.ticketID(ticket)
        let instance = try Instance.open(options)
        let view = try instance.desk.view(asked, as: instance.actor.id)
        let person = try address.map { text in
            try instance.store.read { try WhyPerson(text, view, $0) }
        }
        let output = instance.output(options)
        let report = WhyReport(
            view, asked: asked, person: person, queues: try instance.queueNames())
        try output.print("why", report) {
            WhyPage(
                view: view, asked: asked, person: person, terminal: output.terminal,
                time: output.time
            ).text()
        }
    }
}
