package import Tickets

extension StoreSession {
    /// Finds a page of tickets.
    ///
    /// - Throws: ``StoreError`` `invalid` for a cursor of another order.
    package func search(_ search: TicketSearch) throws -> SearchPage {
        guard !search.access.isNowhere, search.limit > 0 else {
            return SearchPage(tickets: [], next: nil)
        }
        try preferIndexes()
        if search.order.first?.key == .relevance, !search.condition.textQueries.isEmpty {
            return try relevant(search)
        }
        let probes = SearchProbes(search, self)
        let statement = try statement(search, probes)
        // One more than asked tells whether there is a next page.
        let rows = try rows(search, statement, probes)
        let shown = rows.prefix(search.limit)
        var next: SearchCursor?
        if rows.count > search.limit, let last = shown.last {
            next = SearchCursor(
                keys: (1...statement.order.count).map { last[$0] }, number: try last.int(0))
        }
        return SearchPage(tickets: try tickets(shown.map { try $0.int(0) }), next: next)
    }

    /// Counts what a search would find over all pages.
    ///
    /// - Parameter max: Counting stops there; a count of all of a big site takes a while.
    package func count(_ search: TicketSearch, max: Int) throws -> Int64 {
        guard !search.access.isNowhere else { return 0 }
        try preferIndexes()
        var whole = search
        whole.cursor = nil
        // All numbers as one stretch: words are collected then, since each ticket is looked at.
        let all = sql.engine == .sqlite ? try numbers() : nil
        let count = try SearchStatement(whole, compiler(whole, in: all)).count(max: max)
        return try first(count.sql, count.arguments)?.int(0) ?? 0
    }

    /// How the engine would go about a search, a line a step; for the benchmark and for curiosity.
    package func plan(_ search: TicketSearch) throws -> [String] {
        try preferIndexes()
        let probes = SearchProbes(search, self)
        var statement = try statement(search, probes)
        if let first = try stretches(search, probes, statement.order)?.first(where: { _ in true }) {
            statement = try self.statement(search, probes, in: first)
        }
        let page = statement.page(limit: search.limit + 1)
        switch sql.engine {
        case .sqlite:
            return try sql.query("EXPLAIN QUERY PLAN " + page.sql, page.arguments).map {
                try $0.text(3)
            }
        case .postgresql:
            return try sql.query("EXPLAIN " + page.sql, page.arguments).map { try $0.text(0) }
        }
    }

    /// The best place for an excerpt: the text of a ticket that holds the words best.
    ///
    /// - Parameter withNotes: whether notes among staff may be looked at.
    /// - Returns: The text's beginning; `nil` when only the subject or an attachment's name holds
    ///   them, or nothing.
    package func excerptText(
        of ticket: TicketID, finding query: TextQuery, withNotes: Bool
    ) throws -> String? {
        let terms = TextTerms(query, .content, withNotes ? .all : .open)
        let row: SQLRow?
        switch sql.engine {
        case .sqlite:
            row = try first(
                """
                SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?
                ORDER BY rowid DESC LIMIT 1
                """,
                [.text(terms.sqlite)] + SearchRow.bounds(ticket))
        case .postgresql:
            row = try first(
                """
                SELECT id FROM search_index WHERE id BETWEEN ? AND ? AND words @@ ?::tsquery
                ORDER BY id DESC LIMIT 1
                """,
                SearchRow.bounds(ticket) + [.text(terms.postgresql)])
        }
        guard let row else { return nil }
        return try first(
            "SELECT SUBSTR(body, 1, 100000) FROM messages WHERE id = ?",
            [.integer(SearchRow.message(try row.int(0)))])?.text(0)
    }

    // MARK: Running

    func compiler(
        _ search: TicketSearch, _ probes: SearchProbes? = nil, in stretch: ClosedRange<Int64>? = nil
    ) -> ConditionCompiler {
        ConditionCompiler(
            engine: sql.engine, commentAccess: search.commentAccess,
            fieldAccess: search.fieldAccess, probes: probes ?? SearchProbes(search, self),
            stretch: stretch)
    }

