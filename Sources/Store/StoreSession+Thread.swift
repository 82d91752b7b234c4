package import Tickets

/// A mail of a ticket and who has it.
package struct ThreadRow: Hashable, Sendable {
    package let id: MessageID
    /// The author of a received mail; the recipients of one that we sent.
    package let holders: Set<EmailAddress>
}

extension StoreSession {
    /// The newest mails of a ticket, oldest first: received and sent, with who has them.
    ///
    /// - Parameter limit: of each of the two sorts.
    package func threadRows(of ticket: TicketID, limit: Int = 50) throws -> [ThreadRow] {
        let numbers = try numbers(of: ticket).map { SQLValue.integer($0.value) }
        let place: SQL = .placeholders(numbers.count)
        var found: [(transaction: Int64, isSent: Bool, id: MessageID, holders: Set<EmailAddress>)] =
            []
        for row in try sql.query(
            """
            SELECT t.id, m.message_id, m.author_address FROM transactions t
            JOIN messages m ON m.transaction_id = t.id
            WHERE m.message_id IS NOT NULL AND t.ticket_id IN (
            """ + place + ") ORDER BY t.id DESC LIMIT ?", numbers + [.integer(Int64(limit))])
        {
            guard let id = MessageID(try row.text(1)) else { continue }
            let author = try row.textOrNil(2).flatMap { EmailAddress($0) }
            found.append((try row.int(0), false, id, Set([author].compactMap { $0 })))
        }
        var sent: [String: Int] = [:]
        for row in try sql.query(
            """
            SELECT o.transaction_id, o.message_id, d.address FROM transactions t
            JOIN outbox o ON o.transaction_id = t.id
            JOIN mail_decisions d ON d.transaction_id = t.id AND d.outbox_id = o.id
            WHERE d.address IS NOT NULL AND t.ticket_id IN (
            """ + place + ") ORDER BY o.id DESC LIMIT ?", numbers + [.integer(Int64(limit))])
        {
            let text = try row.text(1)
            guard let id = MessageID(text), let address = EmailAddress(try row.text(2)) else {
                continue
            }
            if let index = sent[text] {
                found[index].holders.insert(address)
            } else {
                sent[text] = found.count
                found.append((try row.int(0), true, id, [address]))
            }
        }
        // A mail that we sent about a transaction comes after the mail that caused it.
        return found.sorted {
            ($0.transaction, $0.isSent ? 1 : 0) < ($1.transaction, $1.isSent ? 1 : 0)
        }
        .map { ThreadRow(id: $0.id, holders: $0.holders) }
    }
}
