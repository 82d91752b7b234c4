import ArgumentParser
import Desk
import Store
import Tickets

/// `postern queue show`.
struct QueueShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a queue: addresses, people, tickets, alias lines.")

    @Argument(help: ArgumentHelp("Name or number.", valueName: "queue"))
    var queue: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let aliases = AliasContext(program: nil, location: Instance.location(options))
        let report = try instance.store.read { session in
            try QueuePage(
                try People.requireQueue(queue, session, for: instance), session,
                instance.desk.sight(session, of: instance.actor.id), session.lifecycles(), aliases)
        }
        let output = instance.output(options)
        try output.print("queue", report) { report.text(output.terminal) }
    }
}

/// A queue with all that belongs to it.
struct QueuePage: Encodable {
    let queue: QueueReport
    let watchers: [SeatReport]
    let tickets: [QueueTicketCount]
    /// Lines for `/etc/aliases`.
    let aliases: [AliasLine]

    /// Loads it.
    init(
        _ queue: Queue, _ session: StoreSession, _ sight: Sight, _ lifecycles: [String: Lifecycle],
        _ context: AliasContext
    ) throws {
        self.queue = QueueReport(queue)
        var users: [UserID: User] = [:]
        var groups: [GroupID: Group] = [:]
        let seats = try session.watchers(of: queue.id)
        for seat in seats {
            switch seat.member {
            case .user(let id): users[id] = try session.user(id)
            case .group(let id): groups[id] = try session.group(id)
            }
        }
        watchers = seats.map { SeatReport($0, users: users, groups: groups) }
        tickets = try QueueTicketCount.counts(in: queue, sight, lifecycles)
        aliases = AliasLine.lines(
            for: queue, program: context.program, config: context.config)
    }

    /// The page for people, each line ended.
    func text(_ terminal: Terminal) -> String {
        var list = FieldList()
        list.add(
            "Queue", queue.name + (queue.isDisabled ? "  (disabled: takes no new ticket)" : ""))
        list.add("Description", queue.description)
        list.add("Address", queue.correspondAddress ?? "none: only `mailgate --queue` leads here")
        list.add("Comments to", queue.commentAddress ?? "none")
        list.add("Subject tag", queue.subjectTag.map { "[\($0) #…]" } ?? "the site's")
        list.add("Lifecycle", queue.lifecycle)
        list.add("Language", queue.language ?? "the site's")
        list.add("Time zone", queue.timeZone ?? "the site's")
        list.add("Takes Ccs", queue.takesCcs ? "yes, from mails that open a ticket" : "no")
        list.add(
            "Reopens", queue.reopenDaysMax.map { "for \($0) days after the end" } ?? "always")
        for role in Self.roles(watchers) {
            list.add(
                role, watchers.filter { $0.role == role }.map(\.shown).joined(separator: ", "))
        }
        let counts = tickets.map { "\($0.count) \($0.status)" }.joined(separator: ", ")
        list.add("Tickets", counts.isEmpty ? "none yet" : counts)
        return list.text(terminal) + QueuePage.aliasText(aliases, terminal)
    }

    /// Cc and AdminCc, then the custom roles that have a member.
    private static func roles(_ watchers: [SeatReport]) -> [String] {
        let usual = [Role.cc, .adminCc].map(\.name)
        return usual + Set(watchers.map(\.role)).subtracting(usual).sorted()
    }

    /// What to put into `/etc/aliases`; nothing for a queue without an address.
    static func aliasText(_ lines: [AliasLine], _ terminal: Terminal) -> String {
        guard !lines.isEmpty else { return "" }
        return "\n" + terminal.styled("Lines for /etc/aliases (then run newaliases):", .faint)
            + "\n"
            + lines.map { $0.text + "\n" }.joined()
    }
}

extension SeatReport {
    /// For a list of people.
    var shown: String {
        if let group { return "group \(group.name)" }
        guard let user else { return "nobody" }
        let name = user.realName ?? user.name
        guard let address = user.addresses.first, name.lowercased() != address else { return name }
        return "\(name) <\(address)>"
    }
}
