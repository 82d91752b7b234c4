import FoundationEssentials
package import Tickets

extension StoreSession {
    private static let columns: SQL = """
        SELECT id, ticket_id, transaction_id, scrip, state, created_ms, next_attempt_ms, attempts,
            last_error, sent_ms, pending, content, retried_ms, kind, answer_code, answer FROM outbox 
        """

    /// Queues a mail or a call, due at once.
    ///
    /// - Throws: ``StoreError`` `conflict` when one of that ``Outgoing/id`` was queued before.
    package func addOutbox(
        _ outgoing: Outgoing, ticket: TicketID, transaction: TransactionID, scrip: String,
        at now: Timestamp
    ) throws -> OutboxID {
        let content = [UInt8](try Self.encoded(outgoing))
        let id = try insert(
            """
            INSERT INTO outbox (ticket_id, transaction_id, scrip, message_id, state, created_ms,
                next_attempt_ms, attempts, content, kind)
            VALUES (?, ?, ?, ?, 'queued', ?, ?, 0, ?, ?) RETURNING id
            """,
            [
                .integer(ticket.value), .integer(transaction.value), .text(scrip),
                .text(outgoing.id), .integer(now.milliseconds), .integer(now.milliseconds),
                .blob(try Compression.compressed(content)), .text(outgoing.kind.rawValue),
            ])
        return OutboxID(id)
    }

    private static func encoded(_ outgoing: Outgoing) throws -> Data {
        switch outgoing {
        case .mail(let mail): try JSONEncoder().encode(mail)
        case .webhook(let webhook): try JSONEncoder().encode(webhook)
        case .program(let run): try JSONEncoder().encode(run)
        }
    }

    private static func decoded(_ content: Data, _ kind: String) throws -> Outgoing {
        switch Outgoing.Kind(rawValue: kind) {
        case .mail: .mail(try JSONDecoder().decode(Notification.self, from: content))
        case .webhook: .webhook(try JSONDecoder().decode(Webhook.self, from: content))
        case .program: .program(try JSONDecoder().decode(ProgramRun.self, from: content))
        case nil: throw StoreError(.newerSchema, "unknown kind \"\(kind)\" in the outbox")
        }
    }

    /// Takes due rows for sending until `now + leaseSeconds`; whoever dies meanwhile lets them go.
    ///
    /// - Parameters:
    ///   - leaseSeconds: for mails; a call with a time limit of its own is leased for that and
    ///     ``callMarginSeconds`` more.
    ///   - limit: rows at most.
    ///   - only: these rows and no others; `nil` for any.
    package func leaseDueOutbox(
        now: Timestamp, leaseSeconds: Int64, limit: Int, only: [OutboxID]?,
        kinds: Set<Outgoing.Kind> = Set(Outgoing.Kind.allCases)
    ) throws -> [OutboxRow] {
        guard !kinds.isEmpty else { return [] }
        var place: SQL =
            "WHERE state IN ('queued', 'sending') AND next_attempt_ms <= ? AND kind IN ("
            + .placeholders(kinds.count) + ")"
        var arguments: [SQLValue] =
            [.integer(now.milliseconds)] + kinds.map { .text($0.rawValue) }
        if let only {
            guard !only.isEmpty else { return [] }
            place = place + " AND id IN (" + .placeholders(only.count) + ")"
            arguments += only.map { .integer($0.value) }
        }
        place = place + " ORDER BY next_attempt_ms, id LIMIT ?"
        if sql.engine == .postgresql { place = place + " FOR UPDATE SKIP LOCKED" }
        let due = try sql.query(
            "SELECT id, attempts FROM outbox " + place, arguments + [.integer(Int64(limit))])
        var leased: [OutboxRow] = []
        for row in due {
            let id = OutboxID(try row.int(0))
            guard try row.int(1) < Self.attemptsMax else {
                try giveUp(id, "\(Self.attemptsMax) attempts without an end")
                continue
            }
            try sql.execute(
                """
                UPDATE outbox SET state = 'sending', next_attempt_ms = ?, attempts = attempts + 1
                WHERE id = ?
                """,
                [
                    .integer(now.adding(seconds: leaseSeconds).milliseconds), .integer(id.value),
                ])
            // One that cannot be read must not keep those behind it from being sent.
            do {
                let rows = try outbox(Self.columns + "WHERE id = ?", [.integer(id.value)])
                leased += try rows.compactMap(withoutUnreachable)
                if let row = rows.first, let seconds = row.content.timeoutSeconds {
                    try lease(row.id, until: now.adding(seconds: seconds + Self.callMarginSeconds))
                }
            } catch let error as DecodingError {
                try giveUp(id, "cannot be read: \(error)")
            } catch let error as StoreError where error.code == .corrupt {
                try giveUp(id, "cannot be read: \(error.detail)")
            }
        }
        return leased
    }

