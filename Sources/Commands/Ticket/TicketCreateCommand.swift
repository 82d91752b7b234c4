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
                  --requestor bob@example.org --text "Bob called: the socket is dead." \\
                  --field "Customer number=4711" --priority High --due tomorrow
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

    @Option(
        help: ArgumentHelp(
            "A number, a higher one is more urgent, or a name such as High.",
            valueName: "priority"))
    var priority: String = "0"

    @Option(
        help: ArgumentHelp("Where escalation leads: a number or a name.", valueName: "priority"))
    var finalPriority: String?

    @Option(
        help: ArgumentHelp("When it is to be done; a day means its end.", valueName: "date"))
    var due: String?

    @Option(help: ArgumentHelp("When work on it is to begin.", valueName: "date"))
    var starts: String?

    @Option(help: ArgumentHelp("How long it will take: 1h30m.", valueName: "time"))
    var timeEstimated: String?

    @Option(help: ArgumentHelp("How long it took already: 15m.", valueName: "time"))
    var timeWorked: String?

    @Option(help: ArgumentHelp("How long it will still take.", valueName: "time"))
    var timeLeft: String?

    @Option(
        help: ArgumentHelp(
            "A value of a custom field; several times for several.", valueName: "name=value"))
    var field: [String] = []

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
                try People.requireQueue(
                    self.queue, session, for: instance, holding: .createTicket),
                try self.owner.map { try People.userID($0, session, for: instance) }
            )
        }
        let (rules, fields) = (
            try instance.store.read { try $0.priorityRules() }, try fields(instance)
        )
        _ = try PriorityWord.read(priority, in: queue.id, rules)
        let text = try TextInput.read(self.text, what: "what the ticket is about")
        var request = TicketRequest(
            queue: queue.id, subject: subject, text: text,
            requestors: try requestor.map { try instance.personOrNew($0) },
            cc: try cc.map { try instance.personOrNew($0) },
            adminCc: try adminCc.map { try instance.personOrNew($0) }, owner: owner,
            status: status, priority: try PriorityWord.read(priority, in: queue.id, rules),
            due: try due.map { try TicketSetCommand.due($0, instance) },
            starts: try starts.map { try TicketSetCommand.moment($0, instance) },
            numbers: try numbers(queue.id, instance), fields: fields)
        request.recipients = recipients
        try await instance.report(
            try instance.desk.open(request, as: instance.actor.id), options)
    }
}

extension TicketCreateCommand {
    private func numbers(
        _ queue: QueueID, _ instance: Instance
    ) throws -> [Ticket.NumberField: Int64] {
        let words: [Ticket.NumberField: String?] = [
            .finalPriority: finalPriority, .timeEstimated: timeEstimated,
            .timeWorked: timeWorked, .timeLeft: timeLeft,
        ]
        var numbers: [Ticket.NumberField: Int64] = [:]
        for case (let field, let word?) in words {
            numbers[field] = try TicketSetCommand.number(word, field, queue, instance)
        }
        return numbers
    }

    /// `--field Name=value`; `cf.Name=value` is understood as well.
    private func fields(_ instance: Instance) throws -> [String: [String]] {
        let known =
            try field.isEmpty ? [] : instance.desk.customFields(as: instance.actor.id)
        var found: [String: [String]] = [:]
        for word in field {
            guard let mark = word.firstIndex(of: "="), mark != word.startIndex else {
                throw CommandFailure("--field: \"\(word)\" is no name=value", .usage)
            }
            let name = FieldWord.name(String(word[..<mark])) ?? String(word[..<mark])
            let value = String(word[word.index(after: mark)...])
            let field = known.first { $0.name.lowercased() == name.lowercased() }
            found[field?.name ?? name, default: []].append(
                try field.map { try FieldWord.text(value, of: $0, instance) } ?? value)
        }
        return found
    }
}

extension Instance {
    /// A user or group that is to watch; an address that nobody has yet becomes a user.
    func personOrNew(_ text: String) throws -> Principal {
        if let address = EmailAddress(text), !text.lowercased().hasPrefix("group:") {
            return .user(try desk.userOrNew(at: address, as: actor.id).id)
        }
        return try store.read { try People.requirePrincipal(text, $0, for: self) }
    }
}
