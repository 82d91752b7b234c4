package import Tickets

extension StoreSession {
    private static let reportColumns: SQL = """
        SELECT r.outbox_id, o.ticket_id, r.mail_id, r.address, r.outcome, r.is_permanent, r.status,
            r.diagnostic, r.reported_ms FROM delivery_reports r JOIN outbox o ON o.id = r.outbox_id 
        """

    /// The mail of ours that bears one of these Message-IDs; the first that does counts.
    package func outbox(bearing ids: [MessageID]) throws -> OutboxRow? {
        for id in ids {
            guard
                let row = try first(
                    "SELECT id FROM outbox WHERE message_id = ?", [.text(id.value)])
            else { continue }
            return try outbox(OutboxID(try row.int(0)))
        }
        return nil
    }

    /// The transaction that caused a mail of ours; `nil` for a Message-ID that is not ours.
    package func transaction(behind id: MessageID) throws -> Transaction? {
        try first("SELECT transaction_id FROM outbox WHERE message_id = ?", [.text(id.value)])
            .flatMap { try transaction(TransactionID(try $0.int(0))) }
    }

    /// Notes what a report says of one recipient of one mail of ours.
    package func add(_ report: DeliveryReport) throws {
        try sql.execute(
            """
            INSERT INTO delivery_reports (outbox_id, mail_id, address, outcome, is_permanent, status,
                diagnostic, reported_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(report.outbox.value), .integer(report.mail.value),
                .text(report.address.value), .text(report.outcome.rawValue),
                SQLValue(report.isPermanent), SQLValue(report.status),
                SQLValue(report.diagnostic), .integer(report.reported.milliseconds),
            ])
    }

    /// What was reported of one outgoing mail, oldest first.
    package func reports(of outbox: OutboxID) throws -> [DeliveryReport] {
        try reports(
            Self.reportColumns + "WHERE r.outbox_id = ? ORDER BY r.id", [.integer(outbox.value)])
    }

    /// What was reported of the mails about a ticket and those merged into it, oldest first.
    package func reports(about ticket: TicketID) throws -> [DeliveryReport] {
        try reports(
            Self.reportColumns
                + """
                WHERE o.ticket_id = ? OR o.ticket_id IN (SELECT id FROM tickets WHERE merged_into = ?)
                ORDER BY r.id
                """,
            [.integer(ticket.value), .integer(ticket.value)])
    }

    /// What was reported of an address, newest first.
    package func reports(of address: EmailAddress, limit: Int) throws -> [DeliveryReport] {
        try reports(
            Self.reportColumns + "WHERE r.address = ? ORDER BY r.id DESC LIMIT ?",
            [.text(address.value), .integer(Int64(limit))])
    }

    /// How many different mails to an address came back for good since a moment.
    package func permanentFailures(
        of address: EmailAddress, since moment: Timestamp
    ) throws -> Int64 {
        try first(
            """
            SELECT COUNT(DISTINCT outbox_id) FROM delivery_reports
            WHERE address = ? AND reported_ms >= ? AND is_permanent = 1
            """,
            [.text(address.value), .integer(moment.milliseconds)])?.int(0) ?? 0
    }

    // MARK: Suspended addresses

    /// `nil` for an address that was never suspended.
    package func standing(of address: EmailAddress) throws -> AddressStanding? {
        try standings("WHERE address = ?", [.text(address.value)]).first
    }

    /// Which of these addresses are not to be mailed.
    package func suspended(among addresses: Set<EmailAddress>) throws -> Set<EmailAddress> {
        guard !addresses.isEmpty else { return [] }
        let all = addresses.map(\.value).sorted()
        var found: Set<EmailAddress> = []
        // Engines take some thousand parameters a statement, a group may have more members.
        for start in stride(from: 0, to: all.count, by: 500) {
            let some = all[start..<min(all.count, start + 500)]
            let rows = try standings(
                "WHERE suspended_ms IS NOT NULL AND address IN (" + .placeholders(some.count) + ")",
                some.map { .text($0) })
            found.formUnion(rows.map(\.address))
        }
        return found
    }

    /// All addresses that are not mailed now, in the order of the alphabet.
    package func suspendedAddresses() throws -> [AddressStanding] {
        try standings("WHERE suspended_ms IS NOT NULL ORDER BY address", [])
    }

    /// Stops mailing an address; one that is suspended already keeps its date.
    package func suspend(_ address: EmailAddress, at now: Timestamp) throws {
        try sql.execute(
            """
            INSERT INTO suspensions (address, suspended_ms) VALUES (?, ?)
            ON CONFLICT (address)
            DO UPDATE SET suspended_ms = COALESCE(suspensions.suspended_ms, excluded.suspended_ms)
            """,
            [.text(address.value), .integer(now.milliseconds)])
    }

    /// Mails an address again; failures until now do not count any more.
    package func resume(_ address: EmailAddress, at now: Timestamp) throws {
        try sql.execute(
            """
            INSERT INTO suspensions (address, resumed_ms) VALUES (?, ?)
            ON CONFLICT (address) DO UPDATE SET suspended_ms = NULL, resumed_ms = excluded.resumed_ms
            """,
            [.text(address.value), .integer(now.milliseconds)])
    }

    private func standings(_ place: SQL, _ arguments: [SQLValue]) throws -> [AddressStanding] {
        try sql.query(
            "SELECT address, suspended_ms, resumed_ms FROM suspensions " + place, arguments
        ).compactMap { row in
            guard let address = EmailAddress(try row.text(0)) else { return nil }
            return AddressStanding(
                address: address, suspended: try row.timeOrNil(1), resumed: try row.timeOrNil(2))
        }
    }

    private func reports(_ text: SQL, _ arguments: [SQLValue]) throws -> [DeliveryReport] {
        try sql.query(text, arguments).compactMap { row in
            guard let address = EmailAddress(try row.text(3)),
                let outcome = MailReport.Outcome(rawValue: try row.text(4))
            else { return nil }
            return DeliveryReport(
                outbox: OutboxID(try row.int(0)), ticket: TicketID(try row.int(1)),
                mail: MailID(try row.int(2)), address: address, outcome: outcome,
                isPermanent: try row.bool(5), status: try row.textOrNil(6),
                diagnostic: try row.textOrNil(7), reported: try row.time(8))
        }
    }
}
