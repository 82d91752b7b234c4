import Scrips
import Templates
import Tickets

/// A small site with one ticket; each test changes what it is about and runs a scrip over it.
struct Scene {
    var snapshot: Snapshot
    static let sources = [
        TemplateSource(
            name: "plain", language: "en", text: "Subject: {{ticket.subject}}\n\nHello.\n",
            html: "<p>Hello.</p>\n"),
        TemplateSource(
            name: "plain", language: "ru", text: "Subject: {{ticket.subject}}\n\nПривет.\n",
            html: "<p>Привет.</p>\n"),
        TemplateSource(
            name: "files", language: "en", text: "Attachments: yes\n\n{{message.text}}\n", html: nil
        ),
        TemplateSource(
            name: "quote", language: "en", text: "\n{{> _quote}}\n-- {{ticket.id}}\n", html: nil),
        TemplateSource(
            name: "_quote", language: "en", text: "{{#message}}\n{{text}}\n{{/message}}\n",
            html: nil),
        TemplateSource(name: "broken", language: "en", text: "\n{{nonsense}}\n", html: nil),
        TemplateSource(name: "unclosed", language: "en", text: "\n{{#message}}\n", html: nil),
    ]
    var templates = TemplateSet(Self.sources)

    /// Staff.
    static let ada = user(10, "Ada Example", isPrivileged: true)
    static let bo = user(11, "Bo Example", isPrivileged: true)
    static let cleo = user(12, "Cleo Example", isPrivileged: true)
    static let dora = user(13, "Dora Example", isPrivileged: true)
    /// Strangers.
    static let rita = user(20, "Rita Writer")
    static let carl = user(21, "Carl Reader")
    static let quinn = user(22, "Quinn Reader")

    /// Rita asked, Carl reads along, Ada owns, Bo is AdminCc of the ticket, Cleo and Quinn are
    /// AdminCc and Cc of the queue; Dora, who is nothing to it, did something.
    init(_ kind: Transaction.Kind = .correspond, actor: User = dora) throws {
        let lifecycle = try Lifecycle(
            name: "default", initial: ["new"], active: ["open", "stalled"],
            inactive: ["resolved", "rejected"],
            transitions: [
                "": ["new"], "new": ["open", "stalled", "resolved", "rejected"],
                "open": ["new", "stalled", "resolved", "rejected"],
                "stalled": ["open", "resolved"],
                "resolved": ["open"], "rejected": ["open"],
            ], defaultOnCreate: "new", defaultOnResolve: "resolved")
        let moment = Timestamp(milliseconds: 1_795_000_000_000)
        snapshot = Snapshot(
            site: Site(name: "example.org", formerNames: ["old.example"], domain: "mx.example.org"),
            queue: Queue(
                id: QueueID(3), name: "support", description: "Example Support",
                correspondAddress: Self.address("support@example.org"),
                commentAddress: Self.address("support-comment@example.org")),
            lifecycle: lifecycle,
            ticket: Ticket(
                id: TicketID(42), queue: QueueID(3), subject: "Printer on fire", status: "open",
                owner: Self.ada.id, creator: Self.rita.id, created: moment, updated: moment),
            transaction: Self.transaction(kind, actor: actor), actor: actor, interface: .email,
            fallbackSender: try Self.required("postern@example.org"), now: moment)
        snapshot.people = [
            Self.person(Self.rita, [.init(.requestor)]), Self.person(Self.carl, [.init(.cc)]),
            Self.person(Self.quinn, [.init(.cc, isOfQueue: true)]),
            Self.person(Self.ada, [.init(.owner)]), Self.person(Self.bo, [.init(.adminCc)]),
            Self.person(Self.cleo, [.init(.adminCc, isOfQueue: true)]),
        ]
        snapshot.ownAddresses = Set(
            ["support@example.org", "support-comment@example.org"].compactMap { EmailAddress($0) })
    }

    /// Runs one scrip.
    func run(
        _ action: ScripAction, on condition: ScripCondition = .onTransaction,
        template: String? = "plain", name: String = "test"
    ) -> ScripOutcome {
        let scrip = Scrip(name: name, condition: condition, action: action, template: template)
        return ScripEngine.run(scrips: [scrip], templates: templates, snapshot: snapshot)[0]
    }

    /// The mails that one scrip makes.
    func mails(_ action: ScripAction, template: String = "plain") -> [Notification] {
        run(action, template: template).effects.compactMap {
            if case .notify(let mail) = $0 { mail } else { nil }
        }
    }

    /// What was decided about a user, each outcome with its role.
    func decisions(_ action: ScripAction, about user: User) -> [String] {
        run(action).decisions.filter { $0.user == user.id }.map {
            "\($0.role?.rawValue ?? "-"): \($0.outcome.rawValue)"
        }
    }

    /// Gives somebody seats, in place of those that they had.
    mutating func seat(_ user: User, _ seats: Set<SnapshotPerson.Seat>) {
        snapshot.people.removeAll { $0.user.id == user.id }
        snapshot.people.append(Self.person(user, seats))
    }

    static func transaction(
        _ kind: Transaction.Kind, field: String? = nil, old: String? = nil, new: String? = nil,
        actor: User = dora
    ) -> Transaction {
        Transaction(
            id: TransactionID(117), ticket: TicketID(42), kind: kind, actor: actor.id,
            created: Timestamp(milliseconds: 1_795_000_000_000), field: field, oldValue: old,
            newValue: new)
    }

    static func message(
        _ text: String, subject: String = "Printer on fire", attachments: [Attachment] = []
    ) -> Message {
        Message(
            id: EntryID(7), transaction: TransactionID(117), mail: MailID(9),
            author: address("rita.writer@example.com").map {
                NamedAddress($0, name: "Rita Writer")
            },
            subject: subject, messageID: MessageID("in-1@example.com"), text: text,
            attachments: attachments)
    }

    static func person(_ user: User, _ seats: Set<SnapshotPerson.Seat>) -> SnapshotPerson {
        SnapshotPerson(user: user, seats: seats)
    }

    static func user(
        _ id: Int64, _ realName: String, isPrivileged: Bool = false, isDisabled: Bool = false,
        language: String? = nil
    ) -> User {
        let local = realName.lowercased().split(separator: " ").joined(separator: ".")
        let host = isPrivileged ? "example.org" : "example.com"
        return User(
            id: UserID(id), name: local, realName: realName, isPrivileged: isPrivileged,
            isDisabled: isDisabled, language: language,
            addresses: [address("\(local)@\(host)")].compactMap { $0 })
    }

    static func address(_ text: String) -> EmailAddress? { EmailAddress(text) }

    private static func required(_ text: String) throws -> EmailAddress {
        struct NoAddress: Error {}
        guard let address = EmailAddress(text) else { throw NoAddress() }
        return address
    }
}

extension ScripAction {
    /// Every action that needs no argument.
    static let withoutArgument: [ScripAction] = ActionKind.all.compactMap {
        try? ScripAction(named: $0.name)
    }

    static let openTickets = known("Open Tickets")
    static let openInactiveTickets = known("Open Inactive Tickets")
    static let extractSubjectTag = known("Extract Subject Tag")

    private static func known(_ name: String) -> ScripAction {
        withoutArgument.first { $0.name == name } ?? .autoreply
    }
}

extension [NamedAddress] {
    /// Local parts' first names, enough to tell people apart.
    var names: [String] { map { String($0.address.local.prefix { $0 != "." }) } }
}
