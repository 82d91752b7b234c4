package import Tickets

/// A mail of a ticket and who has it.
package struct ThreadRow: Hashable, Sendable {
    package let id: MessageID
    /// The author of a received mail; the recipients of one that we sent.
    package let holders: Set<EmailAddress>
    /// Only staff may read it.
    package let isInternal: Bool
}

extension StoreSession {
    /// The newest mails of a ticket, oldest first: received and sent, with who has them.
    ///
    /// - Parameter limit: of each of the two sorts.
    package func threadRows(of ticket: TicketID, limit: Int = 50) throws -> [ThreadRow] {
        let numbers = try numbers(of: ticket)
        let mails = try received(numbers, limit) + sent(numbers, limit)
        // A mail that we sent about a transaction comes after the mail that caused it.
        return mails.sorted {
            ($0.transaction, $0.isSent ? 1 : 0) < ($1.transaction, $1.isSent ? 1 : 0)
        }
        .map { ThreadRow(id: $0.id, holders: $0.holders, isInternal: $0.isInternal) }
    }

    private struct ThreadMailRow {
        let transaction: Int64
        let isSent: Bool
        let id: MessageID
        var holders: Set<EmailAddress>
        let isInternal: Bool
    }

    private func received(_ numbers: [TicketID], _ limit: Int) throws -> [ThreadMailRow] {
        try sql.query(
            """
            SELECT t.id, m.message_id, m.author_address, t.kind, t.field FROM transactions t
            JOIN messages m ON m.transaction_id = t.id
            WHERE m.message_id IS NOT NULL AND t.ticket_id IN (
            """ + .placeholders(numbers.count) + ") ORDER BY t.id DESC LIMIT ?",
            numbers.map { .integer($0.value) } + [.integer(Int64(limit))]
        ).compactMap { row in
            guard let id = MessageID(try row.text(1)) else { return nil }
            let author = try row.textOrNil(2).flatMap { EmailAddress($0) }
            return ThreadMailRow(
                transaction: try row.int(0), isSent: false, id: id,
                holders: Set([author].compactMap { $0 }),
                isInternal: try isInternal(kind: row.text(3), field: row.textOrNil(4)))
        }
    }

    /// The newest mails first, then who got them: sorting all that ever went out about a ticket
    /// would cost a busy one more with each mail.
    private func sent(_ numbers: [TicketID], _ limit: Int) throws -> [ThreadMailRow] {
        var rows: [Int64: ThreadMailRow] = [:]
        for row in try sql.query(
            """
            SELECT o.id, o.transaction_id, o.message_id, t.kind, t.field FROM outbox o
            JOIN transactions t ON t.id = o.transaction_id
            WHERE o.kind = 'mail' AND o.ticket_id IN (
            """ + .placeholders(numbers.count) + ") ORDER BY o.id DESC LIMIT ?",
            numbers.map { .integer($0.value) } + [.integer(Int64(limit))])
        {
            guard let id = MessageID(try row.text(2)) else { continue }
            rows[try row.int(0)] = ThreadMailRow(
                transaction: try row.int(1), isSent: true, id: id, holders: [],
                isInternal: try isInternal(kind: row.text(3), field: row.textOrNil(4)))
        }
        guard !rows.isEmpty else { return [] }
        let transactions = Array(Set(rows.values.map(\.transaction)))
        for row in try sql.query(
            """
            SELECT outbox_id, address FROM mail_decisions
            WHERE address IS NOT NULL AND outbox_id IS NOT NULL AND transaction_id IN (
            """ + .placeholders(transactions.count) + ")",
            transactions.map { .integer($0) })
        {
            if let address = EmailAddress(try row.text(1)) {
                rows[try row.int(0)]?.holders.insert(address)
            }
        }
        return rows.keys.sorted().compactMap { rows[$0] }.filter { !$0.holders.isEmpty }
    }

    private func isInternal(kind: String, field: String?) -> Bool {
        Transaction.isInternal(kind: Transaction.Kind(rawValue: kind), field: field)
    }
}
