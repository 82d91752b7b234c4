import Tickets

/// A search as one statement that gives the numbers of a page's tickets and their keys.
struct SearchStatement {
    let engine: SQLEngine
    /// The order with the number at its end.
    let order: [TicketOrder]
    let place: SQLClause

    /// - Parameter candidates: only these tickets, when something else has chosen them.
    init(_ search: TicketSearch, _ compiler: ConditionCompiler, candidates: [Int64]? = nil) throws {
        engine = compiler.engine
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
        parts.append(try compiler.clause(search.condition))
        if !search.access.isEverywhere { parts.append(search.access.clause) }
        if let cursor = search.cursor, candidates == nil {
            parts.append(try Self.after(cursor, order, compiler.engine))
        }
        place = .all(parts)
    }

    /// The statement; its columns are the number and the keys.
    func page(limit: Int) -> SQLClause {
        let keys = order.map { Self.expression($0.key, engine) }
        return "SELECT t.id, " + SQLClause(.joined(keys, separator: ", "))
            + " FROM tickets t WHERE " + place + " ORDER BY "
            + SQLClause(.joined(order.map { Self.direction($0, engine) }, separator: ", "))
            + SQLClause(" LIMIT ?", [.integer(Int64(limit))])
    }

    /// How many there are, counted up to `max`.
    func count(max: Int) -> SQLClause {
        "SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE " + place
            + SQLClause(" LIMIT ?) AS found", [.integer(Int64(max))])
    }

    // MARK: Order

    private static func expression(_ key: TicketOrder.Key, _ engine: SQLEngine) -> SQL {
        // The same order whatever the server's language is.
        let bytes: SQL = engine == .postgresql ? " COLLATE \"C\"" : ""
        switch key {
        case .id, .relevance: return "t.id"
        case .subject: return "t.subject_key" + bytes
        case .status: return "t.status" + bytes
        case .queue: return "(SELECT q.name_key FROM queues q WHERE q.id = t.queue_id)" + bytes
        case .owner: return "(SELECT o.name_key FROM users o WHERE o.id = t.owner_id)" + bytes
        case .creator: return "(SELECT c.name_key FROM users c WHERE c.id = t.creator_id)" + bytes
        case .priority: return "t.priority"
        case .created: return "t.created_ms"
        case .started: return "t.started_ms"
        case .due: return "t.due_ms"
        case .resolved: return "t.resolved_ms"
        case .told: return "t.told_ms"
        case .lastUpdated: return "t.updated_ms"
        }
    }

    private static func isNullable(_ key: TicketOrder.Key) -> Bool {
        [.owner, .started, .due, .resolved, .told].contains(key)
    }

    private static func direction(_ order: TicketOrder, _ engine: SQLEngine) -> SQL {
        let nulls: SQL = isNullable(order.key) ? " NULLS LAST" : ""
        return expression(order.key, engine) + (order.isDescending ? " DESC" : " ASC") + nulls
    }

    /// True for what comes after a row: a greater first key, or the same one and a greater second…
    private static func after(
        _ cursor: SearchCursor, _ order: [TicketOrder], _ engine: SQLEngine
    ) throws -> SQLClause {
        guard cursor.keys.count == order.count else {
            throw StoreError(.invalid, "the page belongs to a search with another order")
        }
        var clause = SQLClause.never
        for (key, value) in zip(order, cursor.keys).reversed() {
            let column = expression(key.key, engine)
            let sign: SQL = key.isDescending ? " < ?" : " > ?"
            if value == .null {
                // Those without a key are last; among them the next key decides.
                clause = .all([SQLClause(column + " IS NULL"), clause])
                continue
            }
            var later = [SQLClause(column + sign, [value])]
            if isNullable(key.key) { later.append(SQLClause(column + " IS NULL")) }
            let same = SQLClause.all([SQLClause(column + " = ?", [value]), clause])
            clause = .any(later + [same])
        }
        guard let first = order.first, let value = cursor.keys.first, value != .null,
            !isNullable(first.key)
        else { return clause }
        // Follows from the rest; without it the engine would not use the index.
        let sign: SQL = first.isDescending ? " <= ?" : " >= ?"
        return .all([SQLClause(expression(first.key, engine) + sign, [value]), clause])
    }
}
