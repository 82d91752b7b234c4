package import Scrips
import Store
package import Templates
package import Tickets

/// What is tried: what scrips would make of it.
package enum ScripTrialSubject: Hashable, Sendable {
    /// One that was recorded; its ticket is looked at as it is now.
    case transaction(TransactionID)
    /// A mail, as if it came in now.
    case mail(Verdict)
    /// A timed scrip and a ticket that it is due for, as if it fired now.
    case due(DueScrip)
}

/// Scrips and templates that are tried in place of the stored ones.
package struct TriedRules: Sendable {
    package let scrips: [Scrip]
    package let templates: [TemplateSource]

    /// Takes what was read from files.
    package init(scrips: [Scrip], templates: [TemplateSource]) {
        self.scrips = scrips
        self.templates = templates
    }
}

/// What scrips would do.
package struct ScripTrial: Hashable, Sendable {
    /// What would become of the mail; `nil` for a transaction.
    package let receipt: Receipt?
    /// What became of the very same mail when it came in before; `nil` for one that is new, and
    /// for a transaction.
    package let earlier: EarlierMail?
    /// In the order in which they would happen: first what is tried, then what scrips cause.
    package let steps: [Step]
    /// Entries that would be written because scrips caused too much.
    package let stops: [String]

    /// A mail that was taken in already; delivered once more it would do nothing.
    package struct EarlierMail: Hashable, Sendable {
        package let mail: MailID
        /// `nil` for one that became part of none.
        package let ticket: TicketID?
    }

    /// One transaction that scrips would look at.
    package struct Step: Hashable, Sendable {
        package let transaction: Transaction
        package let ticket: Ticket
        package let stage: Scrip.Stage
        /// The scrips that led here, outermost first; empty for what is tried itself.
        package let causes: [String]
        /// One for each scrip of the stage, in the order in which they run.
        package let outcomes: [ScripOutcome]
        /// By scrip: what would be refused.
        package let refusals: [String: String]
    }
}

extension Desk {
    /// Runs scrips over something without leaving a trace of it.
    ///
    /// It is the real use case in a transaction that is taken back, so what it says is what would
    /// happen.
    ///
    /// - Parameter rules: in place of the stored scrips and templates; `nil` for those.
    /// - Throws: ``DeskError``: `noRight` without ModifyScrips; ShowScrips does as well for tickets
    ///   of which the actor may read all, our mails, comments and custom fields among it. What the
    ///   use case throws.
    package func tryScrips(
        over subject: ScripTrialSubject, with rules: TriedRules? = nil, as actor: UserID
    ) throws -> ScripTrial {
        let now = clock()
        struct Undo: Error { let trial: ScripTrial }
        do {
            return try store.write { session in
                var proceeding = try reader(actor, session)
                try proceeding.requireMayTryScrips()
                if case .transaction(let id) = subject, let tried = try session.transaction(id) {
                    try proceeding.requireSight(of: proceeding.ticket(tried.ticket))
                }
                let context = ScripTrialContext(rules)
                let receipt: Receipt?
                switch subject {
                case .mail(let verdict):
                    var unseen = verdict
                    // A mail that came in before is tried as if it had not.
                    unseen.fingerprint += "-trial"
                    let reception = Reception(
                        desk: self, session: session, now: now, verdict: unseen, trial: context)
                    context.earlier = try session.mail(
                        deliveredTo: reception.destination().key, fingerprint: verdict.fingerprint
                    ).map { ScripTrial.EarlierMail(mail: $0.id, ticket: $0.ticket) }
                    receipt = try reception.take()
                case .transaction(let id):
                    proceeding.join(context)
                    try proceeding.replay(id)
                    receipt = nil
                case .due(let due):
                    // It is fired in the tracker's name.
                    proceeding.actor = try session.user(User.systemID) ?? proceeding.actor
                    proceeding.join(context)
                    _ = try proceeding.fire(due)
                    try proceeding.finish()
                    receipt = nil
                }
                let trial = context.result(receipt)
                try reader(actor, session).requireSight(of: trial)
                throw Undo(trial: trial)
            }
        } catch let undo as Undo {
            return undo.trial
        }
    }

