/// A piece of a query.
struct QueryToken: Hashable {
    enum Kind: Hashable {
        /// A field, a keyword, a value without quotes.
        case word
        /// A value in quotes, without them and with its escapes undone.
        case quoted
        /// `=`, `!=`, `<`, `>`, `<=`, `>=`.
        case comparison
        case open, close, comma
        /// Stands behind the last piece.
        case end
    }

    let kind: Kind
    let text: String
    /// In characters from 1.
    let column: Int
    /// As it stands in the query, for errors.
    let written: String

    /// Whether it is the keyword, which is matched regardless of case and never in quotes.
    func isKeyword(_ word: String) -> Bool { kind == .word && text.uppercased() == word }
}

/// Cuts a query into pieces.
struct QueryLexer {
    private let query: String
    private let characters: [Character]
    private var position = 0

    init(_ query: String) {
        self.query = query
        characters = Array(query)
    }

    /// All pieces, the end included; linear in the length of the query.
    ///
    /// - Throws: ``QueryError`` for quotes and braces that are not closed, and for characters that
    ///   begin nothing.
    static func tokens(of query: String) throws -> [QueryToken] {
        guard query.utf8.count <= TicketQuery.bytesMax else {
            throw QueryError(
                column: 1, found: "\(query.utf8.count) bytes",
                expected: "a query of at most \(TicketQuery.bytesMax) bytes", query: query)
        }
        // No stored text holds a NUL, and no engine takes one.
        guard !query.utf8.contains(0) else {
            throw QueryError(
                column: 1, found: "a NUL character", expected: "text", query: "")
        }
        var lexer = QueryLexer(query)
        var tokens: [QueryToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws -> QueryToken {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else {
            return QueryToken(kind: .end, text: "", column: characters.count + 1, written: "")
        }
        switch characters[position] {
        case "(": return single(.open)
        case ")": return single(.close)
        case ",": return single(.comma)
        case "=", "<", ">", "!": return try comparison()
        case "'", "\"": return try quoted()
        default: return try word()
        }
    }

    private mutating func single(_ kind: QueryToken.Kind) -> QueryToken {
        position += 1
        let text = String(characters[position - 1])
        return QueryToken(kind: kind, text: text, column: position, written: text)
    }

    private mutating func comparison() throws -> QueryToken {
        let start = position
        position += 1
        if position < characters.count, characters[position] == "=", characters[start] != "=" {
            position += 1
        }
        let text = String(characters[start..<position])
        guard text != "!" else {
            throw error(at: start, "!", "an operator such as = or !=, or NOT")
        }
        return QueryToken(kind: .comparison, text: text, column: start + 1, written: text)
    }

    /// `'…'` or `"…"`; a backslash makes the next character plain.
    private mutating func quoted() throws -> QueryToken {
        let start = position
        let mark = characters[start]
        var text = ""
        position += 1
        while position < characters.count {
            var character = characters[position]
            position += 1
            if character == mark {
                return QueryToken(
                    kind: .quoted, text: text, column: start + 1,
                    written: String(characters[start..<position]))
            }
            if character == "\\", position < characters.count {
                character = characters[position]
                position += 1
            }
            text.append(character)
        }
        throw error(at: start, String(mark), "a value with a closing \(mark)")
    }

    /// Up to a blank or a character of its own meaning; braces may hold anything, as in
    /// `CF.{Beta Date}`.
    private mutating func word() throws -> QueryToken {
        let start = position
        let ends: Set<Character> = ["(", ")", ",", "=", "<", ">", "!", "'", "\""]
        while position < characters.count {
            let character = characters[position]
            if character.isWhitespace || ends.contains(character) { break }
            position += 1
            guard character == "{" else { continue }
            let brace = position - 1
            while position < characters.count, characters[position] != "}" { position += 1 }
            guard position < characters.count else {
                throw error(at: brace, "{", "a name with a closing }")
            }
            position += 1
            // Only a part of what the braces name goes on behind them.
            if position < characters.count, characters[position] != "." { break }
        }
        let text = String(characters[start..<position])
        return QueryToken(kind: .word, text: text, column: start + 1, written: text)
    }

    private func error(at position: Int, _ found: String, _ expected: String) -> QueryError {
        QueryError(column: position + 1, found: found, expected: expected, query: query)
    }
}
