import ArgumentParser
import Desk
import Store
import Tickets

/// `postern ticket create`.
struct TicketCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Opens a ticket.",
        discussion: """
            The text comes from --text, else from standard input, else from your editor. The \
            requestor gets the same autoreply as for a mail; an address that nobody has yet becomes \
            a user.

              postern ticket create --queue support --subject "No network in room 12" \\
                  --requestor bob@example.org --text "Bob called: the socket is dead."
            """)

    @Option(name: [.short, .long], help: ArgumentHelp("Where it belongs.", valueName: "queue"))
    var queue: String

    @Option(name: [.short, .long], help: ArgumentHelp("What it is about.", valueName: "text"))
    var subject: String

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Who asks: an address, a user or group:NAME; several times for several. Without it: you.",
            valueName: "who"))
    var requestor: [String] = []

    @Option(help: ArgumentHelp("Who also gets the answers.", valueName: "who"))
    var cc: [String] = []

    @Option(help: ArgumentHelp("Who of the staff also gets everything.", valueName: "who"))
    var adminCc: [String] = []

    @Option(
        name: .customLong("once-cc"),
        help: ArgumentHelp(
            "Also mail the first text to this address, once; several times for several.",
            valueName: "address"))
    var onceCc: [String] = []

    @Option(
        name: .customLong("once-bcc"),
        help: ArgumentHelp("The same, and no mail shows it.", valueName: "address"))
    var onceBcc: [String] = []

    @Option(help: ArgumentHelp("Who works on it; \"me\" works.", valueName: "user"))
    var owner: String?

    @Option(help: ArgumentHelp("Another status than new tickets have.", valueName: "status"))
    var status: String?

    @Option(help: ArgumentHelp("A higher one is more urgent.", valueName: "number"))
    var priority: Int64 = 0

    @Option(
        name: [.short, .long], help: ArgumentHelp("The first entry's text.", valueName: "text"))
    var text: String?

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let recipients = MessageRecipients(
            cc: try onceCc.map(AddressWord.read), bcc: try onceBcc.map(AddressWord.read))
        let instance = try Instance.open(options)
        // Mistakes first, then the text: nobody should write one for nothing.
        let (queue, owner) = try instance.store.read { session in
            (
                try People.requireQueue(self.queue, session),
                try self.owner.map { name in
                    name.lowercased() == "me"
                        ? instance.actor : try People.requireUser(name, session)
                }
            )
        }
        let text = try TextInput.read(self.text, what: "what the ticket is about")
        var request = TicketRequest(
            queue: queue.id, subject: subject, text: text,
            requestors: try requestor.map { try instance.personOrNew($0) },
            cc: try cc.map { try instance.personOrNew($0) },
            adminCc: try adminCc.map { try instance.personOrNew($0) }, owner: owner?.id,
            status: status, priority: priority)
        request.recipients = recipients
        try await instance.report(
            try instance.desk.open(request, as: instance.actor.id), options)
    }
}

extension Instance {
    /// A user or group that is to watch; an address that nobody has yet becomes a user.
    func personOrNew(_ text: String) throws -> Principal {
        if let address = EmailAddress(text), !text.lowercased().hasPrefix("group:") {
            return .user(try desk.userOrNew(at: address, as: actor.id).id)
        }
        return try store.read { try People.requirePrincipal(text, $0) }
    }
}