    /// A page's statement as the engine should run it.
    private func statement(
        _ search: TicketSearch, _ probes: SearchProbes, in stretch: ClosedRange<Int64>? = nil
    ) throws -> SearchStatement {
        try SearchStatement(
            search, compiler(search, probes, in: stretch),
            drivers: sql.engine == .sqlite ? SearchDrivers() : nil)
    }

    /// From the first ticket's number to the last's; `nil` when there is none.
    private func numbers() throws -> ClosedRange<Int64>? {
        let row = try first(
            "SELECT (SELECT MIN(id) FROM tickets), (SELECT MAX(id) FROM tickets)", [])
        guard let low = try row?.intOrNil(0), let high = try row?.intOrNil(1) else { return nil }
        return low...high
    }

    /// Numbers for a page by number, ever more of them, so that what is asked of each ticket is
    /// asked of few; `nil` where that does not help.
    private func stretches(
        _ search: TicketSearch, _ probes: SearchProbes, _ order: [TicketOrder]
    ) throws -> Stretches? {
        guard sql.engine == .sqlite, probes.asksEach, let first = order.first, first.key == .id
        else { return nil }
        guard let numbers = try numbers() else { return nil }
        var (low, high) = (numbers.lowerBound, numbers.upperBound)
        if let number = search.cursor?.number {
            if first.isDescending { high = min(high, number) } else { low = max(low, number) }
        }
        return Stretches(
            low: low, high: high, width: max(1, search.thresholds.stretch),
            isDescending: first.isDescending)
    }

    /// The rows of a page and one more.
    private func rows(_ search: TicketSearch, _ statement: SearchStatement, _ probes: SearchProbes)
        throws -> [SQLRow]
    {
        guard let stretches = try stretches(search, probes, statement.order) else {
            let page = statement.page(limit: search.limit + 1)
            return try sql.query(page.sql, page.arguments)
        }
        var rows: [SQLRow] = []
        for stretch in stretches {
            let page = try self.statement(search, probes, in: stretch)
                .page(limit: search.limit + 1 - rows.count)
            rows += try sql.query(page.sql, page.arguments)
            if rows.count > search.limit { break }
        }
        return rows
    }

    /// Keeps PostgreSQL to the indexes: it takes the text index's conditions for cheap and reads
    /// whole tables, and compiles statements that run for milliseconds. For this database
    /// transaction only.
    func preferIndexes() throws {
        guard sql.engine == .postgresql else { return }
        _ = try sql.query(
            """
            SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
                set_config('plan_cache_mode', 'force_custom_plan', true)
            """)
    }

    /// The tickets with these numbers, in that order.
    private func tickets(_ ids: [Int64]) throws -> [Ticket] {
        guard !ids.isEmpty else { return [] }
        var found: [Int64: Ticket] = [:]
        for start in stride(from: 0, to: ids.count, by: 500) {
            let part = SQLClause.list("id", Array(ids[start..<min(start + 500, ids.count)]))
            for ticket in try tickets(Self.ticketColumns + " WHERE " + part.sql, part.arguments) {
                found[ticket.id.value] = ticket
            }
        }
        return ids.compactMap { found[$0] }
    }

    /// Texts that are ranked: the newest that hold any of the words.
    private static let rankedTextsMax: Int64 = 2_000

    /// Best first; pages are counted off, since a rank is no key that stays.
    private func relevant(_ search: TicketSearch) throws -> SearchPage {
        let ranked = try ranked(search)
        let statement = try SearchStatement(search, compiler(search), candidates: ranked)
        let all = statement.page(limit: ranked.count)
        let matching = Set(try sql.query(all.sql, all.arguments).map { try $0.int(0) })
        let ids = ranked.filter(matching.contains)
        let start = min(ids.count, Int(clamping: max(0, search.cursor?.number ?? 0)))
        let end = min(ids.count, start + search.limit)
        let next =
            end < ids.count ? SearchCursor(keys: [], number: Int64(end)) : nil
        return SearchPage(tickets: try tickets(Array(ids[start..<end])), next: next)
    }

