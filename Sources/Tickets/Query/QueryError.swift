// The query language, RT's TicketSQL: text → tokens → ``QueryNode`` → ``TicketCondition``.
//
// Nothing here knows SQL or who is in the store: the Desk resolves names, and the Store turns a
// condition into SQL. Start at ``QueryParser``; `docs/search.md` is the language for people.

/// What is wrong with a query, and where.
package struct QueryError: Error, Hashable {
    /// Where it is wrong, in characters from 1; one behind the last when something is missing.
    package let column: Int
    /// What stands there, as written; empty at the end of the query.
    package let found: String
    /// What should have stood there, for people.
    package let expected: String
    /// The known word that was probably meant.
    package let suggestion: String?
    /// The whole query.
    package let query: String

    /// Says what is wrong with `query`.
    package init(
        column: Int, found: String, expected: String, suggestion: String? = nil, query: String
    ) {
        self.column = column
        self.found = found
        self.expected = expected
        self.suggestion = suggestion
        self.query = query
    }

    /// Characters of the query that are shown on each side of the place.
    private static let surroundings = 60

    /// The line of the query with a caret under the place; two lines, the second without an end.
    ///
    /// A long query is cut on both sides. Characters that would move the caret become blanks.
    package var excerpt: String {
        let all = Array(query)
        let place = min(max(column - 1, 0), all.count)
        let start = max(0, place - Self.surroundings)
        let end = min(all.count, place + Self.surroundings)
        let shown = all[start..<end].map { character -> Character in
            character.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
                ? character : " "
        }
        let before = start > 0 ? "…" : ""
        let caret = String(repeating: " ", count: place - start + before.count) + "^"
        return before + String(shown) + (end < all.count ? "…" : "") + "\n" + caret
    }
}

extension QueryError: Disposed {
    /// A query stays wrong.
    package var isTemporary: Bool { false }

    /// Says no more than that it was refused.
    package var publicText: String { "The tracker did not understand this search." }

    /// Three lines: what is wrong, the query, a caret under the place.
    package var detail: String { sentence + "\n" + excerpt }

    /// What is wrong in one line.
    package var sentence: String {
        let isEnd = column > query.count
        let place =
            found.isEmpty
            ? (isEnd ? "the end of the query" : "an empty value") : "\"\(found)\""
        let meant = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
        return "column \(column): found \(place), expected \(expected)\(meant)"
    }
}
