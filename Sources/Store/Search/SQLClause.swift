/// A piece of a statement with the values for its question marks.
struct SQLClause {
    let sql: SQL
    let arguments: [SQLValue]

    init(_ sql: SQL, _ arguments: [SQLValue] = []) {
        self.sql = sql
        self.arguments = arguments
    }

    /// Comparisons, since SQLite's statements have no literal for truth that PostgreSQL shares.
    static let always = SQLClause("(1 = 1)")
    static let never = SQLClause("(1 = 0)")

    static func + (left: SQLClause, right: SQLClause) -> SQLClause {
        SQLClause(left.sql + right.sql, left.arguments + right.arguments)
    }

    static func + (left: SQLClause, right: SQL) -> SQLClause { left + SQLClause(right) }

    static func + (left: SQL, right: SQLClause) -> SQLClause { SQLClause(left) + right }

    /// True where all are; `always` for none.
    static func all(_ parts: [SQLClause]) -> SQLClause { joined(parts, " AND ", empty: .always) }

    /// True where one is; `never` for none.
    static func any(_ parts: [SQLClause]) -> SQLClause { joined(parts, " OR ", empty: .never) }

    /// The opposite; also true where the clause is unknown, as every comparison with NULL is.
    static func not(_ part: SQLClause) -> SQLClause {
        "NOT COALESCE(" + part + ", (1 = 0))"
    }

    /// `column IN (…)`, `column = ?` for one value, `never` for none.
    static func list(_ column: SQL, _ values: [Int64]) -> SQLClause {
        list(column, values.sorted().map { .integer($0) })
    }

    /// The same for texts.
    static func list(_ column: SQL, texts: Set<String>) -> SQLClause {
        list(column, texts.sorted().map { .text($0) })
    }

    private static func list(_ column: SQL, _ values: [SQLValue]) -> SQLClause {
        switch values.count {
        case 0: .never
        case 1: SQLClause(column + " = ?", values)
        default: SQLClause(column + " IN (" + .placeholders(values.count) + ")", values)
        }
    }

    /// Pieces with commas between; at least one.
    static func list(_ parts: [SQLClause]) -> SQLClause {
        SQLClause(.joined(parts.map(\.sql), separator: ", "), parts.flatMap(\.arguments))
    }

    private static let joinedMax = 100

    private static func joined(
        _ parts: [SQLClause], _ separator: SQL, empty: SQLClause
    ) -> SQLClause {
        guard parts.count > 1 else { return parts.first ?? empty }
        // SQLite takes no expression that is deeper than 1,000, and takes a row of them for deep.
        guard parts.count <= Self.joinedMax else {
            let chunks = stride(from: 0, to: parts.count, by: Self.joinedMax).map { start in
                let end = min(start + Self.joinedMax, parts.count)
                return joined(Array(parts[start..<end]), separator, empty: empty)
            }
            return joined(chunks, separator, empty: empty)
        }
        return SQLClause(
            "(" + .joined(parts.map(\.sql), separator: separator) + ")",
            parts.flatMap(\.arguments))
    }
}

extension SQLClause: ExpressibleByStringLiteral {
    /// A piece without values.
    init(stringLiteral value: StaticString) { self.init(SQL(stringLiteral: value)) }
}