    private func ranked(_ search: TicketSearch) throws -> [Int64] {
        let part: TextTerms.Part = search.commentAccess.isNowhere ? .open : .all
        // Where notes may be read in some places only, they weigh nothing, so that a rank tells
        // nothing of them.
        let seesAll = search.commentAccess.isEverywhere
        let terms = search.condition.textQueries.map { TextTerms($0, .everywhere, part) }
        let rows: [SQLRow]
        switch sql.engine {
        case .sqlite:
            let query = terms.map { "(" + $0.sqlite + ")" }.joined(separator: " OR ")
            rows = try sql.query(
                (seesAll
                    ? "SELECT ticket FROM (SELECT rowid >> 36 AS ticket, "
                        + "bm25(search_index, 8.0, 1.0, 2.0, 1.0) AS score"
                    : "SELECT ticket FROM (SELECT rowid >> 36 AS ticket, "
                        + "bm25(search_index, 8.0, 1.0, 2.0, 0.0) AS score")
                        + """
                         FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?)
                        GROUP BY ticket ORDER BY MIN(score), ticket DESC
                        """,
                [.text(query), .integer(Self.rankedTextsMax)])
        case .postgresql:
            let query = terms.map { "(" + $0.postgresql + ")" }.joined(separator: " | ")
            let arguments: [SQLValue] = [.text(query), .text(query)]
            rows = try sql.query(
                (seesAll
                    ? "SELECT ticket FROM (SELECT id >> 36 AS ticket, "
                        + "ts_rank('{0.1, 0.3, 0.1, 1.0}', words, ?::tsquery) AS score"
                    : "SELECT ticket FROM (SELECT id >> 36 AS ticket, "
                        + "ts_rank('{0, 0.3, 0.1, 1.0}', words, ?::tsquery) AS score")
                        + """
                         FROM search_index WHERE words @@ ?::tsquery ORDER BY id DESC LIMIT ?) AS texts
                        GROUP BY ticket ORDER BY MAX(score) DESC, ticket DESC
                        """,
                arguments + [.integer(Self.rankedTextsMax)])
        }
        return try rows.map { try $0.int(0) }
    }
}

/// Stretches of ticket numbers in the order of a page, each four times as long as the one before.
private struct Stretches: Sequence, IteratorProtocol {
    var low: Int64
    var high: Int64
    var width: Int64
    let isDescending: Bool

    mutating func next() -> ClosedRange<Int64>? {
        guard low <= high else { return nil }
        defer { width = width.multipliedReportingOverflow(by: 4).overflow ? .max : width * 4 }
        let isLast = high - low < width
        if isDescending {
            let start = isLast ? low : high - width + 1
            defer { high = start - 1 }
            return start...high
        }
        let end = isLast ? high : low + width - 1
        defer { low = end + 1 }
        return low...end
    }
}

extension StoreSession {
    /// Tells whether one ticket is as a condition describes, whoever asks.
    package func satisfies(_ ticket: TicketID, _ condition: TicketCondition) throws -> Bool {
        let all = TicketAccess(user: User.systemID, isEverywhere: true)
        let search = TicketSearch(
            condition, access: all, commentAccess: all, fieldAccess: all, limit: 1)
        let statement = try SearchStatement(
            search,
            compiler(
                search, SearchProbes(search, self, isAboutOne: true),
                in: ticket.value...ticket.value),
            candidates: [ticket.value]
        ).count(max: 1)
        return try first(statement.sql, statement.arguments)?.int(0) == 1
    }
}

extension StoreSession {
    /// Who sits in the seats of tickets, in the order in which they sat down; custom roles that are
    /// not held just now as well.
    package func seats(of tickets: [TicketID]) throws -> [TicketID: [Watcher]] {
        var found: [TicketID: [Watcher]] = [:]
        for start in stride(from: 0, to: tickets.count, by: 500) {
            let part = tickets[start..<min(start + 500, tickets.count)]
            let rows = try sql.query(
                "SELECT ticket_id, role, user_id, group_id FROM watchers WHERE ticket_id IN ("
                    + .placeholders(part.count) + ") ORDER BY id",
                part.map { .integer($0.value) })
            for row in rows {
                guard let role = Role(rawValue: try row.text(1)) else { continue }
                let member = try principal(user: try row.intOrNil(2), group: try row.intOrNil(3))
                found[TicketID(try row.int(0)), default: []].append(
                    Watcher(role: role, member: member))
            }
        }
        return found
    }
}
