package import Tickets

/// A scrip as it is stored; what its words mean the Desk asks of Scrips.
package struct ScripRow: Hashable, Sendable {
    package var name: String
    package var description: String
    package var condition: String
    package var action: String
    /// `nil` when the action needs none.
    package var template: String?
    package var stage: String
    /// Scrips run in this order.
    package var position: Int64
    package var isEnabled: Bool
    /// Queues it is for; empty means all.
    package var queues: [QueueID]
    /// JSON; `nil` when the condition has none.
    package var conditionArgument: String?
    /// JSON; `nil` when the action has none.
    package var actionArgument: String?
    /// A query that the ticket must satisfy as well; `nil` for none.
    package var search: String?

    /// Makes a row.
    package init(
        name: String, description: String, condition: String, action: String, template: String?,
        stage: String, position: Int64, isEnabled: Bool, queues: [QueueID],
        conditionArgument: String? = nil, actionArgument: String? = nil, search: String? = nil
    ) {
        self.name = name
        self.description = description
        self.condition = condition
        self.action = action
        self.template = template
        self.stage = stage
        self.position = position
        self.isEnabled = isEnabled
        self.queues = queues
        self.conditionArgument = conditionArgument
        self.actionArgument = actionArgument
        self.search = search
    }
}

/// A template in one language as it is stored.
package struct TemplateRow: Hashable, Sendable {
    package let name: String
    /// BCP 47.
    package let language: String
    /// Header block, blank line, Mustache.
    package let textSource: String
    /// `nil` for plain text only.
    package let htmlSource: String?

    /// Makes a row.
    package init(name: String, language: String, textSource: String, htmlSource: String?) {
        self.name = name
        self.language = language
        self.textSource = textSource
        self.htmlSource = htmlSource
    }
}

/// What came of a scrip on a transaction.
package struct ScripRun: Hashable, Sendable {
    package let id: Int64
    package let transaction: TransactionID
    package let scrip: String
    /// The reason of a failure; `nil` when it was applied.
    package let failure: String?
    package let ran: Timestamp
}

extension StoreSession {
    /// Every scrip in the order in which they run.
    package func scrips() throws -> [ScripRow] {
        var queues: [Int64: [QueueID]] = [:]
        for row in try sql.query(
            "SELECT scrip_id, queue_id FROM scrip_queues ORDER BY queue_id", [])
        {
            queues[try row.int(0), default: []].append(QueueID(try row.int(1)))
        }
        return try sql.query(
            """
            SELECT id, name, description, condition, action, template, stage, position, is_enabled,
                condition_argument, action_argument, search FROM scrips ORDER BY position, id
            """,
            []
        ).map { row in
            ScripRow(
                name: try row.text(1), description: try row.text(2), condition: try row.text(3),
                action: try row.text(4), template: try row.textOrNil(5), stage: try row.text(6),
                position: try row.int(7), isEnabled: try row.bool(8),
                queues: queues[try row.int(0)] ?? [], conditionArgument: try row.textOrNil(9),
                actionArgument: try row.textOrNil(10), search: try row.textOrNil(11))
        }
    }

    /// Adds a scrip.
    ///
    /// - Throws: ``StoreError`` `conflict` when its name is taken.
    package func add(_ scrip: ScripRow) throws {
        let id = try insert(
            """
            INSERT INTO scrips (name, name_key, description, condition, action, template, stage,
                position, is_enabled, condition_argument, action_argument, search)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .text(scrip.name), .text(scrip.name.lowercased()), .text(scrip.description),
                .text(scrip.condition), .text(scrip.action), SQLValue(scrip.template),
                .text(scrip.stage), .integer(scrip.position), SQLValue(scrip.isEnabled),
                SQLValue(scrip.conditionArgument), SQLValue(scrip.actionArgument),
                SQLValue(scrip.search),
            ])
        for queue in scrip.queues {
            try sql.execute(
                "INSERT INTO scrip_queues (scrip_id, queue_id) VALUES (?, ?)",
                [.integer(id), .integer(queue.value)])
        }
    }

    /// The templates of the given names in all their languages; `nil` gives all.
    package func templates(named names: [String]?) throws -> [TemplateRow] {
        var text: SQL = "SELECT name, language, text_source, html_source FROM templates"
        if let names {
            guard !names.isEmpty else { return [] }
            text = text + " WHERE name IN (" + .placeholders(names.count) + ")"
        }
        return try sql.query(text + " ORDER BY name, language", (names ?? []).map { .text($0) }).map
        {
            TemplateRow(
                name: try $0.text(0), language: try $0.text(1), textSource: try $0.text(2),
                htmlSource: try $0.textOrNil(3))
        }
    }

    /// Adds a template, or replaces the one of the same name and language.
    package func put(_ template: TemplateRow) throws {
        try sql.execute(
            """
            INSERT INTO templates (name, language, text_source, html_source) VALUES (?, ?, ?, ?)
            ON CONFLICT (name, language) DO UPDATE
                SET text_source = excluded.text_source, html_source = excluded.html_source
            """,
            [
                .text(template.name), .text(template.language), .text(template.textSource),
                SQLValue(template.htmlSource),
            ])
    }

    /// Notes that a scrip was applied, or failed for a reason.
    package func addScripRun(
        _ transaction: TransactionID, scrip: String, failure: String?, at now: Timestamp
    ) throws {
        try sql.execute(
            """
            INSERT INTO scrip_runs (transaction_id, scrip, outcome, reason, ran_ms)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                .integer(transaction.value), .text(scrip),
                .text(failure == nil ? "applied" : "failed"), SQLValue(failure),
                .integer(now.milliseconds),
            ])
    }

    /// What scrips did on a transaction, in order.
    package func scripRuns(of transaction: TransactionID) throws -> [ScripRun] {
        try scripRuns("WHERE transaction_id = ? ORDER BY id", [.integer(transaction.value)])
    }

    /// Runs that failed, oldest first.
    package func failedScripRuns() throws -> [ScripRun] {
        try scripRuns("WHERE outcome = 'failed' ORDER BY id", [])
    }

    private func scripRuns(_ rest: SQL, _ arguments: [SQLValue]) throws -> [ScripRun] {
        try sql.query(
            "SELECT id, transaction_id, scrip, reason, ran_ms, outcome FROM scrip_runs " + rest,
            arguments
        ).map { row in
            ScripRun(
                id: try row.int(0), transaction: TransactionID(try row.int(1)),
                scrip: try row.text(2),
                failure: try row.text(5) == "failed" ? try row.textOrNil(3) ?? "unknown" : nil,
                ran: try row.time(4))
        }
    }
}
