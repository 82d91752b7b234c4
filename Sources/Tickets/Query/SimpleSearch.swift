/// The names that single words may mean, in the spelling in which they are stored.
package struct SimpleNames {
    package let statuses: [String]
    package let queues: [String]
    /// Those that the asker sees.
    package let customFields: [CustomField]
    /// Gives a user's name as stored for what was typed; `nil` when there is none.
    package let user: (String) throws -> String?

    /// Takes what is known.
    package init(
        statuses: [String], queues: [String], customFields: [CustomField] = [],
        user: @escaping (String) throws -> String?
    ) {
        self.statuses = statuses
        self.queues = queues
        self.customFields = customFields
        self.user = user
    }
}

/// What somebody types into a search box, turned into a query, as RT's simple search does.
///
/// Each word narrows the search, but words of the same kind of which a ticket has only one (two
/// statuses, two queues, two numbers, two owners) mean either. Resting tickets are left out unless
/// a status, `any` or a number is asked for.
package struct SimpleSearch {
    private let names: SimpleNames
    private var statuses: [QueryNode] = []
    private var queues: [QueryNode] = []
    private var owners: [QueryNode] = []
    private var numbers: [QueryNode] = []
    private var rest: [QueryNode] = []
    private var wantsAny = false
    /// Where the word in question stands.
    private var column = 0

    /// Reads the words.
    ///
    /// - Returns: A tree that reads back from its own description.
    /// - Throws: ``QueryError`` for an unknown status behind `status:`, for more words than a query
    ///   may have, and for nothing at all.
    package static func query(_ text: String, names: SimpleNames) throws -> TicketQuery {
        var search = SimpleSearch(names: names)
        let words = try words(text)
        guard !words.isEmpty else {
            throw QueryError(column: 1, found: "", expected: "words to look for", query: text)
        }
        for word in words { try search.take(word, in: text) }
        return TicketQuery(root: search.node(), text: text)
    }

    private init(names: SimpleNames) { self.names = names }

    // MARK: Words

    struct Word: Hashable {
        /// What stands before the colon, in lower case.
        var key: String?
        var value: String
        var isQuoted: Bool
        let column: Int

        /// `cf.{Customer` so far: what follows belongs to the name.
        var isOpenName: Bool {
            key == nil && value.lowercased().hasPrefix("cf.{") && !value.contains("}")
        }

        /// `cf.Name`, `cf.{Customer number}`.
        var isCustomField: Bool {
            value.count > 3 && value.lowercased().hasPrefix("cf.") && !isOpenName
        }
    }

    /// `word`, `"a phrase"`, `key:word`, `key:"a phrase"`.
    static func words(_ text: String) throws -> [Word] {
        guard text.utf8.count <= TicketQuery.bytesMax, !text.utf8.contains(0) else {
            throw QueryError(
                column: 1, found: "\(text.utf8.count) bytes",
                expected: "at most \(TicketQuery.bytesMax) bytes without a NUL", query: text)
        }
        var words: [Word] = []
        var word: Word?
        var quote: Character?
        for (index, character) in text.enumerated() {
            if let mark = quote {
                if character == mark { quote = nil } else { word?.value.append(character) }
            } else if character == "\"" || (character == "'" && word?.value.isEmpty != false) {
                if word == nil { word = Word(value: "", isQuoted: true, column: index + 1) }
                word?.isQuoted = true
                quote = character
            } else if character.isWhitespace, word?.isOpenName != true {
                if let done = word { words.append(done) }
                word = nil
            } else if character == ":", let begun = word, begun.key == nil, !begun.isQuoted,
                keys.contains(begun.value.lowercased()) || begun.isCustomField
            {
                word?.key = begun.value.lowercased()
                word?.value = ""
            } else {
                if word == nil { word = Word(value: "", isQuoted: false, column: index + 1) }
                word?.value.append(character)
            }
        }
        // A quote that is not closed ends with the text: this is a search box.
        if let done = word { words.append(done) }
        return words.filter { !$0.value.isEmpty }
    }

    /// A word as a shell handed it over, in the form in which ``query(_:names:)`` takes it for one: if
    /// it has blanks, it stood in quotes, and is a phrase or a key with one.
    package static func word(fromShell text: String) -> String {
        guard text.contains(where: \.isWhitespace), !text.contains("\"") else { return text }
        var start = text.startIndex
        if text.lowercased().hasPrefix("cf.{"), let end = text.firstIndex(of: "}") { start = end }
        if let colon = text[start...].firstIndex(of: ":") {
            let key = text[..<colon].lowercased()
            let isField = key.hasPrefix("cf.{") ? key.hasSuffix("}") : isPlainField(key)
            if keys.contains(key) || isField {
                return "\(text[...colon])\"\(text[text.index(after: colon)...])\""
            }
        }
        return "\"\(text)\""
    }

    /// `cf.name`.
    private static func isPlainField(_ key: String) -> Bool {
        key.hasPrefix("cf.") && key.count > 3 && !key.contains(where: \.isWhitespace)
    }

    private static let keys: Set<String> = [
        "subject", "content", "fulltext", "queue", "q", "owner", "watcher", "requestor", "domain",
        "status", "id",
    ]

    // MARK: Meanings

    private mutating func take(_ word: Word, in text: String) throws {
        // A mistake is in what stands behind the colon.
        column = word.column + (word.key.map { $0.count + 1 } ?? 0)
        if let key = word.key {
            try take(key, word, in: text)
        } else if word.isQuoted {
            rest.append(fullText(word.value, isPhrase: true))
        } else {
            try guess(word.value)
        }
    }

    private mutating func take(_ key: String, _ word: Word, in text: String) throws {
        let value = word.value
        if key.hasPrefix("cf.") { return rest.append(try customField(key, word, in: text)) }
        switch key {
        case "subject": rest.append(clause(.subject, .like, value))
        case "content":
            rest.append(clause(.content, word.isQuoted ? .equal : .like, value))
        case "fulltext": rest.append(fullText(value, isPhrase: word.isQuoted))
        case "queue", "q": queues.append(clause(.queue, .equal, value))
        case "owner":
            owners.append(clause(.user(.owner), .equal, Self.person(value)))
        case "watcher": rest.append(seat("Watcher", value))
        case "requestor": rest.append(seat("Requestor", value))
        case "domain": rest.append(domain(value))
        case "status":
            guard let status = status(value) else {
                throw QueryError(
                    column: word.column, found: word.value,
                    expected: "a status, active, inactive or any",
                    suggestion: NearestWord.find(value, among: names.statuses), query: text)
            }
            add(status)
        default:
            guard let number = Self.number(value) else {
                throw QueryError(
                    column: word.column, found: word.value, expected: "a ticket's number",
                    query: text)
            }
            numbers.append(clause(.id, .equal, number))
        }
    }

    private mutating func guess(_ word: String) throws {
        if let number = Self.number(word) {
            numbers.append(clause(.id, .equal, number))
        } else if word.hasPrefix("@"), word.count > 1 {
            rest.append(domain(String(word.dropFirst())))
        } else if let status = status(word) {
            add(status)
        } else if let queue = names.queues.first(where: { $0.lowercased() == word.lowercased() }) {
            queues.append(clause(.queue, .equal, queue))
        } else if word.lowercased() == "me" {
            owners.append(clause(.user(.owner), .equal, "__CurrentUser__"))
        } else if word.contains("@"), EmailAddress(word) != nil {
            rest.append(seat("Requestor", word))
        } else if let user = try names.user(word) {
            owners.append(clause(.user(.owner), .equal, user))
        } else {
            rest.append(fullText(word, isPhrase: false))
        }
    }

    private mutating func add(_ status: String) {
        if status == "any" {
            wantsAny = true
        } else {
            statuses.append(clause(.status, .equal, status))
        }
    }

    private func status(_ word: String) -> String? {
        switch word.lowercased() {
        case "active": "__Active__"
        case "inactive": "__Inactive__"
        case "any": "any"
        default: names.statuses.first { $0.lowercased() == word.lowercased() }
        }
    }

    /// Part of a text, or a value of any other kind.
    private func customField(_ key: String, _ word: Word, in text: String) throws -> QueryNode {
        var name = key.dropFirst(3)
        if name.hasPrefix("{"), name.hasSuffix("}") { name = name.dropFirst().dropLast() }
        guard let field = names.customFields.first(where: { $0.name.lowercased() == name }) else {
            throw QueryError(
                column: word.column, found: String(name), expected: "a custom field",
                suggestion: NearestWord.find(String(name), among: names.customFields.map(\.name)),
                query: text)
        }
        let isPart = field.kind.isText && field.kind != .select
        return clause(.customField(field.name), isPart ? .like : .equal, word.value)
    }

    // MARK: Parts of the query

    private func node() -> QueryNode {
        var statuses = self.statuses
        if wantsAny {
            statuses = []
        } else if statuses.isEmpty, numbers.isEmpty {
            statuses = [clause(.status, .equal, "__Active__")]
        }
        var parts = [numbers, statuses, queues, owners].compactMap { group -> QueryNode? in
            group.count > 1 ? .or(group) : group.first
        }
        parts += rest
        // "any" alone: everything.
        guard let first = parts.first else {
            return .clause(QueryClause(.id, .greater, [QueryValue("0")]))
        }
        return parts.count == 1 ? first : .and(parts)
    }

    private static func number(_ word: String) -> String? {
        let digits = word.hasPrefix("#") ? word.dropFirst() : word[...]
        let isNumber =
            (1...18).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (48...57).contains($0) }
        return isNumber ? String(digits) : nil
    }

    private static func person(_ word: String) -> String {
        switch word.lowercased() {
        case "me": "__CurrentUser__"
        case "nobody": "Nobody"
        default: word
        }
    }

    private func clause(
        _ field: QueryField, _ comparison: QueryOperator, _ value: String
    ) -> QueryNode {
        .clause(QueryClause(field, comparison, [QueryValue(value, column: column)], column: column))
    }

    private func fullText(_ value: String, isPhrase: Bool) -> QueryNode {
        clause(.fullText, isPhrase ? .equal : .like, value)
    }

    /// People by the beginning of their address, as RT does; `me` is whoever asks.
    private func seat(_ name: String, _ value: String) -> QueryNode {
        let field = QueryField(named: name) ?? .fullText
        if value.lowercased() == "me" { return clause(field, .equal, "__CurrentUser__") }
        return clause(field, .startsWith, value)
    }

    private func domain(_ value: String) -> QueryNode {
        let domain = value.hasPrefix("@") ? value : "@" + value
        return clause(QueryField(named: "Requestor") ?? .fullText, .endsWith, domain)
    }
}
