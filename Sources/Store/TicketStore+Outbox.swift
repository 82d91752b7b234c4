package import Tickets

/// What a courier needs, each call a transaction of its own.
extension TicketStore {
    /// Takes due mails for sending; see
    /// ``StoreSession/leaseDueOutbox(now:leaseSeconds:limit:only:)``.
    package func leaseDueOutbox(
        now: Timestamp, leaseSeconds: Int64, limit: Int, only: [OutboxID]?
    ) throws -> [OutboxRow] {
        try write {
            try $0.leaseDueOutbox(now: now, leaseSeconds: leaseSeconds, limit: limit, only: only)
        }
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
