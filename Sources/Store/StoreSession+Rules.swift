package import Tickets

extension StoreSession {
    // MARK: Scrips as they were written

    /// File and source of each scrip, by its name; no source for a scrip that is older than those
    /// were kept.
    package func scripSources() throws -> [(name: String, file: String, source: String?)] {
        try sql.query("SELECT name, file, source FROM scrips ORDER BY position, name", []).map {
            let name = try $0.text(0)
            return (name, try $0.textOrNil(1) ?? name + ".yaml", try $0.textOrNil(2))
        }
    }

    /// Writes which file a scrip came from, as it was written.
    package func setSource(_ written: RuleText, ofScrip name: String) throws {
        try sql.execute(
            "UPDATE scrips SET file = ?, source = ? WHERE name_key = ?",
            [.text(written.file), .text(written.text), .text(NameKey.of(name))])
    }

    /// Takes a scrip away; without effect when there is none.
    package func removeScrip(named name: String) throws {
        let key = SQLValue.text(NameKey.of(name))
        try sql.execute(
            "DELETE FROM scrip_queues WHERE scrip_id IN (SELECT id FROM scrips WHERE name_key = ?)",
            [key])
        try sql.execute("DELETE FROM scrips WHERE name_key = ?", [key])
    }

    // MARK: Templates

    /// Takes the site's template in one language away, or a queue's own; without effect when there
    /// is none.
    package func removeTemplate(
        named name: String, language: String, queue: QueueID?
    ) throws {
        try sql.execute(
            "DELETE FROM templates WHERE name = ? AND language = ? AND COALESCE(queue_id, 0) = ?",
            [.text(name), .text(language), .integer(queue?.value ?? 0)])
    }

    // MARK: History

    /// Notes that a rule changed; the number of the entry is ignored.
    package func add(_ change: RuleChange) throws {
        try sql.execute(
            """
            INSERT INTO rule_changes (kind, name, file_before, source_before, file_after,
                source_after, user_id, changed_ms, remark)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(change.kind.rawValue), .text(change.name), SQLValue(change.before?.file),
                SQLValue(change.before?.text), SQLValue(change.after?.file),
                SQLValue(change.after?.text), .integer(change.user.value),
                .integer(change.changed.milliseconds), .text(change.remark),
            ])
    }

    /// What changed, newest first.
    ///
    /// - Parameters:
    ///   - name: of one rule; `nil` for all of the kind.
    ///   - limit: entries at most.
    package func ruleChanges(
        _ kind: RuleKind, named name: String?, limit: Int
    ) throws -> [RuleChange] {
        let some: SQL = name == nil ? "" : " AND name = ?"
        return try ruleChanges(
            "WHERE kind = ?" + some + " ORDER BY id DESC LIMIT ?",
            [.text(kind.rawValue)] + (name.map { [.text($0)] } ?? []) + [.integer(Int64(limit))])
    }

    /// One entry; `nil` when there is none of that number.
    package func ruleChange(_ id: Int64) throws -> RuleChange? {
        try ruleChanges("WHERE id = ?", [.integer(id)]).first
    }

    private func ruleChanges(_ rest: SQL, _ arguments: [SQLValue]) throws -> [RuleChange] {
        try sql.query(
            """
            SELECT id, kind, name, file_before, source_before, file_after, source_after, user_id,
                changed_ms, remark FROM rule_changes\u{20}
            """ + rest, arguments
        ).compactMap { row in
            // A kind of a later release.
            guard let kind = RuleKind(rawValue: try row.text(1)) else { return nil }
            func text(_ file: Int, _ source: Int) throws -> RuleText? {
                guard let name = try row.textOrNil(file), let text = try row.textOrNil(source)
                else { return nil }
                return RuleText(file: name, text: text)
            }
            return RuleChange(
                id: try row.int(0), kind: kind, name: try row.text(2), before: try text(3, 4),
                after: try text(5, 6), user: UserID(try row.int(7)), changed: try row.time(8),
                remark: try row.text(9))
        }
    }
}
