package import Tickets

extension StoreSession {
    /// Appends to a ticket's history.
    package func addTransaction(
        ticket: TicketID, kind: Transaction.Kind, actor: UserID, at now: Timestamp,
        field: String? = nil, oldValue: String? = nil, newValue: String? = nil,
        causedBy: TransactionID? = nil, timeTaken: Int64 = 0
    ) throws -> Transaction {
        let id = try insert(
            """
            INSERT INTO transactions
                (ticket_id, kind, actor_id, created_ms, field, old_value, new_value, caused_by,
                time_taken)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .integer(ticket.value), .text(kind.rawValue), .integer(actor.value),
                .integer(now.milliseconds), SQLValue(field), SQLValue(oldValue), SQLValue(newValue),
                SQLValue(causedBy?.value), .integer(timeTaken),
            ])
        return Transaction(
            id: TransactionID(id), ticket: ticket, kind: kind, actor: actor, created: now,
            field: field, oldValue: oldValue, newValue: newValue, causedBy: causedBy,
            timeTaken: timeTaken)
    }

    /// The history of a ticket and of those merged into it, oldest first.
    package func transactions(of ticket: TicketID) throws -> [Transaction] {
        try transactions(
            """
            SELECT id, ticket_id, kind, actor_id, created_ms, field, old_value, new_value, caused_by,
                time_taken
            FROM transactions
            WHERE ticket_id = ? OR ticket_id IN (SELECT id FROM tickets WHERE merged_into = ?)
            ORDER BY id
            """,
            [.integer(ticket.value), .integer(ticket.value)])
    }

    /// Loads one transaction.
    package func transaction(_ id: TransactionID) throws -> Transaction? {
        try transactions(
            """
            SELECT id, ticket_id, kind, actor_id, created_ms, field, old_value, new_value, caused_by,
                time_taken
            FROM transactions WHERE id = ?
            """,
            [.integer(id.value)]
        ).first
    }

    /// Stores the text of a transaction and what is known of its attachments, and makes both known
    /// to the index over texts.
    package func addMessage(
        transaction: TransactionID, mail: MailID?, author: NamedAddress?, subject: String,
        messageID: MessageID?, text: String, replyText: String? = nil, attachments: [Attachment]
    ) throws -> Message {
        let id = try insert(
            """
            INSERT INTO messages
                (transaction_id, mail_id, author_address, author_name, subject, message_id, body,
                reply_body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .integer(transaction.value), SQLValue(mail?.value), SQLValue(author?.address.value),
                SQLValue(author?.name), .text(subject), SQLValue(messageID?.value), .text(text),
                SQLValue(replyText),
            ])
        for part in attachments {
            try sql.execute(
                """
                INSERT INTO attachments (message_id, path, filename, content_type, size_bytes,
                    sha256, content_id, is_inline) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(id), .text(part.path), .text(part.filename), .text(part.contentType),
                    .integer(Int64(part.sizeBytes)), .text(part.sha256), SQLValue(part.contentID),
                    SQLValue(part.isInline),
                ])
        }
        try index(
            message: id, of: transaction, body: text, filenames: attachments.map(\.filename))
        return Message(
            id: EntryID(id), transaction: transaction, mail: mail, author: author, subject: subject,
            messageID: messageID, text: text, replyText: replyText, attachments: attachments)
    }

    /// The texts of a ticket's history, by transaction; those of merged tickets included.
    package func messages(of ticket: TicketID) throws -> [TransactionID: Message] {
        let numbers = try numbers(of: ticket).map { SQLValue.integer($0.value) }
        let place: SQL = "t.ticket_id IN (" + .placeholders(numbers.count) + ")"
        return try messages(where: place, numbers)
    }

    /// The text of one transaction; `nil` when it has none.
    package func message(of transaction: TransactionID) throws -> Message? {
        try messages(where: "t.id = ?", [.integer(transaction.value)])[transaction]
    }

    private func messages(where place: SQL, _ arguments: [SQLValue]) throws -> [TransactionID:
        Message]
    {
        var attachments: [Int64: [Attachment]] = [:]
        for row in try sql.query(
            """
            SELECT a.message_id, a.path, a.filename, a.content_type, a.size_bytes, a.sha256,
                a.content_id, a.is_inline
            FROM transactions t JOIN messages m ON m.transaction_id = t.id
            JOIN attachments a ON a.message_id = m.id WHERE 
            """ + place + " ORDER BY a.id", arguments)
        {
            attachments[try row.int(0), default: []].append(
                Attachment(
                    path: try row.text(1), filename: try row.text(2), contentType: try row.text(3),
                    sizeBytes: Int(try row.int(4)), sha256: try row.text(5),
                    contentID: try row.textOrNil(6), isInline: try row.bool(7)))
        }
        var found: [TransactionID: Message] = [:]
        for row in try sql.query(
            """
            SELECT m.id, m.transaction_id, m.mail_id, m.author_address, m.author_name, m.subject,
                m.message_id, m.body, m.reply_body
            FROM transactions t JOIN messages m ON m.transaction_id = t.id WHERE 
            """ + place, arguments)
        {
            let transaction = TransactionID(try row.int(1))
            let name = try row.textOrNil(4)
            found[transaction] = Message(
                id: EntryID(try row.int(0)), transaction: transaction,
                mail: try row.intOrNil(2).map { MailID($0) },
                author: try row.textOrNil(3).flatMap { EmailAddress($0) }.map {
                    NamedAddress($0, name: name)
                },
                subject: try row.text(5), messageID: try row.textOrNil(6).flatMap { MessageID($0) },
                text: try row.text(7), replyText: try row.textOrNil(8),
                attachments: attachments[try row.int(0)] ?? [])
        }
        return found
    }

    private func transactions(_ text: SQL, _ arguments: [SQLValue]) throws -> [Transaction] {
        try sql.query(text, arguments).map { row in
            let word = try row.text(2)
            guard let kind = Transaction.Kind(rawValue: word) else {
                throw StoreError(.newerSchema, "unknown transaction type \"\(word)\"")
            }
            return Transaction(
                id: TransactionID(try row.int(0)), ticket: TicketID(try row.int(1)), kind: kind,
                actor: UserID(try row.int(3)), created: try row.time(4),
                field: try row.textOrNil(5),
                oldValue: try row.textOrNil(6), newValue: try row.textOrNil(7),
                causedBy: try row.intOrNil(8).map { TransactionID($0) },
                timeTaken: try row.int(9))
        }
    }
}
