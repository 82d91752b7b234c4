package import Tickets

/// What a courier needs, each call a transaction of its own.
extension TicketStore {
    /// Takes due rows for sending; see
    /// ``StoreSession/leaseDueOutbox(now:leaseSeconds:limit:only:kinds:)``.
    package func leaseDueOutbox(
        now: Timestamp, leaseSeconds: Int64, limit: Int, only: [OutboxID]?,
        kinds: Set<Outgoing.Kind> = Set(Outgoing.Kind.allCases)
    ) throws -> [OutboxRow] {
        try write {
            try $0.leaseDueOutbox(
                now: now, leaseSeconds: leaseSeconds, limit: limit, only: only, kinds: kinds)
        }
    }

    /// Those of `ids` that are calls, and not done.
    package func waitingCalls(among ids: [OutboxID]) throws -> [OutboxID] {
        try read { try $0.waitingCalls(among: ids) }
    }

    /// Notes what a call was answered.
    package func noteAnswer(_ answer: CallAnswer, to id: OutboxID, attempt: Int64) throws {
        try write { try $0.noteAnswer(answer, to: id, attempt: attempt) }
    }

    /// Notes that a mail was accepted for all recipients.
    package func markSent(_ id: OutboxID, at now: Timestamp, remark: String?) throws {
        try write { try $0.markSent(id, at: now, remark: remark) }
    }

    /// Queues a mail again for those who did not get it; `nil` for all that were due.
    package func markFailed(
        _ id: OutboxID, attempt: Int64, error: String, nextAttempt: Timestamp,
        remaining: [EmailAddress]? = nil
    ) throws {
        try write {
            try $0.markFailed(
                id, attempt: attempt, error: error, nextAttempt: nextAttempt, remaining: remaining)
        }
    }

    /// Gives a mail up for those who did not get it; `nil` for all that were due.
    package func markDead(
        _ id: OutboxID, attempt: Int64, error: String, remaining: [EmailAddress]? = nil
    ) throws {
        try write {
            try $0.markDead(id, attempt: attempt, error: error, remaining: remaining)
        }
    }

    /// The bytes of a received mail, for its attachments.
    package func rawMail(_ id: MailID) throws -> [UInt8] {
        try read { try $0.rawMail(id) }
    }
}
