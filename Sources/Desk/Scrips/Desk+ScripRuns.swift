import Scrips
import Store
package import Tickets

/// What became of a failed scrip that was run again.
package struct ScripRetry: Hashable, Sendable {
    /// Of the run that had failed.
    package let run: Int64
    package let scrip: String
    package let ticket: TicketID
    package let transaction: TransactionID
    package let outcome: Outcome
    /// Mails that it caused, due now.
    package let outbox: [OutboxID]

    /// How it went.
    package enum Outcome: Hashable, Sendable {
        case applied
        /// There is nothing to do any more, for that reason.
        case notApplicable(String)
        /// It failed again, for that reason, and waits for the next try.
        case failed(String)
    }
}

extension Desk {
    /// Runs one failed scrip again, over the transaction that it failed on and the ticket as it is
    /// now. Whoever was mailed then is not mailed again.
    ///
    /// - Throws: ``DeskError``: `noRight` without ModifyScrips; `conflict` for a run that did not
    ///   fail, was done again, or was stopped as part of a loop, and for a scrip that is gone or still cannot be read.
    package func retryScripRun(_ id: Int64, as actor: UserID) throws -> ScripRetry {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.modifyScrips)
            return try proceeding.rerun(id)
        }
        return ScripRetry(
            run: id, scrip: done.scrip, ticket: done.ticket, transaction: done.transaction,
            outcome: done.outcome, outbox: outbox)
    }
}

extension Desk {
    /// Puts a run away that failed or was stopped: nothing is done, and nobody is told of it any
    /// more.
    ///
    /// - Throws: ``DeskError``: `noRight` without ModifyScrips; `conflict` for a run that does not
    ///   wait for anybody.
    package func dismissScripRun(_ id: Int64, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.modifyScrips)
            guard let run = try proceeding.session.scripRun(id), run.failure != nil,
                !run.wasRetried
            else { throw DeskError(.conflict, "there is no failed run \(id) that waits") }
            try proceeding.session.noteRetry(ofScripRun: id, at: proceeding.now)
        }
    }
}

extension Proceeding {
    fileprivate typealias Rerun = (
        scrip: String, ticket: TicketID, transaction: TransactionID, outcome: ScripRetry.Outcome
    )

    fileprivate mutating func rerun(_ id: Int64) throws -> Rerun {
        guard let run = try session.scripRun(id), run.failure != nil, !run.wasRetried else {
            throw DeskError(.conflict, "there is no failed run \(id) that waits to be done again")
        }
        guard !run.wasStopped else {
            throw DeskError(
                .conflict,
                "run \(id) was stopped since scrips caused too much; doing it again would go on "
                    + "with that")
        }
        let (happening, found) = try recall(run.transaction)
        var ticket = found
        let scrip = try scrip(named: run.scrip)
        let mailed = try session.mailed(by: run.scrip, about: run.transaction)
        let outcomes = try look(
            [scrip], at: happening, ticket, mailed: session.mails(about: run.transaction)
        ).map { $0.sparing(mailed) }
        try session.noteRetry(ofScripRun: id, at: now)
        try settle(outcomes, scrip.stage, of: happening, on: &ticket)
        let outcome: ScripRetry.Outcome
        if case .notApplicable(let reason)? = outcomes.first?.result {
            outcome = .notApplicable(reason)
        } else if let failure = try session.scripRuns(of: run.transaction).last(where: {
            $0.scrip == run.scrip
        })?.failure {
            outcome = .failed(failure)
        } else {
            outcome = .applied
        }
        return (run.scrip, ticket.id, run.transaction, outcome)
    }

    /// An enabled scrip that can be read.
    func scrip(named name: String) throws -> Scrip {
        let rules = try Desk.rules(session)
        if let scrip = rules.scrips.first(where: { $0.name == name }) { return scrip }
        if let broken = rules.unreadable.first(where: { $0.name == name }) {
            throw DeskError(.conflict, "scrip \"\(name)\" cannot be read: \(broken.reason)")
        }
        guard try session.scrips().contains(where: { $0.name == name }) else {
            throw DeskError(.conflict, "there is no scrip \"\(name)\" any more")
        }
        throw DeskError(
            .conflict, "scrip \"\(name)\" is disabled; `postern scrip enable \(name)` enables it")
    }

    /// A transaction of the past as scrips saw it when it was made, and its ticket as it is now.
    ///
    /// The mail behind it counts as the present one, so that its sender is answered where they
    /// wrote from, and robots stay robots.
    mutating func recall(_ id: TransactionID) throws -> (Happening, Ticket) {
        guard let transaction = try session.transaction(id),
            let actor = try session.user(transaction.actor)
        else { throw DeskError(.unknownTicket, "there is no transaction \(id)") }
        let message = try session.message(of: id)
        if let number = message?.mail, let stored = try session.mail(number) {
            mail = IncomingMail(id: number, verdict: Verdict(recalling: stored, message))
        }
        let happening = Happening(
            transaction: transaction, message: message, actor: actor, chain: [])
        return (happening, try ticket(transaction.ticket))
    }
}

extension Verdict {
    /// As much of what a stored mail meant as scrips look at.
    fileprivate init(recalling mail: ReceivedMail, _ message: Message?) {
        self.init(
            route: mail.route, envelope: mail.envelope, raw: [], sha256: mail.sha256,
            fingerprint: mail.fingerprint)
        kind = mail.kind
        evidence = mail.evidence
        sender = message?.author
        subject = mail.subject
        messageID = mail.messageID
        likeness = mail.likeness
    }
}

extension ScripOutcome {
    /// Without mails to people who have them already.
    func sparing(_ mailed: Set<EmailAddress>) -> ScripOutcome {
        guard !mailed.isEmpty, case .applied(let effects, let decisions) = result else {
            return self
        }
        let kept = effects.compactMap { effect -> Effect? in
            guard case .notify(var mail) = effect else { return effect }
            mail.to.removeAll { mailed.contains($0.address) }
            mail.cc.removeAll { mailed.contains($0.address) }
            mail.bcc.removeAll { mailed.contains($0.address) }
            return mail.recipients.isEmpty ? nil : .notify(mail)
        }
        let said = decisions.filter { decision in
            !decision.outcome.isMailed || decision.address.map { !mailed.contains($0) } ?? true
        }
        return ScripOutcome(scrip: scrip, result: .applied(kept, decisions: said))
    }
}
