import Scrips
import Store
import Templates
import Tickets

/// The site's scrips and the templates that they name, as loaded for one use case.
struct ScripRules {
    let scrips: [Scrip]
    /// Stored scrips that this version cannot read, with the reason; each is a failure, never
    /// silence.
    let unreadable: [(name: String, reason: String)]
    let templates: TemplateSet
}

extension Proceeding {
    /// Lets the scrips speak about a transaction that was just recorded, and does what they say.
    ///
    /// Never throws for a scrip's sake: a broken one leaves a failed run behind and the rest goes
    /// on.
    mutating func runScrips(
        on ticket: inout Ticket, before: Ticket?, transaction: Transaction, message: Message?
    ) throws {
        guard chain.count < desk.site.scripDepthMax else {
            return try stop(ticket, transaction)
        }
        let rules = try loadRules()
        for broken in rules.unreadable {
            try session.addScripRun(
                transaction.id, scrip: broken.name, failure: broken.reason, at: now)
        }
        let snapshot = try snapshot(of: ticket, transaction: transaction, message: message)
        let outcomes = ScripEngine.run(
            scrips: rules.scrips, templates: rules.templates, snapshot: snapshot
        ) { scrip in try holds(scrip, ticket.id) }
        for outcome in outcomes {
            try settle(outcome, on: &ticket, transaction: transaction)
        }
    }

    private mutating func settle(
        _ outcome: ScripOutcome, on ticket: inout Ticket, transaction: Transaction
    ) throws {
        var failure: String?
        switch outcome.result {
        case .notApplicable: return
        case .failed(let reason, _): failure = reason
        case .applied: break
        }
        var mails: [EmailAddress: OutboxID] = [:]
        for case .notify(let notification) in outcome.effects {
            let id = try queue(notification, ticket, transaction, scrip: outcome.scrip)
            for address in notification.recipients { mails[address] = id }
        }
        for decision in outcome.decisions {
            let mail = decision.outcome.isMailed ? decision.address.flatMap { mails[$0] } : nil
            try session.add(decision, of: outcome.scrip, on: transaction.id, outbox: mail)
        }
        for case .change(let change) in outcome.effects {
            do {
                try follow(change, on: &ticket, transaction: transaction)
            } catch let error as DeskError {
                // The change was refused before anything was written, so the rest may go on.
                failure = error.detail
            }
        }
        try session.addScripRun(transaction.id, scrip: outcome.scrip, failure: failure, at: now)
    }

    private mutating func queue(
        _ notification: Notification, _ ticket: Ticket, _ transaction: Transaction, scrip: String
    ) throws -> OutboxID {
        let id = try session.addOutbox(
            notification, ticket: ticket.id, transaction: transaction.id, scrip: scrip, at: now)
        try session.remember(notification.messageID, of: ticket.id, isSent: true)
        if notification.automation == .replied {
            for address in notification.recipients {
                try session.noteAutoreply(to: address, ticket: ticket.id, at: now)
            }
        }
        outbox.append(id)
        return id
    }

    /// Does what a scrip wants done, in the tracker's own name, with this transaction as its cause.
    private mutating func follow(
        _ change: Change, on ticket: inout Ticket, transaction: Transaction
    ) throws {
        guard let system = try session.user(User.systemID) else {
            throw DeskError(.unknownUser, "the tracker's own user is missing")
        }
        let person = actor
        actor = system
        chain.append(transaction)
        defer {
            actor = person
            chain.removeLast()
        }
        _ = try apply(change, to: &ticket)
    }

    /// Ends a chain of scrips that cause each other, with an entry that names the chain.
    private func stop(_ ticket: Ticket, _ transaction: Transaction) throws {
        let names = (chain + [transaction]).map { "\($0.kind.rawValue) \($0.id)" }
        _ = try session.addTransaction(
            ticket: ticket.id, kind: .systemError, actor: User.systemID, at: now,
            newValue: "scrips caused each other too deep: " + names.joined(separator: " → "),
            causedBy: transaction.id)
    }

    // MARK: What scrips look at

    private mutating func loadRules() throws -> ScripRules {
        if let rules { return rules }
        let loaded = try Desk.rules(session)
        rules = loaded
        return loaded
    }

    private mutating func snapshot(
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
        snapshot.people = try people(ticket, queue)
        snapshot.recipients = try session.recipients(of: transaction.id)
        snapshot.addressees = try addressees(snapshot.recipients.mailed)
        snapshot.forwarded = try forwarded(by: transaction)
        snapshot.squelched = Set(try session.squelched(on: ticket.id))
        snapshot.ownAddresses = addresses.union(desk.site.ownAddresses)
        snapshot.ownTags = try TicketFinder(session: session, site: desk.site).ownTags()
        snapshot.thread = try thread(of: ticket)
        snapshot.envelopeSender = desk.envelopeSender
        snapshot.isAutoreplyLimited = try isAutoreplyLimited(ticket)
        snapshot.mailsAlike = try mailsAlike()
        snapshot.nonce = nonce
        snapshot.named = try named(
            ScripEngine.mentions(in: loadRules().scrips, for: snapshot))
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

    /// How often the sender said the same within a day, before this. Staff are no machines.
    private func mailsAlike() throws -> Int {
        guard let mail, !actor.isPrivileged else { return 0 }
        return try session.mailsAlike(
            mail.verdict, since: now.adding(seconds: -86_400), limit: Snapshot.mailsAlikeMax)
    }

    /// Autoreplies to one sender within ten minutes: the round trips of a loop are short, and a
    /// person who opens a fourth ticket so soon knows that they arrive.
    private static let autorepliesPerSenderBurst: Int64 = 3

    private func isAutoreplyLimited(_ ticket: Ticket) throws -> Bool {
        let hourAgo = now.adding(seconds: -3_600)
        if try session.autoreplies(on: ticket.id, since: hourAgo)
            >= desk.site.autorepliesPerTicketHour
        {
            return true
        }
        guard let sender = mail?.verdict.sender?.address else { return false }
        let burst = try session.autoreplies(to: sender, since: now.adding(seconds: -600))
        if burst >= Self.autorepliesPerSenderBurst { return true }
        return try session.autoreplies(to: sender, since: hourAgo)
            >= desk.site.autorepliesPerSenderHour
    }

    /// Everybody in a role of the ticket or its queue, groups expanded, each once.
    private func people(_ ticket: Ticket, _ queue: Queue) throws -> [SnapshotPerson] {
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
                seats: seats, seesComments: try seesComments(user, seats, ticket, queue))
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
    /// Loads the scrips and the templates that enabled ones name.
    static func rules(_ session: StoreSession) throws -> ScripRules {
        let rows = try session.scrips()
        var names: [QueueID: String] = [:]
        if rows.contains(where: { !$0.queues.isEmpty }) {
            for queue in try session.queues() { names[queue.id] = queue.name }
        }
        var scrips: [Scrip] = []
        var unreadable: [(String, String)] = []
        for row in rows where row.isEnabled {
            do {
                scrips.append(try Scrip(row, queueNames: names))
            } catch let problem as ScripProblem {
                unreadable.append((row.name, problem.description))
            }
        }
        let templates = try session.templates(named: Array(Set(scrips.compactMap(\.template))))
        return ScripRules(
            scrips: scrips, unreadable: unreadable,
            templates: TemplateSet(
                templates.map {
                    TemplateSource(
                        name: $0.name, language: $0.language, text: $0.textSource,
                        html: $0.htmlSource)
                }))
    }
}
