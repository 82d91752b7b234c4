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
    /// The only queue that it is for; `nil` for the site's.
    package let queue: QueueID?
    /// Header block, blank line, Mustache.
    package let textSource: String
    /// `nil` for plain text only.
    package let htmlSource: String?

    /// Makes a row.
    package init(
        name: String, language: String, queue: QueueID? = nil, textSource: String,
        htmlSource: String?
    ) {
        self.name = name
        self.language = language
        self.queue = queue
        self.textSource = textSource
        self.htmlSource = htmlSource
    }
}

/// What came of a scrip on a transaction.
package struct ScripRun: Hashable, Sendable {
    package let id: Int64
    package let transaction: TransactionID
    package let scrip: String
    package let ending: Ending
    package let ran: Timestamp
    /// Whether it failed and was done again since.
    package let wasRetried: Bool

    /// How a run ended.
    package enum Ending: Hashable, Sendable {
        case applied
        /// For that reason not, or not all of it; it may be done again.
        case failed(String)
        /// Scrips caused each other too much, as that says; doing it again would go on with it.
        case stopped(String)

        /// Why not all of it was done; `nil` when all was.
        package var failure: String? {
            switch self {
            case .applied: nil
            case .failed(let reason), .stopped(let reason): reason
            }
        }

        fileprivate var word: String {
            switch self {
            case .applied: "applied"
            case .failed: "failed"
            case .stopped: "stopped"
            }
        }

        fileprivate init(_ word: String, reason: String?) {
            switch word {
            case "applied": self = .applied
            case "stopped": self = .stopped(reason ?? "unknown")
            default: self = .failed(reason ?? "unknown")
            }
        }
    }

    /// Why not all of it was done; `nil` when all was.
    package var failure: String? { ending.failure }

    /// Whether it is not to be done again.
    package var wasStopped: Bool { if case .stopped = ending { true } else { false } }
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
        return try scrips("", [], queues)
    }

    /// Scrips that are enabled and for a queue or for all, in the order in which they run; those
    /// for it name this queue alone.
    package func scrips(runningIn queue: QueueID) throws -> [ScripRow] {
        var queues: [Int64: [QueueID]] = [:]
        for row in try sql.query(
            "SELECT scrip_id FROM scrip_queues WHERE queue_id = ?", [.integer(queue.value)])
        {
            queues[try row.int(0)] = [queue]
        }
        return try scrips(
            """
            WHERE is_enabled = 1 AND (
                id IN (SELECT scrip_id FROM scrip_queues WHERE queue_id = ?)
                OR id NOT IN (SELECT scrip_id FROM scrip_queues))
            """, [.integer(queue.value)], queues)
    }

    private func scrips(
        _ place: SQL, _ arguments: [SQLValue], _ queues: [Int64: [QueueID]]
    ) throws -> [ScripRow] {
        try sql.query(
            """
            SELECT id, name, description, condition, action, template, stage, position, is_enabled,
                condition_argument, action_argument, search FROM scrips 
            """ + place + " ORDER BY position, id", arguments
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
                .text(scrip.name), .text(NameKey.of(scrip.name)), .text(scrip.description),
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

    /// Every template of the site and of its queues, partials among them.
    package func templates() throws -> [TemplateRow] { try templates(where: "", []) }

    /// The site's template in one language, or a queue's own; `nil` when there is none.
    package func template(
        named name: String, language: String, queue: QueueID?
    ) throws -> TemplateRow? {
        try templates(
            where: "WHERE name = ? AND language = ? AND COALESCE(queue_id, 0) = ?",
            [.text(name), .text(language), .integer(queue?.value ?? 0)]
        ).first
    }

    /// What mails about a queue's tickets may need: the templates of the given names and all
    /// partials, the site's and the queue's, in all their languages.
    package func templates(named names: [String], in queue: QueueID) throws -> [TemplateRow] {
        guard !names.isEmpty else { return [] }
        return try templates(
            where:
                "WHERE (queue_id IS NULL OR queue_id = ?) AND (substr(name, 1, 1) = '_' OR name IN ("
                + .placeholders(names.count) + "))",
            [.integer(queue.value)] + names.map { .text($0) })
    }

    private func templates(where clause: SQL, _ arguments: [SQLValue]) throws -> [TemplateRow] {
        let text: SQL = "SELECT name, language, queue_id, text_source, html_source FROM templates "
        let order: SQL = " ORDER BY COALESCE(queue_id, 0), name, language"
        return try sql.query(text + clause + order, arguments).map { row in
            TemplateRow(
                name: try row.text(0), language: try row.text(1),
                queue: try row.intOrNil(2).map { QueueID($0) }, textSource: try row.text(3),
                htmlSource: try row.textOrNil(4))
        }
    }

    /// Adds a template, or replaces the one of the same name, language and queue.
    package func put(_ template: TemplateRow) throws {
        try sql.execute(
            """
            INSERT INTO templates (name, language, queue_id, text_source, html_source)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name, language, COALESCE(queue_id, 0)) DO UPDATE
                SET text_source = excluded.text_source, html_source = excluded.html_source
            """,
            [
                .text(template.name), .text(template.language), SQLValue(template.queue?.value),
                .text(template.textSource), SQLValue(template.htmlSource),
            ])
    }

    /// Notes what came of a scrip.
    package func addScripRun(
        _ transaction: TransactionID, scrip: String, ending: ScripRun.Ending, at now: Timestamp
    ) throws {
        try sql.execute(
            """
            INSERT INTO scrip_runs (transaction_id, scrip, outcome, reason, ran_ms)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                .integer(transaction.value), .text(scrip),
                .text(ending.word), SQLValue(ending.failure),
                .integer(now.milliseconds),
            ])
    }

    /// What scrips did on a transaction, in order.
    package func scripRuns(of transaction: TransactionID) throws -> [ScripRun] {
        try scripRuns("WHERE transaction_id = ? ORDER BY id", [.integer(transaction.value)])
    }

    func scripRuns(_ rest: SQL, _ arguments: [SQLValue]) throws -> [ScripRun] {
        try sql.query(
            """
            SELECT id, transaction_id, scrip, reason, ran_ms, outcome, retried_ms FROM scrip_runs 
            """ + rest,
            arguments
        ).map { row in
            ScripRun(
                id: try row.int(0), transaction: TransactionID(try row.int(1)),
                scrip: try row.text(2),
                ending: ScripRun.Ending(try row.text(5), reason: try row.textOrNil(3)),
                ran: try row.time(4), wasRetried: try row.intOrNil(6) != nil)
        }
    }
}