    /// How much longer than a call's time limit its lease lasts, in seconds.
    package static let callMarginSeconds: Int64 = 60

    private func lease(_ id: OutboxID, until end: Timestamp) throws {
        try sql.execute(
            "UPDATE outbox SET next_attempt_ms = ? WHERE id = ?",
            [.integer(end.milliseconds), .integer(id.value)])
    }

    /// More attempts than the shortest back-off makes in the longest time: the process dies over
    /// this mail each time.
    private static let attemptsMax: Int64 = 3_000_000

    /// The mail for those who may still get it: whoever was disabled or suspended since it was
    /// queued gets no mail any more.
    private func withoutUnreachable(_ row: OutboxRow) throws -> OutboxRow? {
        guard row.mail != nil else { return row }
        let due = row.dueRecipients
        let unreachable = try suspended(among: Set(due)).union(disabledAddresses(among: due))
        guard !unreachable.isEmpty else { return row }
        let left = due.filter { !unreachable.contains($0) }
        guard !left.isEmpty else {
            try giveUp(row.id, "all its recipients have been suspended or disabled meanwhile")
            return nil
        }
        try sql.execute(
            "UPDATE outbox SET pending = ? WHERE id = ?",
            [.text(left.map(\.value).joined(separator: "\n")), .integer(row.id.value)])
        return try outbox(row.id)
    }

    private func disabledAddresses(among addresses: [EmailAddress]) throws -> [EmailAddress] {
        var found: [EmailAddress] = []
        for start in stride(from: 0, to: addresses.count, by: 500) {
            let some = addresses[start..<min(addresses.count, start + 500)]
            found += try sql.query(
                """
                SELECT a.address FROM addresses a JOIN users u ON u.id = a.user_id
                WHERE u.is_disabled = 1 AND a.address IN (
                """ + .placeholders(some.count) + ")", some.map { .text($0.value) }
            ).compactMap { EmailAddress(try $0.text(0)) }
        }
        return found
    }

    private func giveUp(_ id: OutboxID, _ error: String) throws {
        try sql.execute(
            "UPDATE outbox SET state = 'dead', last_error = ? WHERE id = ?",
            [.text(error), .integer(id.value)])
    }

    /// Notes that a mail was accepted for all recipients.
    ///
    /// - Parameter remark: what the transport said of some of them; `nil` for nothing.
    package func markSent(_ id: OutboxID, at now: Timestamp, remark: String?) throws {
        try sql.execute(
            """
            UPDATE outbox SET state = 'sent', sent_ms = ?, last_error = ?, pending = NULL
            WHERE id = ?
            """,
            [.integer(now.milliseconds), SQLValue(remark), .integer(id.value)])
    }

    /// Queues a mail again after an attempt that failed for now. A mail that was cancelled while it
    /// was being sent stays cancelled, and one that somebody else has leased since is theirs.
    ///
    /// - Parameters:
    ///   - attempt: ``OutboxRow/attempts`` as leased.
    ///   - remaining: who still has to get it; `nil` for all that were due.
    package func markFailed(
        _ id: OutboxID, attempt: Int64, error: String, nextAttempt: Timestamp,
        remaining: [EmailAddress]?
    ) throws {
        try sql.execute(
            """
            UPDATE outbox SET state = 'queued', last_error = ?, next_attempt_ms = ?,
                pending = COALESCE(?, pending)
            WHERE id = ? AND state = 'sending' AND attempts = ?
            """,
            [
                .text(error), .integer(nextAttempt.milliseconds),
                SQLValue(remaining?.map(\.value).joined(separator: "\n")), .integer(id.value),
                .integer(attempt),
            ])
    }

    /// Gives a mail up, unless it was cancelled or leased by somebody else meanwhile.
    ///
    /// - Parameters:
    ///   - attempt: ``OutboxRow/attempts`` as leased.
    ///   - remaining: who did not get it; `nil` for all that were due.
    package func markDead(
        _ id: OutboxID, attempt: Int64, error: String, remaining: [EmailAddress]?
    ) throws {
        try sql.execute(
            """
            UPDATE outbox SET state = 'dead', last_error = ?, pending = COALESCE(?, pending)
            WHERE id = ? AND state = 'sending' AND attempts = ?
            """,
            [
                .text(error), SQLValue(remaining?.map(\.value).joined(separator: "\n")),
                .integer(id.value), .integer(attempt),
            ])
    }

    /// Makes a mail due now, whatever it waited for; dead and cancelled ones live again, with all
    /// the time and attempts of a new one.
    ///
    /// - Returns: `false` when there is no such mail or it was sent.
    package func retryOutbox(_ id: OutboxID, at now: Timestamp) throws -> Bool {
        try sql.execute(
            """
            UPDATE outbox SET state = 'queued', next_attempt_ms = ?, attempts = 0, retried_ms = ?
            WHERE id = ? AND state IN ('queued', 'dead', 'cancelled')
            """,
            [.integer(now.milliseconds), .integer(now.milliseconds), .integer(id.value)]) > 0
    }

