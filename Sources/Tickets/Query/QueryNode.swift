/// A query as it was written, taken apart.
package struct TicketQuery: Hashable, Sendable {
    package let root: QueryNode
    /// As written, for errors that show only when names are looked up.
    package let text: String

    /// Pairs a tree with what it was read from.
    package init(root: QueryNode, text: String) {
        self.root = root
        self.text = text
    }

    /// Longest query in bytes.
    package static let bytesMax = 64 << 10
    /// Deepest nesting of brackets and NOT.
    package static let nestingMax = 100
    /// Comparisons in one query.
    package static let clausesMax = 500
    /// Values in all lists of one query.
    package static let valuesMax = 2_000
}

/// A part of a query; no deeper than ``TicketQuery/nestingMax``, so it may be walked recursively.
package indirect enum QueryNode: Hashable, Sendable {
    /// At least two.
    case and([QueryNode])
    /// At least two.
    case or([QueryNode])
    case not(QueryNode)
    case clause(QueryClause)
}

/// One comparison.
package struct QueryClause: Hashable, Sendable {
    package let field: QueryField
    package let comparison: QueryOperator
    /// `!=`, `NOT LIKE`, `IS NOT NULL`: the opposite of ``comparison``.
    package let isNegated: Bool
    /// None for `IS NULL`, one or more for `IN`, else one.
    package let values: [QueryValue]
    /// Whether only who sits in a seat themselves counts, not by a group's members.
    package let isShallow: Bool
    /// Where the field stands, from 1; 0 when nobody wrote it.
    package let column: Int
    /// Where the operator stands, from 1; 0 when nobody wrote it.
    package let operatorColumn: Int

    /// Puts a comparison together; what fits together is the parser's business.
    package init(
        _ field: QueryField, _ comparison: QueryOperator, isNegated: Bool = false,
        _ values: [QueryValue], isShallow: Bool = false, column: Int = 0,
        operatorColumn: Int = 0
    ) {
        self.operatorColumn = operatorColumn
        self.isShallow = isShallow
        self.field = field
        self.comparison = comparison
        self.isNegated = isNegated
        self.values = values
        self.column = column
    }
}

/// How a field is compared; each has an opposite, written with NOT or `!=`.
package enum QueryOperator: String, Hashable, Sendable {
    case equal = "="
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case like = "LIKE"
    case startsWith = "STARTSWITH"
    case endsWith = "ENDSWITH"
    case isNull = "IS NULL"
    case isIn = "IN"
}

/// What a field is compared with.
package struct QueryValue: Hashable, Sendable {
    /// Without quotes.
    package let text: String
    /// Another field of the same kind instead of a value; only where no quotes were written.
    package let field: QueryField?
    /// From 1; 0 when nobody wrote it.
    package let column: Int

    /// Takes a value.
    package init(_ text: String, field: QueryField? = nil, column: Int = 0) {
        self.text = text
        self.field = field
        self.column = column
    }
}

extension QueryNode: CustomStringConvertible {
    /// The query as we would write it; reading it again gives an equal tree but for columns.
    package var description: String {
        switch self {
        case .and(let parts):
            parts.map { part in
                if case .or = part { "(\(part))" } else { part.description }
            }.joined(separator: " AND ")
        case .or(let parts): parts.map(\.description).joined(separator: " OR ")
        case .not(.clause(let clause)): "NOT \(clause)"
        case .not(let part): "NOT (\(part))"
        case .clause(let clause): clause.description
        }
    }
}

extension QueryClause: CustomStringConvertible {
    /// The comparison as we would write it: `Status != 'open'`.
    package var description: String {
        let name = field.name + (isShallow ? " SHALLOW" : "")
        let not = isNegated ? "NOT " : ""
        switch comparison {
        case .isNull: return isNegated ? "\(name) IS NOT NULL" : "\(name) IS NULL"
        case .isIn:
            let list = values.map(\.description).joined(separator: ", ")
            return "\(name) \(not)IN (\(list))"
        case .equal:
            return "\(name) \(isNegated ? "!=" : "=") \(values.first?.description ?? "")"
        case .less, .greater, .lessOrEqual, .greaterOrEqual, .like, .startsWith, .endsWith:
            return "\(name) \(not)\(comparison.rawValue) \(values.first?.description ?? "")"
        }
    }
}

extension QueryValue: CustomStringConvertible {
    /// In quotes unless it is a number or a field.
    package var description: String {
        if let field { return field.name }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        if !digits.isEmpty, digits.count < 19, digits.utf8.allSatisfy({ (48...57).contains($0) }) {
            return text
        }
        let escaped = text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "'\(escaped)'"
    }
}
