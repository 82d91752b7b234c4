package import Tickets

extension StoreSession {
    // MARK: Of one message

    /// Keeps whom a transaction is mailed to besides the watchers, and whom not.
    package func add(_ recipients: MessageRecipients, to transaction: TransactionID) throws {
        for (kind, addresses) in Self.kinds(recipients) {
            for address in addresses {
                try sql.execute(
                    """
                    INSERT INTO transaction_recipients (transaction_id, kind, address)
                    VALUES (?, ?, ?)
                    """,
                    [.integer(transaction.value), .text(kind), .text(address.value)])
            }
        }
    }

    /// Whom a transaction was mailed to besides the watchers, and whom not; nobody for most.
    package func recipients(of transaction: TransactionID) throws -> MessageRecipients {
        let rows = try sql.query(
            """
            SELECT transaction_id, kind, address FROM transaction_recipients
            WHERE transaction_id = ? ORDER BY id
            """,
            [.integer(transaction.value)])
        return try Self.recipients(rows)[transaction] ?? MessageRecipients()
    }

    /// The same for all of a ticket's history, those merged into it included; transactions without
    /// any are left out.
    package func recipients(
        about ticket: TicketID
    ) throws -> [TransactionID: MessageRecipients] {
        let numbers = try numbers(of: ticket).map { SQLValue.integer($0.value) }
        return try Self.recipients(
            try sql.query(
                """
                SELECT r.transaction_id, r.kind, r.address FROM transactions t
                JOIN transaction_recipients r ON r.transaction_id = t.id WHERE t.ticket_id IN (
                """ + .placeholders(numbers.count) + ") ORDER BY r.id", numbers))
    }

    private static func kinds(
        _ recipients: MessageRecipients
    ) -> [(String, [EmailAddress])] {
        [
            ("To", recipients.to), ("Cc", recipients.cc), ("Bcc", recipients.bcc),
            ("Squelch", recipients.squelched),
        ]
    }

    private static func recipients(
        _ rows: [SQLRow]
    ) throws -> [TransactionID: MessageRecipients] {
        var found: [TransactionID: MessageRecipients] = [:]
        for row in rows {
            guard let address = EmailAddress(try row.text(2)) else { continue }
            let transaction = TransactionID(try row.int(0))
            var recipients = found[transaction] ?? MessageRecipients()
            switch try row.text(1) {
            case "To": recipients.to.append(address)
            case "Cc": recipients.cc.append(address)
            case "Bcc": recipients.bcc.append(address)
            // What a newer version may have written mails nobody.
            default: recipients.squelched.append(address)
            }
            found[transaction] = recipients
        }
        return found
    }

    // MARK: Of a ticket

    /// Who is not mailed about a ticket, in alphabetical order.
    package func squelched(on ticket: TicketID) throws -> [EmailAddress] {
        try sql.query(
            "SELECT address FROM squelched_addresses WHERE ticket_id = ? ORDER BY address",
            [.integer(ticket.value)]
        ).compactMap { EmailAddress(try $0.text(0)) }.sorted()
    }

    /// Squelches an address on a ticket.
    ///
    /// - Returns: `false` when it was so already.
    package func squelch(_ address: EmailAddress, on ticket: TicketID) throws -> Bool {
        try sql.execute(
            """
            INSERT INTO squelched_addresses (ticket_id, address) VALUES (?, ?)
            ON CONFLICT (ticket_id, address) DO NOTHING
            """,
            [.integer(ticket.value), .text(address.value)]) > 0
    }

    /// Lifts that.
    ///
    /// - Returns: `false` when it was not squelched there.
    package func unsquelch(_ address: EmailAddress, on ticket: TicketID) throws -> Bool {
        try sql.execute(
            "DELETE FROM squelched_addresses WHERE ticket_id = ? AND address = ?",
            [.integer(ticket.value), .text(address.value)]) > 0
    }
}
