import Scrips
import Store
import Tickets

extension Proceeding {
    /// Lets the scrips speak about a transaction that was just recorded, and does what they say.
    ///
    /// Never throws for a scrip's sake: a broken one leaves a failed run behind and the rest goes
    /// on.
    mutating func runScrips(
        on ticket: inout Ticket, before: Ticket?, transaction: Transaction, message: Message?
    ) throws {
        let happening = Happening(
            transaction: transaction, message: message, actor: actor, chain: chain)
        guard chain.count < desk.site.scripDepthMax else {
            let reason = "scrips caused each other too deep"
            try stop(ScripStop(reason: reason, chain: chain), ticket, transaction)
            guard let last = chain.last?.scrip else { return }
            return try session.addScripRun(
                transaction.id, scrip: last, ending: .stopped(reason), at: now)
        }
        batch.append(happening)
        let rules = try loadRules(for: ticket.queue)
        try noteUnreadable(rules, of: .transactionCreate, on: transaction)
        try run(
            rules.scrips.filter { $0.stage == .transactionCreate }, .transactionCreate,
            over: happening, on: &ticket)
    }

    /// Notes that scrips of a stage failed, since they cannot be read.
    func noteUnreadable(
        _ rules: ScripRules, of stage: Scrip.Stage, on transaction: Transaction
    ) throws {
        for broken in rules.unreadable where broken.stage == stage {
            try session.addScripRun(
                transaction.id, scrip: broken.name, ending: .failed(broken.reason), at: now)
        }
    }

    /// Lets scrips speak about one transaction: first all of them look, then each does its part.
    mutating func run(
        _ scrips: [Scrip], _ stage: Scrip.Stage, over happening: Happening, on ticket: inout Ticket
    ) throws {
        let outcomes = try look(scrips, at: happening, ticket)
        try settle(outcomes, stage, of: happening, on: &ticket)
    }

    /// What scrips make of a transaction, without doing anything.
    ///
    /// - Parameter mailed: what scrips mailed about it before, by their names.
    mutating func look(
        _ scrips: [Scrip], at happening: Happening, _ ticket: Ticket,
        mailed: [String: [Notification]] = [:]
    ) throws -> [ScripOutcome] {
        let person = actor
        actor = happening.actor
        defer { actor = person }
        let snapshot = try snapshot(
            of: ticket, transaction: happening.transaction, message: happening.message)
        var rules = try loadRules(for: ticket.queue)
        let templates = try rules.templates(for: snapshot.queue, session)
        self.rules = rules
        let others = rules.scrips.filter { other in
            mailed[other.name] != nil && !scrips.contains { $0.name == other.name }
        }
        return ScripEngine.run(
            scrips: scrips, templates: templates, snapshot: snapshot,
            mailed: Dictionary(uniqueKeysWithValues: others.map { ($0, mailed[$0.name] ?? []) })
        ) { try holds($0, ticket.id) }
    }

    /// Does what scrips said.
    mutating func settle(
        _ outcomes: [ScripOutcome], _ stage: Scrip.Stage, of happening: Happening,
        on ticket: inout Ticket
    ) throws {
        let entry = trace?.add(
            ScripTrace.Entry(
                happening: happening, ticket: ticket, stage: stage, outcomes: outcomes))
        for outcome in outcomes {
            let failure = try settle(outcome, of: happening, on: &ticket)
            if let failure, let entry { trace?.refuse(failure, of: outcome.scrip, in: entry) }
        }
    }

    /// - Returns: why not all of it was done; `nil` when all was.
    private mutating func settle(
        _ outcome: ScripOutcome, of happening: Happening, on ticket: inout Ticket
    ) throws -> String? {
        let transaction = happening.transaction
        var ending = ScripRun.Ending.applied
        switch outcome.result {
        case .notApplicable: return nil
        case .failed(let reason, _): ending = .failed(reason)
        case .applied: break
        }
        var mails: [EmailAddress: OutboxID] = [:]
        for case .notify(let notification) in outcome.effects {
            let id = try queue(notification, ticket, transaction, scrip: outcome.scrip)
            for address in notification.recipients { mails[address] = id }
        }
        try session.add(outcome.decisions, of: outcome.scrip, on: transaction.id) { decision in
            decision.outcome.isMailed ? decision.address.flatMap { mails[$0] } : nil
        }
        for case .call(let call) in outcome.effects {
            outbox.append(
                try session.addOutbox(
                    call, ticket: ticket.id, transaction: transaction.id, scrip: outcome.scrip,
                    at: now))
        }
        do {
            try follow(outcome.effects, of: outcome.scrip, happening, on: &ticket)
        } catch let error as DeskError {
            ending = .failed(error.detail)
        } catch let stop as ScripStop {
            try self.stop(stop, ticket, nil)
            ending = .stopped(stop.reason)
        }
        try session.addScripRun(transaction.id, scrip: outcome.scrip, ending: ending, at: now)
        return ending.failure
    }

