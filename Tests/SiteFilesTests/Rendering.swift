import Scrips
import SiteFiles
import Templates
import Tickets

/// One shipped template in one language over the transaction for which it is made.
struct Rendering: Sendable, CustomStringConvertible {
    let template: String
    let language: String
    let kind: Transaction.Kind
    let action: ScripAction
    /// Tells apart what one template is used for.
    var variant = ""

    var description: String { "\(template)\(variant).\(language)" }

    static let all: [Rendering] = ["en", "cs", "de", "ru", "uk"].flatMap { language in
        [
            Rendering(template: "autoreply", language: language, kind: .create, action: .autoreply),
            Rendering(
                template: "transaction", language: language, kind: .create,
                action: .notify(.ownerAndAdminCcs, asComment: false), variant: "-create"),
            Rendering(
                template: "transaction", language: language, kind: .give,
                action: .notify(.owner, asComment: false), variant: "-give"),
            Rendering(
                template: "transaction", language: language, kind: .status,
                action: .notify(.owner, asComment: false), variant: "-status"),
            Rendering(
                template: "transaction", language: language, kind: .set,
                action: .notify(.owner, asComment: false), variant: "-set"),
            Rendering(
                template: "correspondence", language: language, kind: .correspond,
                action: .notify(.requestorsAndCcs, asComment: false)),
            Rendering(
                template: "admin-correspondence", language: language, kind: .correspond,
                action: .notify(.ownerAndAdminCcs, asComment: false)),
            Rendering(
                template: "admin-comment", language: language, kind: .comment,
                action: .notify(.adminCcs, asComment: true)),
            Rendering(
                template: "forward", language: language, kind: .forwardTicket, action: .forward),
            Rendering(
                template: "transaction", language: language, kind: .schedule,
                action: .notify(.owner, asComment: false), variant: "-schedule"),
            Rendering(
                template: "reminder", language: language, kind: .schedule,
                action: .notify(.owner, asComment: false), variant: "-overdue"),
            Rendering(
                template: "reminder", language: language, kind: .schedule,
                action: .notify(.owner, asComment: false), variant: "-status"),
            Rendering(
                template: "resolved", language: language, kind: .status,
                action: .notify(.requestors, asComment: false)),
            Rendering(
                template: "status-change", language: language, kind: .status,
                action: .notify(.requestors, asComment: false)),
        ]
    }

    /// Read once: all tests look at the same files.
    private static let templates = Result {
        TemplateSet(try TemplateFolder.read(Shipped.folder("templates")))
    }

    /// Runs the template through the engine, over a transaction that `change` may have made odd.
    func mail(_ change: (inout Snapshot) throws -> Void = { _ in }) throws -> Notification {
        var snapshot = try snapshot()
        try change(&snapshot)
        let scrip = Scrip(
            name: "golden", condition: .onTransaction, action: action, template: template)
        let outcomes = ScripEngine.run(
            scrips: [scrip], templates: try Self.templates.get(), snapshot: snapshot)
        guard case .notify(let mail)? = outcomes.first?.effects.first else {
            throw NoMail(outcome: "\(outcomes)")
        }
        return mail
    }

    /// The mail as a golden file shows it.
    static func show(_ mail: Notification) -> String {
        func list(_ people: [NamedAddress]) -> String {
            people.map { "\($0.name ?? "-") <\($0.address)>" }.joined(separator: ", ")
        }
        var lines = [
            "From: \(list([mail.from]))", "Reply-To: \(mail.replyTo?.value ?? "-")",
            "To: \(list(mail.to))", "Cc: \(list(mail.cc))", "Bcc: \(list(mail.bcc))",
            "Subject: \(mail.subject)", "Message-ID: \(mail.messageID)",
            "Auto-Submitted: \(mail.automation.rawValue)", "Envelope: <\(mail.envelopeSender)>",
        ]
        lines += mail.headers.map { "\($0.name): \($0.value)" }
        lines += ["", "--- text", mail.text + "--- html", mail.html ?? "none"]
        return lines.joined(separator: "\n")
    }

    private struct NoMail: Error { let outcome: String }

    private func snapshot() throws -> Snapshot {
        let moment = Timestamp(milliseconds: 1_795_000_000_000)
        let staff = try user(10, "Ada Example", "ada@example.org", isPrivileged: true)
        let asker = try user(20, "Rita <b>Writer</b>", "rita@example.com")
        var snapshot = Snapshot(
            site: Site(name: "example.org", domain: "mx.example.org", language: language),
            queue: Queue(
                id: QueueID(3), name: "support", description: "Example Support",
                correspondAddress: EmailAddress("support@example.org"),
                commentAddress: EmailAddress("support-comment@example.org")),
            lifecycle: try LifecycleFile.read(Shipped.folder("etc/lifecycles") + "/default.yaml"),
            ticket: Ticket(
                id: TicketID(42), queue: QueueID(3), subject: "Printer & scanner on fire",
                status: kind == .status ? "resolved" : "open", owner: staff.id, creator: asker.id,
                created: moment, updated: moment),
            transaction: transaction(at: moment),
            actor: kind == .create
                ? asker : try user(11, "Bo Example", "bo@example.org", isPrivileged: true),
            interface: .email,
            fallbackSender: try address("postern@example.org"), now: moment)
        snapshot.people = [
            SnapshotPerson(user: asker, seats: [.init(.requestor)]),
            SnapshotPerson(user: staff, seats: [.init(.owner)]),
            SnapshotPerson(
                user: try user(12, "Cleo Example", "cleo@example.org", isPrivileged: true),
                seats: [.init(.adminCc, isOfQueue: true)]),
        ]
        let message = Message(
            id: EntryID(7), transaction: TransactionID(117), mail: nil,
            author: kind == .forwardTicket
                ? NamedAddress(try address("rita@example.com"), name: "Rita <b>Writer</b>") : nil,
            subject: "Printer & scanner on fire", messageID: nil,
            text: "Hello,\n\nit burns & <smokes>.\n> since when?\nSince noon.\n\nRita\n")
        if [.create, .correspond, .comment, .forwardTicket].contains(kind) {
            snapshot.message = message
        }
        if variant == "-overdue" { snapshot.ticket.due = moment.adding(seconds: -3_600) }
        if kind == .forwardTicket {
            snapshot.recipients.to = [try address("carrier@example.net")]
            snapshot.forwarded = [
                ForwardedMessage(
                    transaction: TransactionID(3), message: message, written: moment,
                    original: .init(mail: MailID(9), sha256: "ab", sizeBytes: 12)),
                ForwardedMessage(
                    transaction: TransactionID(4), message: message, written: moment,
                    original: nil),
            ]
        }
        return snapshot
    }

    private func transaction(at moment: Timestamp) -> Transaction {
        let (field, old, new): (String?, String?, String?) =
            switch kind {
            case .status: ("Status", "open", "resolved")
            case .set: ("Priority", "0", "50")
            case .give: ("Owner", nil, "10")
            case .schedule:
                (variant == "-overdue" ? "Overdue" : "In Status For", nil, "tell-late")
            default: (nil, nil, nil)
            }
        return Transaction(
            id: TransactionID(117), ticket: TicketID(42), kind: kind, actor: UserID(11),
            created: moment, field: field, oldValue: old, newValue: new)
    }

    private func user(
        _ id: Int64, _ realName: String, _ text: String, isPrivileged: Bool = false
    ) throws -> User {
        User(
            id: UserID(id), name: text, realName: realName, isPrivileged: isPrivileged,
            addresses: [try address(text)])
    }

    private func address(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else { throw NoMail(outcome: text) }
        return address
    }
}