    /// The newest transactions of a queue that no scrip caused, oldest first.
    package func lastTransactions(
        in queue: QueueID, limit: Int, as actor: UserID
    ) throws -> [TransactionID] {
        try store.read { session in
            try reader(actor, session).requireMayTryScrips()
            return try session.lastTransactions(in: queue, limit: limit).reversed()
        }
    }
}

/// What a trial hands to the use case and gets from it.
final class ScripTrialContext {
    let rules: ScripRules?
    let trace = ScripTrace()
    var earlier: ScripTrial.EarlierMail?

    init(_ rules: TriedRules?) {
        self.rules = rules.map(ScripRules.init(tried:))
    }

    func result(_ receipt: Receipt?) -> ScripTrial {
        let steps = trace.entries.map { entry in
            ScripTrial.Step(
                transaction: entry.happening.transaction, ticket: entry.ticket, stage: entry.stage,
                causes: entry.happening.chain.map(\.scrip), outcomes: entry.outcomes,
                refusals: entry.refusals)
        }
        return ScripTrial(
            receipt: receipt, earlier: earlier, steps: steps, stops: trace.stops)
    }
}

extension ScripRules {
    /// Rules in place of the stored ones, in any queue.
    init(tried rules: TriedRules) {
        self.init(
            queue: nil, scrips: rules.scrips, unreadable: [],
            triedTemplates: TemplateSet(rules.templates))
    }
}

extension Proceeding {
    func requireMayTryScrips() throws {
        guard try !holdsGlobally(.modifyScrips, actor) else { return }
        try requireGlobal(.showScrips)
    }

    /// Mails that are shown hold all of a ticket. Whoever may write scrips could have them sent to
    /// themselves.
    fileprivate func requireSight(of ticket: Ticket) throws {
        guard try !holdsGlobally(.modifyScrips, actor) else { return }
        let queue = try queue(ticket.queue)
        for right in [Right.showTicket, .showTicketComments, .showOutgoingEmail, .seeCustomField] {
            try require(right, at: ticket, in: queue)
        }
    }

    fileprivate func requireSight(of trial: ScripTrial) throws {
        for step in trial.steps { try requireSight(of: step.ticket) }
        switch trial.receipt?.outcome {
        case .opened(let id), .added(let id), .duplicate(let id?):
            try requireSight(of: ticket(id))
        case .duplicate(nil), .quarantined, nil: break
        }
    }

    /// Makes this use case a trial.
    mutating func join(_ trial: ScripTrialContext) {
        trace = trial.trace
        if let rules = trial.rules { self.rules = rules }
    }

    /// Runs the scrips over a transaction of the past, and over what they cause.
    fileprivate mutating func replay(_ id: TransactionID) throws {
        let (happening, found) = try recall(id)
        var ticket = found
        actor = happening.actor
        trace?.past = happening.transaction.created
        let rules = try loadRules(for: ticket.queue)
        if happening.transaction.kind == .schedule {
            let scrip = rules.scrips.filter {
                $0.stage == .schedule && $0.name == happening.transaction.newValue
            }
            try run(scrip, .schedule, over: happening, on: &ticket)
        } else {
            batch = try earlierInBatch(of: happening) + [happening]
            trace?.tried = id
            try run(
                rules.scrips.filter { $0.stage == .transactionCreate }, .transactionCreate,
                over: happening, on: &ticket)
        }
        try finish()
    }

    /// What one use case did to the ticket before: it bears the same time and name, and no scrip
    /// caused it.
    private func earlierInBatch(of happening: Happening) throws -> [Happening] {
        let tried = happening.transaction
        guard tried.causedBy == nil else { return [] }
        return try session.transactions(of: tried.ticket).filter {
            $0.id < tried.id && $0.ticket == tried.ticket && $0.created == tried.created
                && $0.actor == tried.actor && $0.causedBy == nil && $0.kind != .schedule
        }.map {
            Happening(
                transaction: $0, message: try session.message(of: $0.id), actor: happening.actor,
                chain: [])
        }
    }
}
