/// Reads a query.
///
///     or     = and { OR and }
///     and    = not { AND not }
///     not    = { NOT } ( "(" or ")" | clause )
///     clause = field operator value
///
/// AND binds before OR, as in SQL; RT itself leaves that open.
package struct QueryParser {
    private let query: String
    private let tokens: [QueryToken]
    private var position = 0
    private var depth = 0
    private var clauses = 0
    private var values = 0

    /// Reads a query.
    ///
    /// - Throws: ``QueryError`` with the column of the first mistake.
    package static func parse(_ query: String) throws -> TicketQuery {
        var parser = QueryParser(query: query, tokens: try QueryLexer.tokens(of: query))
        let root = try parser.alternatives()
        guard parser.token.kind == .end else {
            throw parser.error("AND, OR or the end of the query", parser.joinSuggestion)
        }
        return TicketQuery(root: root, text: query)
    }

    private init(query: String, tokens: [QueryToken]) {
        self.query = query
        self.tokens = tokens
    }

    // The last token is the end and is never passed.
    private var token: QueryToken { tokens[min(position, tokens.count - 1)] }

    private var joinSuggestion: String? {
        token.kind == .word ? NearestWord.find(token.text, among: ["AND", "OR"]) : nil
    }

    private func error(
        _ expected: String, _ suggestion: String? = nil, at place: QueryToken? = nil
    ) -> QueryError {
        let place = place ?? token
        return QueryError(
            column: place.column, found: place.written, expected: expected, suggestion: suggestion,
            query: query)
    }

    // MARK: Structure

    private mutating func alternatives() throws -> QueryNode {
        var parts = [try conjunction()]
        while token.isKeyword("OR") {
            position += 1
            parts.append(try conjunction())
        }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws -> QueryNode {
        var parts = [try negation()]
        while token.isKeyword("AND") {
            position += 1
            parts.append(try negation())
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func negation() throws -> QueryNode {
        var isNegated = false
        while token.isKeyword("NOT") {
            isNegated.toggle()
            position += 1
        }
        let part: QueryNode
        if token.kind == .open {
            guard depth < TicketQuery.nestingMax else {
                throw error("at most \(TicketQuery.nestingMax) brackets in each other")
            }
            depth += 1
            position += 1
            part = try alternatives()
            guard token.kind == .close else {
                throw error("AND, OR or a closing bracket", joinSuggestion)
            }
            position += 1
            depth -= 1
        } else {
            part = .clause(try clause())
        }
        return isNegated ? .not(part) : part
    }

    // MARK: A comparison

    private mutating func clause() throws -> QueryClause {
        let place = token
        let field = try field()
        clauses += 1
        guard clauses <= TicketQuery.clausesMax else {
            throw error("at most \(TicketQuery.clausesMax) comparisons", at: place)
        }
        let isShallow = try shallow(of: field)
        let operatorPlace = token
        let (comparison, isNegated) = try comparison(of: field)
        try require(comparison, fits: field, at: operatorPlace)
        let values: [QueryValue]
        switch comparison {
        case .isNull: values = []
        case .isIn: values = try list()
        default:
            // RT's way of writing IS NULL.
            if token.isKeyword("NULL"), comparison == .equal {
                position += 1
                return QueryClause(
                    field, .isNull, isNegated: isNegated, [], column: place.column,
                    operatorColumn: operatorPlace.column)
            }
            // Behind LIKE and its like a word is a text.
            let isMatch = [.like, .startsWith, .endsWith].contains(comparison)
            values = [try value(comparedWith: isMatch ? nil : field)]
        }
        return QueryClause(
            field, comparison, isNegated: isNegated, values, isShallow: isShallow,
            column: place.column, operatorColumn: operatorPlace.column)
    }

    /// RT's word for "without the members of groups" in front of an operator.
    private mutating func shallow(of field: QueryField) throws -> Bool {
        guard token.isKeyword("SHALLOW") else { return false }
        switch field {
        case .watcher, .group: break
        default: throw error("an operator: SHALLOW stands only behind watchers and groups")
        }
        position += 1
        return true
    }

    private mutating func field() throws -> QueryField {
        guard token.kind == .word || token.kind == .quoted else {
            throw error("a field such as Status, NOT or an opening bracket")
        }
        if let field = QueryField(named: token.text) {
            position += 1
            return field
        }
        if let instead = ElsewhereWord.instead(of: token.text) { throw error(instead) }
        let names = QueryField.all.map(\.name)
        throw error("a field", NearestWord.find(token.text, among: names))
    }

    private mutating func comparison(of field: QueryField) throws -> (QueryOperator, Bool) {
        let place = token
        if place.kind == .comparison {
            position += 1
            if place.text == "!=" { return (.equal, true) }
            guard let known = QueryOperator(rawValue: place.text) else {
                throw error("=", at: place)
            }
            return (known, false)
        }
        var isNegated = false
        if place.isKeyword("IS") {
            position += 1
            if token.isKeyword("NOT") {
                isNegated = true
                position += 1
            }
            guard token.isKeyword("NULL") || (token.kind == .quoted && token.text.isEmpty) else {
                throw error("NULL")
            }
            position += 1
            return (.isNull, isNegated)
        }
        if place.isKeyword("NOT") {
            isNegated = true
            position += 1
        }
        for known in [QueryOperator.like, .startsWith, .endsWith, .isIn]
        where token.isKeyword(known.rawValue) {
            position += 1
            return (known, isNegated)
        }
        let all = Self.operators(of: field.kind)
        let suggestion = token.text.count > 1 ? NearestWord.find(token.text, among: all) : nil
        throw error("an operator for \(field.name): \(all.joined(separator: ", "))", suggestion)
    }

    private static func operators(of kind: QueryField.Kind) -> [String] {
        let order = ["=", "!=", "<", ">", "<=", ">="]
        let text = ["LIKE", "NOT LIKE", "STARTSWITH", "ENDSWITH"]
        return switch kind {
        case .number, .priority, .date: order + ["IN", "NOT IN", "IS NULL", "IS NOT NULL"]
        case .user, .link: ["=", "!=", "IN", "NOT IN", "IS NULL", "IS NOT NULL"]
        case .name, .group: ["=", "!=", "IN", "NOT IN"]
        case .words: ["LIKE", "NOT LIKE", "=", "!="]
        case .custom: order + text + ["IN", "NOT IN", "IS NULL", "IS NOT NULL"]
        case .text, .watcher: ["=", "!="] + text + ["IN", "NOT IN", "IS NULL", "IS NOT NULL"]
        }
    }

    private func require(
        _ comparison: QueryOperator, fits field: QueryField, at place: QueryToken
    ) throws {
        let all = Self.operators(of: field.kind)
        guard all.contains(comparison.rawValue) else {
            throw error(
                "an operator for \(field.name): \(all.joined(separator: ", "))", at: place)
        }
    }

    // MARK: Values

    private mutating func list() throws -> [QueryValue] {
        guard token.kind == .open else { throw error("an opening bracket: IN ('a', 'b')") }
        position += 1
        var found = [try value(comparedWith: nil)]
        while token.kind == .comma {
            position += 1
            found.append(try value(comparedWith: nil))
        }
        guard token.kind == .close else { throw error("a comma or a closing bracket") }
        position += 1
        return found
    }

    /// - Parameter field: what stands on the left; a field of the same kind may then be meant.
    private mutating func value(comparedWith field: QueryField?) throws -> QueryValue {
        let place = token
        guard place.kind == .word || place.kind == .quoted else {
            throw error("a value, in quotes if it is more than one word")
        }
        if place.kind == .word, ["AND", "OR", "NOT"].contains(place.text.uppercased()) {
            throw error("a value; the word \(place.text) needs quotes to be one")
        }
        values += 1
        guard values <= TicketQuery.valuesMax else {
            throw error("at most \(TicketQuery.valuesMax) values")
        }
        position += 1
        let people: [QueryField.Kind] = [.user, .watcher]
        if place.kind == .word, let field, people.contains(field.kind),
            let other = QueryField(named: place.text), people.contains(other.kind)
        {
            throw error(
                "somebody's name or address, in quotes if it is also a field's: people of a ticket are "
                    + "not compared with each other", at: place)
        }
        if place.kind == .word, let field, let other = QueryField(named: place.text),
            Self.areComparable(field.kind, other.kind)
        {
            return QueryValue(place.text, field: other, column: place.column)
        }
        return QueryValue(place.text, column: place.column)
    }

    /// Whether a word behind a field means another field; whether they fit is asked later.
    private static func areComparable(_ one: QueryField.Kind, _ other: QueryField.Kind) -> Bool {
        switch one {
        case .date: other == .date || other == .custom
        case .number, .priority: [.number, .priority, .custom].contains(other)
        case .custom: [.date, .number, .priority, .custom].contains(other)
        case .text, .user: other == .custom
        default: false
        }
    }
}
