import Scrips
import Store
import Templates
import Tickets

/// The scrips that may run in a queue and the templates that they name, as loaded for one use case.
struct ScripRules {
    /// `nil`: in any.
    let queue: QueueID?
    let scrips: [Scrip]
    /// Stored scrips that this version cannot read; each is a failure, never silence.
    let unreadable: [Unreadable]
    /// In place of the stored ones.
    var triedTemplates: TemplateSet?
    private var templates: [QueueID: TemplateSet] = [:]

    /// A stored scrip that this version cannot read.
    struct Unreadable {
        let name: String
        /// When it would run; the first for a word that is no stage.
        let stage: Scrip.Stage
        let reason: String
    }

    init(
        queue: QueueID?, scrips: [Scrip], unreadable: [Unreadable],
        triedTemplates: TemplateSet? = nil
    ) {
        self.queue = queue
        self.scrips = scrips
        self.unreadable = unreadable
        self.triedTemplates = triedTemplates
    }

    /// The site's templates and the queue's, those that enabled scrips name and all partials.
    mutating func templates(for queue: Queue, _ session: StoreSession) throws -> TemplateSet {
        if let known = triedTemplates ?? templates[queue.id] { return known }
        let names = Array(Set(scrips.compactMap(\.template)))
        let set = TemplateSet(
            try session.templates(named: names, in: queue.id).map { row in
                TemplateSource(
                    name: row.name, language: row.language,
                    queue: row.queue == nil ? nil : queue.name, text: row.textSource,
                    html: row.htmlSource)
            })
        templates[queue.id] = set
        return set
    }
}

extension Proceeding {
    // MARK: What scrips look at

    /// The scrips of a queue, loaded once as long as it is the same.
    mutating func loadRules(for queue: QueueID) throws -> ScripRules {
        if let rules, rules.queue == nil || rules.queue == queue { return rules }
        let loaded = try Desk.rules(session, runningIn: queue)
        rules = loaded
        return loaded
    }

    mutating func snapshot(
        of ticket: Ticket, transaction: Transaction, message: Message?
    ) throws -> Snapshot {
        let queue = try queue(ticket.queue)
        let addresses = try session.queueAddresses()
        var snapshot = Snapshot(
            site: desk.site, queue: queue, lifecycle: try lifecycle(of: queue), ticket: ticket,
            transaction: transaction, actor: actor, interface: mail == nil ? .commandLine : .email,
            fallbackSender: try fallbackSender(), now: now)
        snapshot.message = message
        snapshot.fields = try ticketFields(of: ticket)
        snapshot.priorityName = try session.priorityRules()[queue.id].name(of: ticket.priority)
        snapshot.mailKind = mail?.verdict.kind
        snapshot.people = try people(ticket, queue, of: transaction)
        snapshot.recipients = try session.recipients(of: transaction.id)
        snapshot.addressees = try addressees(snapshot.recipients.mailed)
        snapshot.forwarded = try forwarded(by: transaction)
        snapshot.ancestors = try ancestors(of: ticket, for: transaction)
        snapshot.squelched = Set(try session.squelched(on: ticket.id))
        snapshot.ownAddresses = addresses.union(desk.site.ownAddresses)
        snapshot.ownTags = try TicketFinder(session: session, site: desk.site).ownTags()
        snapshot.thread = try thread(of: ticket)
        snapshot.envelopeSender = desk.envelopeSender
        snapshot.isAutoreplyLimited = try isAutoreplyLimited(ticket)
        snapshot.mailSender = mail?.verdict.sender?.address
        snapshot.mailsAlike = try mailsAlike()
        snapshot.nonce = nonce
        snapshot.named = try named(
            ScripEngine.mentions(in: loadRules(for: queue.id).scrips, for: snapshot))
        let people =
            snapshot.people + snapshot.addressees.values + snapshot.named.values.flatMap(\.people)
        snapshot.zones = desk.zones.rules(
            of: people.map(\.user.timeZone) + [queue.timeZone, desk.site.timeZone])
        return snapshot
    }

    /// The ticket's mails with who has them; those whom the present mail went to have it as well.
    private func thread(of ticket: Ticket) throws -> [ThreadMail] {
        let present = (mail?.verdict.to ?? []) + (mail?.verdict.cc ?? [])
        return try session.threadRows(of: ticket.id).map { row in
            let isPresent = row.id == mail?.verdict.messageID
            return ThreadMail(
                id: row.id,
                holders: isPresent ? row.holders.union(present.map(\.address)) : row.holders,
                isInternal: row.isInternal)
        }
    }

