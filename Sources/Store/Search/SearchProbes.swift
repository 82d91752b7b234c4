import Tickets

/// What a search asks the store before it becomes SQL: whether something is common.
///
/// The answers change how long the search takes, never what it finds. A class, since a search may be
/// written down several times and each question is asked once.
final class SearchProbes {
    /// Whether some part is asked of each ticket in turn.
    private(set) var asksEach = false
    private let session: StoreSession
    private let thresholds: TicketSearch.Thresholds
    private let isByNumber: Bool
    /// Whether only one ticket is looked at, which is asked about everything; then nothing is
    /// counted.
    private let isAboutOne: Bool
    private var counts: [Question: Bool] = [:]
    private var users: [Question: [Int64]?] = [:]

    private struct Question: Hashable {
        let sql: String
        let arguments: [SQLValue]

        init(_ clause: SQLClause) { (sql, arguments) = (clause.sql.text, clause.arguments) }
    }

    init(_ search: TicketSearch, _ session: StoreSession, isAboutOne: Bool = false) {
        self.isAboutOne = isAboutOne
        self.session = session
        thresholds = search.thresholds
        isByNumber = search.order.first.map { $0.key == .id } ?? true
    }

    /// Whether so many texts hold these words that asking each ticket is quicker than collecting
    /// them.
    func isCommon(_ query: TextQuery, _ place: TicketTest.TextPlace) throws -> Bool {
        guard !isAboutOne else { return true }
        let terms = TextTerms(query, place, .all)
        let isCommon: Bool
        switch session.sql.engine {
        case .sqlite:
            let rows = SQLClause(
                "search_index WHERE search_index MATCH ?", [.text(terms.sqlite)])
            isCommon = try are(rows, atLeast: isByNumber ? thresholds.texts : thresholds.askedTexts)
        case .postgresql:
            // The server's statistics know, and counting would take longer than searching.
            let row = try session.first(
                "EXPLAIN SELECT 1 FROM search_index WHERE words @@ ?::tsquery",
                [.text(terms.postgresql)])
            isCommon = Self.estimate(try row?.text(0) ?? "") >= thresholds.texts
        }
        if isCommon { asksEach = true }
        return isCommon
    }

    /// The same of values of custom fields, given as a clause over `ticket_fields v`.
    ///
    /// - Parameter readsAll: says that no index tells which values fit, which is as bad.
    func isCommon(values: SQLClause, readsAll: Bool = false) throws -> Bool {
        let isCommon =
            try readsAll || isAboutOne
            || are("ticket_fields v WHERE " + values, atLeast: thresholds.values)
        if isCommon { asksEach = true }
        return isCommon
    }

    /// The users that a query gives, one a row; `nil` when they are so many that asking each
    /// ticket for its people is quicker than collecting the people's tickets.
    func fewUsers(_ query: SQLClause) throws -> [Int64]? {
        guard !isAboutOne else { return nil }
        let question = Question(query)
        if users[question] == nil {
            let found = query + SQLClause(" LIMIT ?", [.integer(thresholds.users)])
            let ids = try session.sql.query(found.sql, found.arguments).map { try $0.int(0) }
            users[question] = .some(ids.count < thresholds.users ? Array(Set(ids)) : nil)
        }
        let few = users[question] ?? nil
        if few == nil { asksEach = true }
        return few
    }

    /// Whether so many tickets fit a clause over `tickets t` that looking them up in an index is
    /// worth nothing; asked only where one index answers without looking at the tickets.
    func isMany(_ tickets: SQLClause) throws -> Bool {
        try are("tickets t WHERE " + tickets, atLeast: thresholds.tickets)
    }

    /// Whether a table and a condition have so many rows; no more are counted.
    private func are(_ rows: SQLClause, atLeast min: Int64) throws -> Bool {
        let question = Question(rows)
        if let answer = counts[question] { return answer }
        let count =
            "SELECT COUNT(*) FROM (SELECT 1 FROM " + rows
            + SQLClause(" LIMIT ?) AS found", [.integer(min)])
        let answer = try session.first(count.sql, count.arguments)?.int(0) ?? 0 >= min
        counts[question] = answer
        return answer
    }

    /// The number behind `rows=` in the first line of a plan; 0 without one.
    private static func estimate(_ line: String) -> Int64 {
        let mark = "rows="
        guard let start = line.firstRange(of: mark)?.upperBound else { return 0 }
        return Int64(line[start...].prefix(while: \.isNumber)) ?? 0
    }
}
