package import Tickets

extension StoreSession {
    private static let columns: SQL = """
        SELECT id, name, description, correspond_address, comment_address, subject_tag, lifecycle,
            language, is_disabled, takes_ccs, reopen_days_max, time_zone FROM queues
        """

    /// Loads a queue; `nil` when there is none of that number.
    package func queue(_ id: QueueID) throws -> Queue? {
        try queues(Self.columns + " WHERE id = ?", [.integer(id.value)]).first
    }

    /// Loads a queue by name, regardless of case.
    package func queue(named name: String) throws -> Queue? {
        try queues(Self.columns + " WHERE name_key = ?", [.text(NameKey.of(name))]).first
    }

    /// Loads all queues by name, disabled ones included.
    package func queues() throws -> [Queue] {
        try queues(Self.columns + " ORDER BY name_key", [])
    }

    /// Loads the queue that an address belongs to, and what mail to it is taken as.
    package func queue(at address: EmailAddress) throws -> (Queue, Route.Action)? {
        let found = try queues(
            Self.columns + " WHERE correspond_address = ? OR comment_address = ?",
            [.text(address.value), .text(address.value)]
        ).first
        guard let found else { return nil }
        return (found, found.correspondAddress == address ? .correspond : .comment)
    }

    /// All addresses of all queues.
    package func queueAddresses() throws -> Set<EmailAddress> {
        var all: Set<EmailAddress> = []
        for row in try sql.query("SELECT correspond_address, comment_address FROM queues", []) {
            for text in [try row.textOrNil(0), try row.textOrNil(1)] {
                if let text, let address = EmailAddress(text) { all.insert(address) }
            }
        }
        return all
    }

    /// Makes a queue; its number in `queue` is ignored.
    ///
    /// - Throws: ``StoreError`` `conflict` when its name or an address is another queue's.
    package func addQueue(_ queue: Queue, at now: Timestamp) throws -> Queue {
        let id = try insert(
            """
            INSERT INTO queues (name, name_key, description, correspond_address, comment_address,
                subject_tag, lifecycle, language, is_disabled, takes_ccs, reopen_days_max,
                time_zone, created_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            values(of: queue) + [.integer(now.milliseconds)])
        let stored = Queue(
            id: QueueID(id), name: queue.name, description: queue.description,
            correspondAddress: queue.correspondAddress, commentAddress: queue.commentAddress,
            subjectTag: queue.subjectTag, lifecycle: queue.lifecycle, language: queue.language,
            isDisabled: queue.isDisabled, takesCcs: queue.takesCcs,
            reopenDaysMax: queue.reopenDaysMax, timeZone: queue.timeZone)
        try rememberTag(of: stored)
        return stored
    }

    /// Writes all of a queue but its number. A new subject tag is remembered beside the former
    /// ones.
    ///
    /// - Throws: ``StoreError`` `conflict` when its name or an address is another queue's.
    package func update(_ queue: Queue) throws {
        try sql.execute(
            """
            UPDATE queues SET name = ?, name_key = ?, description = ?, correspond_address = ?,
                comment_address = ?, subject_tag = ?, lifecycle = ?, language = ?, is_disabled = ?,
                takes_ccs = ?, reopen_days_max = ?, time_zone = ?
            WHERE id = ?
            """,
            values(of: queue) + [.integer(queue.id.value)])
        try rememberTag(of: queue)
    }

    /// All tags that queues have or had, in lower case.
    package func subjectTags() throws -> Set<String> {
        Set(try sql.query("SELECT tag_key FROM subject_tags", []).map { try $0.text(0) })
    }

    private func rememberTag(of queue: Queue) throws {
        guard let tag = queue.subjectTag else { return }
        try sql.execute(
            "INSERT INTO subject_tags (tag_key, queue_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [.text(tag.lowercased()), .integer(queue.id.value)])
    }

    private func values(of queue: Queue) -> [SQLValue] {
        [
            .text(queue.name), .text(NameKey.of(queue.name)), .text(queue.description),
            SQLValue(queue.correspondAddress?.value), SQLValue(queue.commentAddress?.value),
            SQLValue(queue.subjectTag), .text(queue.lifecycle), SQLValue(queue.language),
            SQLValue(queue.isDisabled), SQLValue(queue.takesCcs), SQLValue(queue.reopenDaysMax),
            SQLValue(queue.timeZone),
        ]
    }

    private func queues(_ text: SQL, _ arguments: [SQLValue]) throws -> [Queue] {
        try sql.query(text, arguments).map { row in
            Queue(
                id: QueueID(try row.int(0)), name: try row.text(1), description: try row.text(2),
                correspondAddress: try row.textOrNil(3).flatMap { EmailAddress($0) },
                commentAddress: try row.textOrNil(4).flatMap { EmailAddress($0) },
                subjectTag: try row.textOrNil(5), lifecycle: try row.text(6),
                language: try row.textOrNil(7), isDisabled: try row.bool(8),
                takesCcs: try row.bool(9), reopenDaysMax: try row.intOrNil(10),
                timeZone: try row.textOrNil(11))
        }
    }
}
