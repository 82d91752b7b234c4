package import Tickets

extension StoreSession {
    /// Finds the mail that was delivered to the same place before.
    package func mail(deliveredTo destination: String, fingerprint: String) throws -> ReceivedMail?
    {
        try mails(
            "WHERE destination = ? AND fingerprint = ?", [.text(destination), .text(fingerprint)]
        ).first
    }

    /// Loads what is known of a received mail; its bytes come from ``rawMail(_:)``.
    package func mail(_ id: MailID) throws -> ReceivedMail? {
        try mails("WHERE id = ?", [.integer(id.value)]).first
    }

    /// Loads the mail that caused a transaction; `nil` when none did.
    package func mail(of transaction: TransactionID) throws -> ReceivedMail? {
        try mails("WHERE transaction_id = ?", [.integer(transaction.value)]).first
    }

    /// The mails in quarantine, oldest first.
    package func quarantinedMails() throws -> [ReceivedMail] {
        try mails("WHERE quarantine IS NOT NULL ORDER BY id", [])
    }

    /// How many mails are in quarantine.
    package func quarantineCount() throws -> Int64 {
        try first("SELECT COUNT(*) FROM mails WHERE quarantine IS NOT NULL", [])?.int(0) ?? 0
    }

    /// Stores a mail byte for byte, with what Intake found, belonging to nothing yet.
    ///
    /// - Parameter destination: see the column of that name; with the fingerprint it is unique.
    package func addMail(
        _ verdict: Verdict, destination: String, queue: QueueID?, at now: Timestamp
    ) throws -> MailID {
        let id = try insert(
            """
            INSERT INTO mails (received_ms, destination, fingerprint, sha256, size_bytes, message_id,
                sender, subject, kind, evidence, defects, route_queue, route_action,
                route_extension, route_ticket, envelope_sender, recipient, original_recipient,
                address_extension, queue_id, likeness)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .integer(now.milliseconds), .text(destination), .text(verdict.fingerprint),
                .text(verdict.sha256), .integer(Int64(verdict.raw.count)),
                SQLValue(verdict.messageID?.value), SQLValue(verdict.sender?.address.value),
                .text(verdict.subject), .text(verdict.kind.rawValue),
                .text(verdict.evidence.joined(separator: "\n")),
                .text(verdict.defects.joined(separator: "\n")), SQLValue(verdict.route.queue),
                .text(verdict.route.action.rawValue),
                SQLValue(verdict.route.extensionUse?.rawValue),
                SQLValue(verdict.route.ticket?.value), SQLValue(verdict.envelope.sender),
                SQLValue(verdict.envelope.recipient?.value),
                SQLValue(verdict.envelope.originalRecipient?.value),
                SQLValue(verdict.envelope.addressExtension), SQLValue(queue?.value),
                SQLValue(verdict.likeness),
            ])
        try sql.execute(
            "INSERT INTO mail_contents (mail_id, raw) VALUES (?, ?)",
            [.integer(id), .blob(try Compression.compressed(verdict.raw))])
        return MailID(id)
    }

    /// Notes which transaction a mail became, and takes it out of quarantine.
    package func settle(
        _ mail: MailID, queue: QueueID, ticket: TicketID, transaction: TransactionID, match: String
    ) throws {
        try sql.execute(
            """
            UPDATE mails SET queue_id = ?, ticket_id = ?, transaction_id = ?, match = ?,
                quarantine = NULL, quarantine_detail = NULL WHERE id = ?
            """,
            [
                .integer(queue.value), .integer(ticket.value), .integer(transaction.value),
                .text(match), .integer(mail.value),
            ])
    }

    /// Puts a mail into quarantine.
    package func quarantine(_ mail: MailID, _ reason: QuarantineReason, detail: String?) throws {
        try sql.execute(
            "UPDATE mails SET quarantine = ?, quarantine_detail = ? WHERE id = ?",
            [.text(reason.rawValue), SQLValue(detail), .integer(mail.value)])
    }

    /// The bytes of a mail as received.
    ///
    /// - Throws: ``StoreError`` `missing` when there is no such mail, `corrupt` when its bytes do
    ///   not decompress.
    package func rawMail(_ id: MailID) throws -> [UInt8] {
        guard
            let row = try first(
                "SELECT raw FROM mail_contents WHERE mail_id = ?", [.integer(id.value)])
        else { throw StoreError(.missing, "there is no mail \(id)") }
        return try Compression.decompressed(try row.blob(0))
    }

    /// Remembers that a Message-ID belongs to a ticket.
    package func remember(_ id: MessageID, of ticket: TicketID, isSent: Bool) throws {
        try sql.execute(
            """
            INSERT INTO message_ids (message_id, ticket_id, is_sent) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [.text(id.value), .integer(ticket.value), SQLValue(isSent)])
    }