    /// Takes a mail out of delivery.
    ///
    /// - Returns: `false` when there is no such mail, or it was sent or cancelled.
    package func cancelOutbox(_ id: OutboxID) throws -> Bool {
        try sql.execute(
            """
            UPDATE outbox SET state = 'cancelled'
            WHERE id = ? AND state IN ('queued', 'sending', 'dead')
            """,
            [.integer(id.value)]) > 0
    }

    /// Loads one outgoing mail.
    package func outbox(_ id: OutboxID) throws -> OutboxRow? {
        try outbox(Self.columns + "WHERE id = ?", [.integer(id.value)]).first
    }

    /// Outgoing mails of the given states, oldest first.
    ///
    /// - Parameter limit: the newest that many.
    package func outbox(states: [OutboxState], limit: Int) throws -> [OutboxRow] {
        guard !states.isEmpty else { return [] }
        return try outbox(
            Self.columns + "WHERE state IN (" + .placeholders(states.count)
                + ") ORDER BY id DESC LIMIT ?",
            states.map { .text($0.rawValue) } + [.integer(Int64(limit))]
        ).reversed()
    }

    /// What went out about a ticket and those merged into it, oldest first.
    package func outbox(of ticket: TicketID) throws -> [OutboxRow] {
        try outbox(
            Self.columns
                + """
                WHERE ticket_id = ? OR ticket_id IN (SELECT id FROM tickets WHERE merged_into = ?)
                ORDER BY id
                """,
            [.integer(ticket.value), .integer(ticket.value)])
    }

    /// Mails about a transaction that went out or are to, by scrip; what was given up or taken back
    /// is left out.
    ///
    /// - Parameter start: without those that were made before.
    package func mails(
        about transaction: TransactionID, since start: Timestamp? = nil
    ) throws -> [String: [Notification]] {
        let rows = try outbox(
            Self.columns
                + """
                WHERE transaction_id = ? AND kind = 'mail' AND state IN ('queued', 'sending', 'sent')
                AND created_ms >= ?
                """,
            [.integer(transaction.value), .integer(start?.milliseconds ?? 0)])
        return Dictionary(grouping: rows, by: \.scrip).mapValues { $0.compactMap(\.mail) }
    }

    /// Those of `ids` that are calls, and not done.
    package func waitingCalls(among ids: [OutboxID]) throws -> [OutboxID] {
        guard !ids.isEmpty else { return [] }
        return try sql.query(
            "SELECT id FROM outbox WHERE kind <> 'mail' AND state = 'queued' AND id IN ("
                + .placeholders(ids.count) + ") ORDER BY id", ids.map { .integer($0.value) }
        ).map { OutboxID(try $0.int(0)) }
    }

    /// How many mails and calls are in each state.
    package func outboxCounts() throws -> [OutboxState: Int64] {
        var counts: [OutboxState: Int64] = [:]
        for row in try sql.query("SELECT state, COUNT(*) FROM outbox GROUP BY state", []) {
            if let state = OutboxState(rawValue: try row.text(0)) { counts[state] = try row.int(1) }
        }
        return counts
    }

    private func outbox(_ text: SQL, _ arguments: [SQLValue]) throws -> [OutboxRow] {
        try sql.query(text, arguments).map { row in
            let content = try Compression.decompressed(try row.blob(11))
            let state = try row.text(4)
            guard let state = OutboxState(rawValue: state) else {
                throw StoreError(.newerSchema, "unknown outbox state \"\(state)\"")
            }
            return OutboxRow(
                id: OutboxID(try row.int(0)), ticket: TicketID(try row.int(1)),
                transaction: TransactionID(try row.int(2)), scrip: try row.text(3), state: state,
                created: try row.time(5), retried: try row.timeOrNil(12),
                nextAttempt: try row.time(6), attempts: try row.int(7),
                lastError: try row.textOrNil(8), sent: try row.timeOrNil(9),
                pendingRecipients: try row.textOrNil(10)?.split(separator: "\n").compactMap {
                    EmailAddress($0)
                },
                content: try Self.decoded(Data(content), try row.text(13)),
                answer: try row.textOrNil(15).map { text in
                    CallAnswer(code: try row.intOrNil(14), text: text)
                })
        }
    }

    /// Notes what a call was answered; before the row is marked, or it is somebody else's by then.
    ///
    /// - Parameter attempt: ``OutboxRow/attempts`` as leased.
    package func noteAnswer(_ answer: CallAnswer, to id: OutboxID, attempt: Int64) throws {
        try sql.execute(
            """
            UPDATE outbox SET answer_code = ?, answer = ?
            WHERE id = ? AND state = 'sending' AND attempts = ?
            """,
            [
                SQLValue(answer.code), .text(answer.text), .integer(id.value), .integer(attempt),
            ])
    }
}
