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
            return try stop("scrips caused each other too deep", ticket, transaction)
        }
        batch.append(happening)
        let rules = try loadRules(for: ticket.queue)
        for broken in rules.unreadable {
            try session.addScripRun(
                transaction.id, scrip: broken.name, failure: broken.reason, at: now)
        }
        try run(
            rules.scrips.filter { $0.stage == .transactionCreate }, .transactionCreate,
            over: happening, on: &ticket)
    }

    /// Lets scrips speak about one transaction: first all of them look, then each does its part.
    mutating func run(
        _ scrips: [Scrip], _ stage: Scrip.Stage, over happening: Happening, on ticket: inout Ticket
    ) throws {
        let outcomes = try look(scrips, at: happening, ticket)
        try settle(outcomes, stage, of: happening, on: &ticket)
    }

    /// What scrips make of a transaction, without doing anything.
    mutating func look(
        _ scrips: [Scrip], at happening: Happening, _ ticket: Ticket
    ) throws -> [ScripOutcome] {
        let person = actor
        actor = happening.actor
        defer { actor = person }
        let snapshot = try snapshot(
            of: ticket, transaction: happening.transaction, message: happening.message)
        var rules = try loadRules(for: ticket.queue)
        let templates = try rules.templates(for: snapshot.queue, session)
        self.rules = rules
        return ScripEngine.run(scrips: scrips, templates: templates, snapshot: snapshot) { scrip in
            try holds(scrip, ticket.id)
        }
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
        var failure: String?
        switch outcome.result {
        case .notApplicable: return nil
        case .failed(let reason, _): failure = reason
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
        for effect in outcome.effects {
            if case .notify = effect { continue }
            if case .call(let call) = effect {
                outbox.append(
                    try session.addOutbox(
                        call, ticket: ticket.id, transaction: transaction.id,
                        scrip: outcome.scrip, at: now))
                continue
            }
            do {
                try follow(effect, of: outcome.scrip, happening, on: &ticket)
            } catch let error as DeskError {
                // Whatever is refused is refused before anything is written, so the rest may go on.
                failure = error.detail
            }
        }
        try session.addScripRun(transaction.id, scrip: outcome.scrip, failure: failure, at: now)
        return failure
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

    /// Does what a scrip wants done, in the tracker's own name, with this transaction as its cause.
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
        try count(effect, ticket)
        try apply(effect, to: &ticket)
    }

    // MARK: Limits

    /// Effects of scrips in one use case; a loop that doubles each round must not fill the disk.
    static let scripEffectsMax = 100

    /// Counts an effect, and refuses those that are too many.
    private mutating func count(_ effect: ScripOutcome.Effect, _ ticket: Ticket) throws {
        let before = effects
        if case .create(let plans) = effect { effects += plans.count } else { effects += 1 }
        guard effects > Self.scripEffectsMax else { return }
        let sentence = "scrips wanted more than \(Self.scripEffectsMax) changes at once"
        if before <= Self.scripEffectsMax { try stop(sentence, ticket, nil) }
        throw DeskError(.conflict, sentence)
    }

    /// Ends a chain of scrips that cause each other, with an entry that names them.
    private func stop(_ reason: String, _ ticket: Ticket, _ last: Transaction?) throws {
        var names = chain.flatMap { link in
            ["\(link.transaction.kind.rawValue) \(link.transaction.id)", "\"\(link.scrip)\""]
        }
        if let last { names.append("\(last.kind.rawValue) \(last.id)") }
        let text = reason + ": " + names.joined(separator: " → ")
        trace?.stop(text)
        _ = try session.addTransaction(
            ticket: ticket.id, kind: .systemError, actor: User.systemID, at: now, newValue: text,
            causedBy: (last ?? chain.last?.transaction)?.id)
    }
}