    /// The tickets that a Message-ID belongs to, at most ten, and whether we sent it.
    ///
    /// Several, when one mail went to several queues or somebody used the id again: ours first,
    /// then the oldest, so that nobody who repeats an id can hide the ticket that had it before.
    package func tickets(knowing id: MessageID) throws -> [(ticket: TicketID, isSent: Bool)] {
        try sql.query(
            """
            SELECT ticket_id, is_sent FROM message_ids WHERE message_id = ?
            ORDER BY is_sent DESC, ticket_id LIMIT 10
            """,
            [.text(id.value)]
        ).map { (TicketID(try $0.int(0)), try $0.bool(1)) }
    }

    /// Where the same mail went that came in by other ways as well, oldest first.
    package func mails(sharing fingerprint: String, except id: MailID) throws -> [ReceivedMail] {
        try mails(
            "WHERE fingerprint = ? AND id <> ? ORDER BY id LIMIT 10",
            [.text(fingerprint), .integer(id.value)])
    }

    /// How many mails of one sender that say the same as `verdict` became part of a ticket since a
    /// moment. One mail that went to several of our addresses counts once, this one not at all.
    ///
    /// - Parameters:
    ///   - end: counts only mails before this moment; `nil` for all.
    ///   - limit: counts no further; in a storm there may be thousands.
    package func mailsAlike(
        _ verdict: Verdict, since moment: Timestamp, before end: Timestamp? = nil, limit: Int
    ) throws -> Int {
        guard let likeness = verdict.likeness, let sender = verdict.sender else { return 0 }
        return try sql.query(
            """
            SELECT DISTINCT fingerprint FROM mails
            WHERE likeness = ? AND received_ms >= ? AND received_ms < ? AND sender = ?
                AND fingerprint <> ?
                AND ticket_id IS NOT NULL LIMIT ?
            """,
            [
                .text(likeness), .integer(moment.milliseconds),
                .integer(end?.milliseconds ?? .max), .text(sender.address.value),
                .text(verdict.fingerprint), .integer(Int64(limit)),
            ]
        ).count
    }

    private func mails(_ rest: SQL, _ arguments: [SQLValue]) throws -> [ReceivedMail] {
        let select: SQL = """
            SELECT id, received_ms, sha256, fingerprint, message_id, sender, subject, kind, evidence,
                defects, size_bytes, queue_id, route_queue, route_action, route_extension,
                route_ticket, envelope_sender, recipient, original_recipient, address_extension,
                ticket_id, transaction_id, match, quarantine, quarantine_detail, likeness FROM mails 
            """
        return try sql.query(select + rest, arguments).map { row in
            ReceivedMail(
                id: MailID(try row.int(0)), received: try row.time(1), sha256: try row.text(2),
                fingerprint: try row.text(3),
                messageID: try row.textOrNil(4).flatMap { MessageID($0) },
                sender: try row.textOrNil(5).flatMap { EmailAddress($0) },
                subject: try row.text(6), kind: MailKind(rawValue: try row.text(7)) ?? .person,
                evidence: try row.lines(8), defects: try row.lines(9), sizeBytes: try row.int(10),
                queue: try row.intOrNil(11).map { QueueID($0) }, route: try route(in: row),
                envelope: try envelope(in: row),
                ticket: try row.intOrNil(20).map { TicketID($0) },
                transaction: try row.intOrNil(21).map { TransactionID($0) },
                match: try row.textOrNil(22),
                quarantine: try row.textOrNil(23).flatMap { QuarantineReason(rawValue: $0) },
                quarantineDetail: try row.textOrNil(24), likeness: try row.textOrNil(25))
        }
    }

    private func route(in row: SQLRow) throws -> Route {
        Route(
            queue: try row.textOrNil(12),
            action: Route.Action(rawValue: try row.text(13)) ?? .correspond,
            extensionUse: try row.textOrNil(14).flatMap { Route.ExtensionUse(rawValue: $0) },
            ticket: try row.intOrNil(15).map { TicketID($0) })
    }

    private func envelope(in row: SQLRow) throws -> Envelope {
        Envelope(
            sender: try row.textOrNil(16),
            recipient: try row.textOrNil(17).flatMap { EmailAddress($0) },
            originalRecipient: try row.textOrNil(18).flatMap { EmailAddress($0) },
            addressExtension: try row.textOrNil(19))
    }
}

extension SQLRow {
    func lines(_ index: Int) throws -> [String] {
        try text(index).split(separator: "\n").map(String.init)
    }
}
