package import Tickets

/// A stored decision with what it was about.
package struct StoredDecision: Hashable, Sendable {
    package let transaction: TransactionID
    /// Name of the scrip then.
    package let scrip: String
    package let decision: MailDecision
    /// The mail that it led to; `nil` when it led to none.
    package let outbox: OutboxID?
}

extension StoreSession {
    /// Notes for each of `decisions` whether somebody was mailed about a transaction.
    ///
    /// - Parameter outbox: the mail that a decision led to; `nil` for none.
    package func add(
        _ decisions: [MailDecision], of scrip: String, on transaction: TransactionID,
        outbox: (MailDecision) -> OutboxID?
    ) throws {
        // A statement for many: a busy ticket has a thousand watchers.
        for start in stride(from: 0, to: decisions.count, by: 100) {
            let some = decisions[start..<min(decisions.count, start + 100)]
            let rows = [SQL](repeating: "(?, ?, ?, ?, ?, ?, ?)", count: some.count)
            try sql.execute(
                """
                INSERT INTO mail_decisions
                    (transaction_id, scrip, address, user_id, role, outcome, outbox_id)
                VALUES 
                """ + .joined(rows, separator: ", "),
                some.flatMap { decision -> [SQLValue] in
                    [
                        .integer(transaction.value), .text(scrip),
                        SQLValue(decision.address?.value), SQLValue(decision.user?.value),
                        SQLValue(decision.role?.rawValue ?? decision.occasion?.rawValue),
                        .text(decision.outcome.rawValue), SQLValue(outbox(decision)?.value),
                    ]
                })
        }
    }

    /// The decisions about a ticket and those merged into it, oldest first.
    package func decisions(of ticket: TicketID) throws -> [StoredDecision] {
        let numbers = try numbers(of: ticket).map { SQLValue.integer($0.value) }
        return try sql.query(
            """
            SELECT d.transaction_id, d.scrip, d.address, d.user_id, d.role, d.outcome, d.outbox_id
            FROM transactions t JOIN mail_decisions d ON d.transaction_id = t.id
            WHERE t.ticket_id IN (
            """ + .placeholders(numbers.count) + ") ORDER BY d.id", numbers
        ).compactMap { row in
            guard let outcome = MailDecision.Outcome(rawValue: try row.text(5)) else { return nil }
            return StoredDecision(
                transaction: TransactionID(try row.int(0)), scrip: try row.text(1),
                decision: MailDecision(
                    address: try row.textOrNil(2).flatMap { EmailAddress($0) },
                    user: try row.intOrNil(3).map { UserID($0) },
                    role: try row.textOrNil(4).flatMap { Role(rawValue: $0) }, outcome: outcome,
                    occasion: try row.textOrNil(4).flatMap {
                        MailDecision.Occasion(rawValue: $0)
                    }),
                outbox: try row.intOrNil(6).map { OutboxID($0) })
        }
    }

    /// Remembers an autoreply for the hourly limits, and forgets those older than a day.
    package func noteAutoreply(to address: EmailAddress, ticket: TicketID, at now: Timestamp) throws
    {
        try sql.execute(
            "DELETE FROM autoreplies WHERE queued_ms < ?",
            [.integer(now.adding(seconds: -86_400).milliseconds)])
        try sql.execute(
            "INSERT INTO autoreplies (address, ticket_id, queued_ms) VALUES (?, ?, ?)",
            [.text(address.value), .integer(ticket.value), .integer(now.milliseconds)])
    }

    /// Autoreplies to an address since a moment, and before another if one is given.
    package func autoreplies(
        to address: EmailAddress, since moment: Timestamp, before end: Timestamp? = nil
    ) throws -> Int64 {
        try autoreplies("address = ?", .text(address.value), since: moment, before: end)
    }

    /// Autoreplies on a ticket since a moment, and before another if one is given.
    package func autoreplies(
        on ticket: TicketID, since moment: Timestamp, before end: Timestamp? = nil
    ) throws -> Int64 {
        try autoreplies("ticket_id = ?", .integer(ticket.value), since: moment, before: end)
    }

    private func autoreplies(
        _ condition: SQL, _ value: SQLValue, since moment: Timestamp, before end: Timestamp?
    ) throws -> Int64 {
        try first(
            "SELECT COUNT(*) FROM autoreplies WHERE " + condition
                + " AND queued_ms >= ? AND queued_ms < ?",
            [
                value, .integer(moment.milliseconds), .integer(end?.milliseconds ?? .max),
            ])?.int(0) ?? 0
    }
}