    private func fallbackSender() throws -> EmailAddress {
        guard let address = EmailAddress("postern@" + desk.site.domain) else {
            throw DeskError(.invalid, "\"\(desk.site.domain)\" is no domain for addresses")
        }
        return address
    }

    /// The moment to which limits look back, and before which what they count happened; no such end
    /// but for a transaction of the past that is tried, whose own mails must not count.
    private var limited: (moment: Timestamp, end: Timestamp?) { (trace?.past ?? now, trace?.past) }

    /// How often the sender said the same within a day, before this. Staff are no machines.
    private func mailsAlike() throws -> Int {
        guard let mail else { return 0 }
        // The sender, not the actor: that is the tracker itself for what a scrip causes.
        if let sender = mail.verdict.sender,
            try session.user(at: sender.address)?.isPrivileged == true
        {
            return 0
        }
        return try session.mailsAlike(
            mail.verdict, since: limited.moment.adding(seconds: -86_400), before: limited.end,
            limit: Snapshot.mailsAlikeMax)
    }

    private func isAutoreplyLimited(_ ticket: Ticket) throws -> Bool {
        let (moment, end) = limited
        let hourAgo = moment.adding(seconds: -3_600)
        if try session.autoreplies(on: ticket.id, since: hourAgo, before: end)
            >= desk.site.autorepliesPerTicketHour
        {
            return true
        }
        guard let sender = mail?.verdict.sender?.address else { return false }
        let burst = try session.autoreplies(
            to: sender, since: moment.adding(seconds: -600), before: end)
        if burst >= desk.site.autorepliesPerSenderBurst { return true }
        return try session.autoreplies(to: sender, since: hourAgo, before: end)
            >= desk.site.autorepliesPerSenderHour
    }

    /// Everybody in a role of the ticket or its queue, groups expanded, each once.
    private func people(
        _ ticket: Ticket, _ queue: Queue, of transaction: Transaction
    ) throws -> [SnapshotPerson] {
        var seats: [UserID: Set<SnapshotPerson.Seat>] = [:]
        var order: [UserID] = []
        func sit(_ user: UserID, _ seat: SnapshotPerson.Seat) {
            if seats[user] == nil { order.append(user) }
            seats[user, default: []].insert(seat)
        }
        for watcher in try session.watchers(of: ticket.id, in: queue.id) {
            let seat = SnapshotPerson.Seat(watcher.role, isOfQueue: watcher.isOfQueue)
            switch watcher.member {
            case .user(let id): sit(id, seat)
            case .group(let id): for user in try session.users(in: id) { sit(user, seat) }
            }
        }
        if let owner = ticket.owner { sit(owner, SnapshotPerson.Seat(.owner)) }
        var users: [UserID: User] = [:]
        for user in try session.users(order) { users[user.id] = user }
        let people = order.compactMap { id in users[id].map { ($0, address(of: $0)) } }
        let suspended = try session.suspended(among: Set(people.compactMap(\.1)))
        return try people.map { user, address in
            let seats = seats[user.id] ?? []
            return SnapshotPerson(
                user: user, address: address, hasBounced: address.map(suspended.contains) ?? false,
                seats: seats, seesComments: try seesComments(user, seats, ticket, queue),
                seesFields: try transaction.kind != .customField
                    || seesFields(user, ticket, queue))
        }
    }

    /// Where to mail somebody: whoever has just written is answered where they wrote from.
    private func address(of user: User) -> EmailAddress? {
        if let sender = mail?.verdict.sender?.address, user.addresses.contains(sender) {
            return sender
        }
        return user.addresses.first
    }
}

extension Desk {
    /// Loads the enabled scrips that may run in a queue; in any for `nil`.
    static func rules(
        _ session: StoreSession, runningIn queue: QueueID? = nil
    ) throws -> ScripRules {
        let rows: [ScripRow]
        var names: [QueueID: String] = [:]
        if let queue {
            rows = try session.scrips(runningIn: queue)
            names[queue] = try session.queue(queue)?.name
        } else {
            rows = try session.scrips().filter(\.isEnabled)
            for queue in try session.queues() { names[queue.id] = queue.name }
        }
        var scrips: [Scrip] = []
        var unreadable: [ScripRules.Unreadable] = []
        for row in rows {
            do {
                scrips.append(try Scrip(row, queueNames: names))
            } catch let problem as ScripProblem {
                unreadable.append(
                    ScripRules.Unreadable(
                        name: row.name,
                        stage: Scrip.Stage(rawValue: row.stage) ?? .transactionCreate,
                        reason: problem.description))
            }
        }
        return ScripRules(queue: queue, scrips: scrips, unreadable: unreadable)
    }
}
