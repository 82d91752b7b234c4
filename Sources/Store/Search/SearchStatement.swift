import Tickets

/// A search as one statement that gives the numbers of a page's tickets and their keys.
struct SearchStatement {
    let engine: SQLEngine
    /// The order with the number at its end.
    let order: [TicketOrder]
    let place: SQLClause
    private let keys: Keys
    /// Whether to keep SQLite from walking an index in the order asked for.
    private var isSorted = false

    /// - Parameters:
    ///   - candidates: only these tickets, when something else has chosen them.
    ///   - drivers: what chooses among indexes; `nil` leaves that to the engine.
    init(
        _ search: TicketSearch, _ compiler: ConditionCompiler, candidates: [Int64]? = nil,
        drivers: SearchDrivers? = nil
    ) throws {
        engine = compiler.engine
        keys = Keys(
            engine: compiler.engine, fieldAccess: search.fieldAccess,
            changeAccess: compiler.changeAccess)
        var order = search.order.filter { $0.key != .relevance }
        if let end = order.firstIndex(where: { $0.key == .id }) {
            order = Array(order[...end])
        } else {
            order.append(TicketOrder(.id, isDescending: true))
        }
        self.order = order
        var parts: [SQLClause] = []
        if !search.condition.looksAtMerged {
            parts.append(SQLClause("t.merged_into IS NULL"))
        }
        if let candidates { parts.append(.list("t.id", candidates)) }
        if let stretch = compiler.stretch, candidates == nil {
            parts.append(
                SQLClause(
                    "t.id BETWEEN ? AND ?",
                    [.integer(stretch.lowerBound), .integer(stretch.upperBound)]))
        }
        if let drivers {
            let chosen = try drivers.parts(search, compiler, orderedBy: order[0].key)
            parts += chosen.clauses
            isSorted = chosen.isSorted
        } else {
            parts.append(try compiler.clause(search.condition))
            if !search.access.isEverywhere { parts.append(search.access.clause) }
        }
        if let cursor = search.cursor, candidates == nil {
            parts.append(try Self.after(cursor, order, keys))
        }
        place = .all(parts)
    }

    /// The statement; its columns are the number and the keys.
    func page(limit: Int) -> SQLClause {
        let keys = order.map { self.keys.expression($0.key) }
        return "SELECT t.id, " + .list(keys)
            + " FROM tickets t WHERE " + place + " ORDER BY "
            + .list(order.map(direction))
            + SQLClause(" LIMIT ?", [.integer(Int64(limit))])
    }

    /// How many there are, counted up to `max`.
    func count(max: Int) -> SQLClause {
        "SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE " + place
            + SQLClause(" LIMIT ?) AS found", [.integer(Int64(max))])
    }

    // MARK: Order

    /// What keys of an order are in SQL, for whoever asks.
    private struct Keys {
        let engine: SQLEngine
        let fieldAccess: TicketAccess
        let changeAccess: ChangeAccess

        func expression(_ key: TicketOrder.Key) -> SQLClause {
            // The same order whatever the server's language is.
            let bytes: SQL = engine == .postgresql ? " COLLATE \"C\"" : ""
            switch key {
            case .customField(let field, let queues): return value(of: field, queues, bytes)
            case .lastUpdated: return changeAccess.lastUpdated
            default: return SQLClause(SearchStatement.column(key, bytes))
            }
        }

        /// What the asker may not see orders nothing.
        private func value(
            of field: CustomFieldID, _ queues: Set<QueueID>, _ bytes: SQL
        ) -> SQLClause {
            // The plus keeps the engine from walking all values of the field until it meets one of
            // the ticket's.
            var parts: [SQLClause] = [
                "v.ticket_id = t.id", SQLClause("+v.field_id = ?", [.integer(field.value)]),
            ]
            if !queues.isEmpty { parts.append(.list("t.queue_id", queues.map(\.value))) }
            if fieldAccess.isNowhere {
                parts.append(.never)
            } else if !fieldAccess.isEverywhere {
                parts.append(fieldAccess.clause)
            }
            return "(SELECT MIN(v.value_key" + SQLClause(bytes) + ") FROM ticket_fields v WHERE "
                + .all(parts) + ")" + bytes
        }
    }

    private static func column(_ key: TicketOrder.Key, _ bytes: SQL) -> SQL {
        switch key {
        case .id, .relevance, .customField: "t.id"
        case .subject: "t.subject_key" + bytes
        case .status: "t.status" + bytes
        case .queue: "(SELECT q.name_key FROM queues q WHERE q.id = t.queue_id)" + bytes
        case .owner: "(SELECT o.name_key FROM users o WHERE o.id = t.owner_id)" + bytes
        case .creator: "(SELECT c.name_key FROM users c WHERE c.id = t.creator_id)" + bytes
        case .priority: "t.priority"
        case .initialPriority: "t.initial_priority"
        case .finalPriority: "t.final_priority"
        case .timeEstimated: "t.time_estimated"
        case .timeWorked: "t.time_worked"
        case .timeLeft: "t.time_left"
        case .created: "t.created_ms"
        case .starts: "t.starts_ms"
        case .started: "t.started_ms"
        case .due: "t.due_ms"
        case .resolved: "t.resolved_ms"
        case .told: "t.told_ms"
        case .lastUpdated: "t.updated_ms"
        }
    }

    private static func isNullable(_ key: TicketOrder.Key) -> Bool {
        switch key {
        case .owner, .starts, .started, .due, .resolved, .told, .customField: true
        default: false
        }
    }

    private func direction(_ order: TicketOrder) -> SQLClause {
        let sorted: SQL = isSorted ? "+" : ""
        let nulls: SQL = Self.isNullable(order.key) ? " NULLS LAST" : ""
        return sorted + keys.expression(order.key)
            + (order.isDescending ? " DESC" : " ASC") + nulls
    }

    /// True for what comes after a row: a greater first key, or the same one and a greater second…
    private static func after(
        _ cursor: SearchCursor, _ order: [TicketOrder], _ keys: Keys
    ) throws -> SQLClause {
        guard cursor.keys.count == order.count else {
            throw StoreError(.invalid, "the page belongs to a search with another order")
        }
        var clause = SQLClause.never
        for (key, value) in zip(order, cursor.keys).reversed() {
            let column = keys.expression(key.key)
            let sign: SQL = key.isDescending ? " < " : " > "
            let here = SQLClause("?", [value])
            if value == .null {
                // Those without a key are last; among them the next key decides.
                clause = .all([column + " IS NULL", clause])
                continue
            }
            var later = [column + sign + here]
            if isNullable(key.key) { later.append(column + " IS NULL") }
            let same = SQLClause.all([column + " = " + here, clause])
            clause = .any(later + [same])
        }
        guard let first = order.first, let value = cursor.keys.first, value != .null,
            !isNullable(first.key)
        else { return clause }
        // Follows from the rest; without it the engine would not use the index.
        let sign: SQL = first.isDescending ? " <= " : " >= "
        let column = keys.expression(first.key)
        return .all([column + sign + SQLClause("?", [value]), clause])
    }
}