    private mutating func queue(
        _ notification: Notification, _ ticket: Ticket, _ transaction: Transaction, scrip: String
    ) throws -> OutboxID {
        let id = try session.addOutbox(
            .mail(notification), ticket: ticket.id, transaction: transaction.id, scrip: scrip,
            at: now)
        try session.remember(notification.messageID, of: ticket.id, isSent: true)
        if notification.automation == .replied {
            for address in notification.recipients {
                try session.noteAutoreply(to: address, ticket: ticket.id, at: now)
            }
        }
        outbox.append(id)
        return id
    }

    /// Does what a scrip wants done, in the tracker's own name, with this transaction as its cause:
    /// all of it or nothing.
    ///
    /// - Throws: ``DeskError`` and ``ScripStop``, after which it is as if nothing had been done.
    private mutating func follow(
        _ effects: [ScripOutcome.Effect], of scrip: String, _ happening: Happening,
        on ticket: inout Ticket
    ) throws {
        let wanted = effects.filter { $0.isChange }
        // One change is refused before anything of it is written.
        guard wanted.contains(where: { $0.isManifold }) || wanted.count > 1 else {
            for effect in wanted { try follow(effect, of: scrip, happening, on: &ticket) }
            return
        }
        let (before, untouched) = (self, ticket)
        try session.mark()
        do {
            for effect in wanted { try follow(effect, of: scrip, happening, on: &ticket) }
        } catch let error where error is DeskError || error is ScripStop {
            try session.returnToMark()
            let count = self.effects
            (self, ticket) = (before, untouched)
            self.effects = count
            throw error
        }
        try session.forgetMark()
    }

    private mutating func follow(
        _ effect: ScripOutcome.Effect, of scrip: String, _ happening: Happening,
        on ticket: inout Ticket
    ) throws {
        guard let system = try session.user(User.systemID) else {
            throw DeskError(.unknownUser, "the tracker's own user is missing")
        }
        let (person, outer) = (actor, chain)
        actor = system
        chain = happening.chain + [ChainLink(transaction: happening.transaction, scrip: scrip)]
        defer {
            actor = person
            chain = outer
        }
        try limit(effect, of: scrip)
        try apply(effect, to: &ticket)
    }

    // MARK: Limits

    /// Effects of scrips in one use case; a loop that doubles each round must not fill the disk.
    static let scripEffectsMax = 100

    /// An effect that is not done, so that scrips come to an end.
    struct ScripStop: Error {
        let reason: String
        /// What led there, outermost first; `nil` where it was written on a ticket already.
        let chain: [ChainLink]?
    }

    /// Counts an effect, and refuses those that are too many, and tickets that a scrip opens
    /// because of tickets that it opened.
    ///
    /// - Throws: ``ScripStop``.
    private mutating func limit(_ effect: ScripOutcome.Effect, of scrip: String) throws {
        let before = effects
        if case .create(let plans) = effect {
            if chain.dropLast().contains(where: { $0.scrip == scrip }) {
                throw ScripStop(
                    reason: "a scrip would open tickets because of what it did itself",
                    chain: chain)
            }
            effects += plans.count
        } else if case .work(_, let tickets) = effect {
            effects += tickets.count
        } else {
            effects += 1
        }
        guard effects > Self.scripEffectsMax else { return }
        throw ScripStop(
            reason: "scrips wanted more than \(Self.scripEffectsMax) changes at once",
            chain: before <= Self.scripEffectsMax ? chain : nil)
    }

    /// Ends a chain of scrips that cause each other, with an entry that names them.
    private func stop(_ stop: ScripStop, _ ticket: Ticket, _ last: Transaction?) throws {
        guard let chain = stop.chain else { return }
        var names = chain.flatMap { link in
            ["\(link.transaction.kind.rawValue) \(link.transaction.id)", "\"\(link.scrip)\""]
        }
        if let last { names.append("\(last.kind.rawValue) \(last.id)") }
        let text = stop.reason + ": " + names.joined(separator: " → ")
        trace?.stop(text)
        _ = try session.addTransaction(
            ticket: ticket.id, kind: .systemError, actor: User.systemID, at: now, newValue: text,
            causedBy: (last ?? chain.last?.transaction)?.id)
    }
}

extension ScripOutcome.Effect {
    /// Whether it changes tickets.
    fileprivate var isChange: Bool {
        switch self {
        case .notify, .call: false
        case .change, .edit, .write, .work, .create: true
        }
    }

    /// Whether it is made of several changes.
    fileprivate var isManifold: Bool {
        switch self {
        case .create, .work: true
        case .notify, .call, .change, .edit, .write: false
        }
    }
}
