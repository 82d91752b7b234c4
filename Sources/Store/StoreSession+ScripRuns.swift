package import Tickets

extension StoreSession {
    /// One run; `nil` when there is none of that number.
    package func scripRun(_ id: Int64) throws -> ScripRun? {
        try scripRuns("WHERE id = ?", [.integer(id)]).first
    }

    /// Runs that failed or were stopped, and that nobody has run again or put away since, oldest
    /// first.
    package func failedScripRuns() throws -> [ScripRun] {
        try scripRuns("WHERE outcome <> 'applied' AND retried_ms IS NULL ORDER BY id", [])
    }

    /// Notes that a failed run was done again or put away, so that nobody needs to care for it any
    /// more.
    package func noteRetry(ofScripRun id: Int64, at now: Timestamp) throws {
        try sql.execute(
            "UPDATE scrip_runs SET retried_ms = ? WHERE id = ?",
            [.integer(now.milliseconds), .integer(id)])
    }

    /// Whom a scrip mailed about a transaction, be it taken back since.
    package func mailed(
        by scrip: String, about transaction: TransactionID
    ) throws -> Set<EmailAddress> {
        Set(
            try sql.query(
                """
                SELECT address FROM mail_decisions WHERE transaction_id = ? AND scrip = ?
                AND outbox_id IS NOT NULL AND address IS NOT NULL
                """,
                [.integer(transaction.value), .text(scrip)]
            ).compactMap { EmailAddress(try $0.text(0)) })
    }

    /// The newest transactions of a queue's tickets that no scrip caused, newest first.
    package func lastTransactions(in queue: QueueID, limit: Int) throws -> [TransactionID] {
        try sql.query(
            """
            SELECT x.id FROM transactions x JOIN tickets t ON t.id = x.ticket_id
            WHERE t.queue_id = ? AND x.caused_by IS NULL ORDER BY x.id DESC LIMIT ?
            """,
            [.integer(queue.value), .integer(Int64(limit))]
        ).map { TransactionID(try $0.int(0)) }
    }
}
