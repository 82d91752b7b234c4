import ArgumentParser
import Desk
import Gateway
import Settings
import Store
import Tickets

/// `postern mail quarantine`: mails that became no part of a ticket.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Lists, shows and releases mails that became no part of a ticket.",
        discussion: """
            Mail goes to quarantine when it names no sender, runs in circles, comes from an address \
            of our own, or its sender may not write where it leads. It is never deleted.
            """,
        subcommands: [
            QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineReleaseCommand.self,
        ],
        defaultSubcommand: QuarantineListCommand.self)
}

/// `postern mail quarantine list`.
struct QuarantineListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the mails in quarantine, oldest first, with the reason.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let mails = try instance.desk.quarantine(as: instance.actor.id)
        let queues = try instance.store.read { session in
            Dictionary(uniqueKeysWithValues: try session.queues().map { ($0.id, $0.name) })
        }
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        let values = mails.map { mail in StoredMail(mail, queue: mail.queue.flatMap { queues[$0] })
        }
        try output.print("mail_list", values) {
            var table = Table("Mail", "Received", "From", "Queue", "Reason", "Subject")
            for mail in mails {
                let reason = mail.quarantine.map { MailText.reason($0, mail) } ?? ""
                table.add(
                    "\(mail.id)", output.time.relative(mail.received), mail.sender?.value ?? "-",
                    mail.queue.flatMap { queues[$0] } ?? "-", reason, mail.subject)
            }
            let text = table.text(output.terminal, empty: "No mail is in quarantine.")
            return mails.isEmpty
                ? text
                : text + "\nLook at one: postern mail quarantine show MAIL\n"
                    + "Release one: postern mail quarantine release MAIL --queue QUEUE\n"
        }
    }
}

/// `postern mail quarantine show`.
struct QuarantineShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a mail in quarantine: why it is there, and its text.")

    @Argument(help: ArgumentHelp("Number of the mail.", valueName: "mail"))
    var mail: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let id = try MailNumber.parse(mail)
        let instance = try Instance.open(options)
        let view = try instance.desk.mail(id, as: instance.actor.id)
        guard view.mail.quarantine != nil else {
            throw CommandFailure("mail \(id) is not in quarantine; see `postern mail show \(id)`")
        }
        let shown = ShownMail(
            StoredMail(view.mail, queue: view.queue?.name), raw: view.raw,
            settings: instance.settings)
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        try output.print("mail", shown) { MailText.page(shown, view.mail, output) }
    }
}

/// `postern mail quarantine release`.
struct QuarantineReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Makes a ticket, or part of one, of a mail in quarantine.",
        discussion: """
            The stored bytes are read again as if the mail had just come in. You vouch for its \
            sender: rights are not asked, scrips run, and people are notified as usual.

            Example: postern mail quarantine release 17 --queue support
            """)

    @Argument(help: ArgumentHelp("Number of the mail.", valueName: "mail"))
    var mail: String

    @Option(
        help: ArgumentHelp(
            "Queue of a new ticket. Without it: the queue that the mail was sent to.",
            valueName: "queue"))
    var queue: String?

    @Option(
        help: ArgumentHelp(
            "Who wrote it, for a mail that does not say so itself.", valueName: "address"))
    var sender: String?

    @Option(help: "Take it as correspondence or as a comment. Without it: as its address says.")
    var action: ReleaseAction?

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let id = try MailNumber.parse(mail)
        let instance = try Instance.open(options)
        let view = try instance.desk.mail(id, as: instance.actor.id)
        let queue = try self.queue.map { name in
            try instance.store.read { try People.requireQueue(name, $0, for: instance) }
        }
        guard let target = queue ?? view.queue else {
            throw CommandFailure("mail \(id) was sent to no queue; name one with --queue", .usage)
        }
        ProcessorTime.limit(seconds: instance.settings.mail.cpuSecondsMax, program: "postern")
        var verdict = ConfiguredReader(settings: instance.settings).read(
            raw: view.raw, route: view.mail.route, envelope: view.mail.envelope,
            sha256: view.mail.sha256)
        ProcessorTime.endLimit()
        if let sender {
            verdict.sender = NamedAddress(try AddressArgument.parse(sender, option: "--sender"))
        }
        let receipt = try instance.desk.release(
            id, verdict: verdict, to: target, taking: action?.meaning, as: instance.actor.id)
        let delivery = await instance.deliver(receipt.outbox)
        try report(id, receipt, delivery, Output(options.format))
    }

    private func report(
        _ id: MailID, _ receipt: Receipt, _ delivery: DeliverySummary, _ output: Output
    ) throws {
        var released = ReleasedMail(mail: id.value, delivery: delivery)
        let sentence: String
        switch receipt.outcome {
        case .opened(let ticket):
            (released.outcome, released.ticket) = ("opened", ticket.value)
            sentence = "Mail \(id) opened ticket #\(ticket)."
        case .added(let ticket):
            (released.outcome, released.ticket) = ("added", ticket.value)
            sentence = "Mail \(id) was added to ticket #\(ticket)."
        case .duplicate:
            released.outcome = "duplicate"
            sentence = "Mail \(id) has been taken in already."
        case .quarantined(let reason, let detail):
            let why = reason.rawValue + (detail.map { " (\($0))" } ?? "")
            let hint = reason == .noSender ? "; say who wrote it with --sender" : ""
            throw CommandFailure("mail \(id) stays in quarantine: \(why)\(hint)")
        }
        let lines = [sentence, delivery.sentence].compactMap { $0 }
        try output.print("released_mail", released) {
            lines.map { Terminal.line($0) + "\n" }.joined()
        }
    }
}

/// What `--action` takes.
enum ReleaseAction: String, ExpressibleByArgument, CaseIterable {
    case correspond, comment

    var meaning: Route.Action { self == .comment ? .comment : .correspond }
}

/// What became of a released mail.
struct ReleasedMail: Encodable {
    let mail: Int64
    /// `opened`, `added` or `duplicate`.
    var outcome = ""
    var ticket: Int64?
    let delivery: DeliverySummary

    init(mail: Int64, delivery: DeliverySummary) {
        self.mail = mail
        self.delivery = delivery
    }
}
