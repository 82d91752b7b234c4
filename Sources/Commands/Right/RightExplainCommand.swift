import ArgumentParser
import Desk
import Store
import Tickets

/// `postern right explain`.
struct RightExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells why somebody may do something, or why not.",
        discussion: """
            On a ticket the roles that they hold there count; in a queue only those that they hold \
            in the whole queue; without either, only what is granted everywhere. About others may \
            ask who holds ShowACL or ModifyACL there.

              postern right explain bob@example.org ReplyToTicket --ticket 42
              postern right explain alice CreateTicket --queue support
            """)

    @Argument(help: ArgumentHelp("Name or address.", valueName: "user"))
    var user: String

    @Argument(help: ArgumentHelp("ReplyToTicket, ModifyTicket, …", valueName: "right"))
    var right: String

    @Option(name: [.short, .long], help: ArgumentHelp("On this ticket.", valueName: "ticket"))
    var ticket: String?

    @Option(name: [.short, .long], help: ArgumentHelp("In this queue.", valueName: "queue"))
    var queue: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        guard ticket == nil || queue == nil else {
            throw CommandFailure("either --ticket or --queue was expected, not both", .usage)
        }
        let ticket = try self.ticket.map(People.ticketID)
        let instance = try Instance.open(options)
        let (right, user, queue, names) = try instance.store.read { session in
            (
                try RightWords.right(self.right, session, for: instance),
                try RightPage.user(self.user, session, for: instance),
                try self.queue.map { try People.requireQueue($0, session, for: instance).id },
                try GrantNames(session, for: instance)
            )
        }
        let explanation = try instance.desk.explain(
            right, of: user, ticket: ticket, queue: queue, as: instance.actor.id)
        let page = RightPage(explanation, names)
        try instance.output(options).print("right", page) { page.text() }
    }
}

/// Why somebody may or may not do something.
struct RightPage: Encodable {
    let user: UserReport
    let right: String
    /// The ticket that it is about; absent for a question about a queue or everywhere.
    let ticket: Int64?
    let queue: String?
    let isAllowed: Bool
    /// The grant that allows it; absent for the tracker itself, who needs none, and when refused.
    let grant: GrantReport?
    /// `user_disabled` or `no_grant`; absent when allowed.
    let refusal: String?
    /// Roles that the user holds there.
    let roles: [String]
    let groups: [String]
    /// Who does hold it there.
    let holders: [GrantReport]
    /// Why, in a sentence or two.
    let sentence: String
    /// Whether `holders` are told to whoever asks; not in JSON.
    private let isWhole: Bool

    private enum CodingKeys: String, CodingKey {
        case user, right, ticket, queue, isAllowed, grant, refusal, roles, groups, holders, sentence
    }

    init(_ explanation: RightExplanation, _ names: GrantNames) {
        user = UserReport(explanation.user)
        right = explanation.right.rawValue
        ticket = explanation.ticket?.id.value
        queue = explanation.queue?.name
        roles = explanation.roles.sorted().map(\.name)
        groups = explanation.groups
        isWhole = explanation.isWhole
        holders = explanation.holders.map { GrantReport($0, names) }
        switch explanation.decision {
        case .allowed(let grant):
            (isAllowed, refusal) = (true, nil)
            self.grant = grant.map { GrantReport($0, names) }
        case .refused(let reason):
            isAllowed = false
            grant = nil
            refusal = reason == .userDisabled ? "user_disabled" : "no_grant"
        }
        sentence = Self.sentence(explanation, grant, roles)
    }

    /// The page for people, each line ended.
    func text() -> String {
        var text = Terminal.line(sentence) + "\n"
        if !isAllowed {
            let roles = self.roles.isEmpty ? "none" : self.roles.joined(separator: ", ")
            let groups = self.groups.isEmpty ? "none" : self.groups.joined(separator: ", ")
            text += Terminal.line("Roles there: \(roles). Groups: \(groups).") + "\n"
        }
        guard isWhole else {
            return text + "Who else was granted it is shown only to holders of ShowACL.\n"
        }
        guard !holders.isEmpty else { return text + "Nobody was granted it there.\n" }
        let list = holders.map { holder in
            "\(holder.who) \(holder.place)" + (holder.right == right ? "" : " (by \(holder.right))")
        }
        return text + Terminal.line("Granted to: \(list.joined(separator: "; ")).") + "\n"
    }

    private static func sentence(
        _ explanation: RightExplanation, _ grant: GrantReport?, _ roles: [String]
    ) -> String {
        let name = explanation.user.name
        let right = explanation.right.rawValue
        let place = place(explanation)
        switch explanation.decision {
        case .allowed(nil):
            return
                "\(name) holds \(right)\(place): it is the tracker itself, who may do everything."
        case .allowed(let held?):
            let granted =
                "\(held.right.rawValue) is granted to \(grant?.who ?? "them") "
                + (grant?.place ?? "everywhere")
            let because =
                switch held.grantee {
                case .user, .everyone: ""
                case .group: ", and \(name) is in it"
                case .role(let role): ", and \(name) is \(role.name) there"
                case .privileged, .unprivileged: ", and \(name) is one of them"
                }
            return "\(name) holds \(right)\(place): \(granted)\(because)."
        case .refused(.userDisabled):
            return "\(name) does not hold \(right)\(place): the account is disabled."
        case .refused(.noGrant):
            return "\(name) does not hold \(right)\(place): no grant covers them."
        }
    }

    private static func place(_ explanation: RightExplanation) -> String {
        if let ticket = explanation.ticket {
            return " on ticket #\(ticket.id)"
                + (explanation.queue.map { " (queue \"\($0.name)\")" } ?? "")
        }
        return explanation.queue.map { " in queue \"\($0.name)\"" } ?? ""
    }
}
