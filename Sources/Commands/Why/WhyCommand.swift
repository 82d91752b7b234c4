import ArgumentParser
import Desk
import Store
import Tickets

/// `postern why`: why mail came, why it went out or did not, why a status or a right is refused.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Explains who was mailed and who not, and why a status or right is refused.",
        discussion: """
            Of mails all was decided and written down when it happened, nothing is worked out anew. \
            With an address or a user's name, only that person: about each entry of the history, \
            why they were mailed or why not.

              postern why 42
              postern why 42 bob@example.org
              postern why 42 --transaction 117

            With --status, whether somebody could give the ticket that status now: what the \
            lifecycle says, which right it takes and whether it is held, which tickets have to come \
            first. The change is tried with all its scrips and taken back, so nothing happens.

              postern why 42 --status resolved --user anna

            With --right, whether somebody holds a right there, by which grant, or who does hold it.

              postern why 42 --right ReplyToTicket --user bob@example.org
              postern why --queue support --right CreateTicket --user everybody@example.net
            """)

    @Argument(
        help: ArgumentHelp(
            "The ticket's number; behind it perhaps an address or a user's name.",
            valueName: "ticket> <address"))
    var words: [String] = []

    @Option(
        name: .customLong("ticket"),
        help: ArgumentHelp("The ticket, where it does not come first.", valueName: "ticket"))
    var number: String?

    @Option(help: ArgumentHelp("Only this entry of the history.", valueName: "transaction"))
    var transaction: Int64?

    @Option(help: ArgumentHelp("Could it get this status now?", valueName: "status"))
    var status: String?

    @Option(help: ArgumentHelp("Is this right held there?", valueName: "right"))
    var right: String?

    @Option(
        help: ArgumentHelp(
            "Whom --status and --right are about; without it: you. Without those: only their mail.",
            valueName: "user"))
    var user: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("With --right: in this queue, not on a ticket.", valueName: "queue"))
    var queue: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if status != nil, right != nil {
            throw ValidationError("--status and --right are two questions; ask one at a time")
        }
        if transaction != nil, status != nil || right != nil {
            throw ValidationError("--transaction is about mails, not about --status or --right")
        }
        if queue != nil, right == nil { throw ValidationError("--queue goes with --right") }
        if words.count + (number == nil ? 0 : 1) + (user == nil ? 0 : 1) > 2 {
            throw ValidationError("a ticket and at most one person were expected")
        }
    }

    func run() throws {
        let (ticket, person) = try asked()
        if let right { return try explain(right: right, ticket, person) }
        guard let ticket else {
            throw CommandFailure("the number of a ticket was expected", .usage)
        }
        let instance = try Instance.open(options)
        if let status {
            let page = try StatusPage(instance, ticket, status: status, person)
            let output = instance.output(options)
            return try output.print("why_status", page.report) { page.text(output.terminal) }
        }
        try explainMails(instance, ticket, person)
    }

    private func explainMails(
        _ instance: Instance, _ ticket: TicketID, _ address: String?
    ) throws {
        var view = try instance.desk.view(ticket, as: instance.actor.id, ownMail: true)
        if let transaction {
            view = view.keeping { $0.transaction.id == TransactionID(transaction) }
            guard !view.entries.isEmpty else {
                throw CommandFailure(
                    "#\(view.ticket.id) has no transaction \(transaction) that you may see")
            }
        }
        let person = try address.map { text in
            try instance.store.read { try WhyPerson(text, view, $0, for: instance) }
        }
        let output = instance.output(options)
        // Their own mail everybody may know of.
        let isShown = view.seesMail || person?.user?.id == instance.actor.id
        let report = WhyReport(
            view, asked: ticket, person: person, isShown: isShown,
            queues: try instance.queueNames())
        try output.print("why", report) {
            WhyPage(
                view: view, asked: ticket, person: person, entry: transaction, isShown: isShown,
                terminal: output.terminal, time: output.time
            ).text()
        }
    }

    private func explain(right word: String, _ ticket: TicketID?, _ person: String?) throws {
        guard ticket == nil || queue == nil else {
            throw CommandFailure("either a ticket or --queue was expected, not both", .usage)
        }
        let instance = try Instance.open(options)
        let (right, user, queue, names) = try instance.store.read { session in
            (
                try RightWords.right(word, session, for: instance),
                try person.map { try RightPage.user($0, session, for: instance) }
                    ?? instance.actor.id,
                try self.queue.map { try People.requireQueue($0, session, for: instance).id },
                try GrantNames(session, for: instance)
            )
        }
        let page = RightPage(
            try instance.desk.explain(
                right, of: user, ticket: ticket, queue: queue, as: instance.actor.id), names)
        try instance.output(options).print("right", page) { page.text() }
    }

    /// The ticket and the person, wherever they were named.
    private func asked() throws -> (ticket: TicketID?, person: String?) {
        var rest = words[...]
        if queue != nil, let first = rest.first, (try? People.ticketID(first)) != nil {
            throw CommandFailure("either a ticket or --queue was expected, not both", .usage)
        }
        let ticket = try (number ?? (queue == nil ? rest.popFirst() : nil)).map(People.ticketID)
        return (ticket, user ?? rest.popFirst())
    }
}

extension RightPage {
    /// Whoever a question about a right is about, as ``People/userID(_:_:for:)`` has them.
    static func user(
        _ text: String, _ session: StoreSession, for instance: Instance
    ) throws -> UserID {
        guard instance.actor.isPrivileged, text.lowercased() != "me" else {
            return try People.userID(text, session, for: instance)
        }
        guard let user = try People.user(text, session) else {
            throw CommandFailure(
                "there is no user \"\(text)\"; whoever is unknown holds what "
                    + "`postern right list --for everyone` and `--for unprivileged` show")
        }
        return user.id
    }
}
