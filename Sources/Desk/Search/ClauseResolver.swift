import Store
import Tickets

/// Turns one comparison of a query into a condition.
struct ClauseResolver {
    let names: QueryResolver
    let query: TicketQuery
    let clause: QueryClause
    /// Whether the opposite of ``QueryClause/comparison`` is asked, be it by NOT.
    let isNegated: Bool

    /// The condition, opposite included.
    func condition() throws -> TicketCondition {
        if case .customField(let name) = clause.field { return try customField(named: name) }
        if clause.field == .customFieldContent { return try anyCustomField() }
        if case .customField(let name)? = clause.values.first?.field {
            return try customField(named: name, column: clause.values.first?.column)
        }
        let found = try positive()
        return isNegated ? .not(found) : found
    }

    /// A mistake in a value; in the operator for `nil`.
    func error(
        _ value: QueryValue?, _ expected: String, among known: [String] = []
    ) -> QueryError {
        // A query that nobody wrote, such as one made of single words, has no columns.
        let column = value?.column ?? clause.operatorColumn
        let place = column > 0 ? column : Self.place(of: value?.text, in: query.text)
        let word = (clause.isNegated ? "NOT " : "") + clause.comparison.rawValue
        return QueryError(
            column: place, found: value?.text ?? word, expected: expected,
            suggestion: value.flatMap { NearestWord.find($0.text, among: known) },
            query: query.text)
    }

    private static func place(of word: String?, in text: String) -> Int {
        guard let word, !word.isEmpty else { return 1 }
        let (wanted, all) = (Array(word), Array(text))
        guard wanted.count <= all.count else { return 1 }
        // Short texts both; a long one is only looked at where it begins.
        for start in 0...min(all.count - wanted.count, 2_000)
        where all[start] == wanted[0] && all[start..<start + wanted.count].elementsEqual(wanted) {
            return start + 1
        }
        return 1
    }

    private func positive() throws -> TicketCondition {
        switch clause.field {
        case .id, .priority, .number: try number()
        case .customField, .customFieldContent: try anyCustomField()
        case .effectiveID: try .any(clause.values.map { effective(TicketID(try number($0))) })
        case .userPart(let field, let part): try user(field, part)
        case .queue: .test(.queue(Set(try clause.values.map { try queue($0).id })))
        case .lifecycle: try lifecycle()
        case .status: try .any(clause.values.map(status))
        case .subject: try text(TicketTest.subject, whenNull: .subject(.oneOf([""])))
        case .user(let field): try user(field)
        case .date(let field): try date(field)
        case .content: try words(.content)
        case .fullText: try words(.everywhere)
        case .filename: try text(TicketTest.filename, whenNull: nil)
        case .contentType: try text(TicketTest.contentType, whenNull: nil)
        case .watcher(let seat, let part): try watcher(seat, part)
        case .group(let field): try group(field)
        case .link(let field): try link(field)
        case .mergedInto:
            clause.comparison == .isNull
                ? .not(.test(.isMerged))
                : .test(.mergedInto(Set(try clause.values.map { TicketID(try number($0)) })))
        }
    }

    // MARK: Numbers

    private func number() throws -> TicketCondition {
        guard let column = Self.column(of: clause.field) else { return .never }
        if clause.comparison == .isNull { return .never }
        if let other = clause.values.first?.field {
            guard let right = Self.column(of: other) else {
                throw error(clause.values.first, "a number, or a field that holds one")
            }
            return .test(.columns(column, try order(), right))
        }
        if column == .id, [.equal, .isIn].contains(clause.comparison) {
            return .test(.isTicket(Set(try clause.values.map { TicketID(try number($0)) })))
        }
        return .any(try clause.values.map { try number($0, in: column) })
    }

    /// A ticket that stands for itself, and those that became part of it.
    private func effective(_ id: TicketID) -> TicketCondition {
        .any([
            .all([.test(.number(.id, .equal, id.value)), .not(.test(.isMerged))]),
            .test(.mergedInto([id])),
        ])
    }

    func number(_ value: QueryValue) throws -> Int64 {
        if let instead = value.insteadOfMagic { throw error(value, instead) }
        let digits = value.text.hasPrefix("#") ? String(value.text.dropFirst()) : value.text
        guard let number = Int64(digits) else {
            let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
            throw error(value, isNumber ? "a smaller number" : "a whole number")
        }
        return number
    }

    func order() throws -> TicketTest.Order {
        switch clause.comparison {
        case .equal, .isIn: .equal
        case .less: .less
        case .greater: .greater
        case .lessOrEqual: .lessOrEqual
        case .greaterOrEqual: .greaterOrEqual
        case .like, .startsWith, .endsWith, .isNull: throw error(nil, "another operator")
        }
    }

    // MARK: Queues and statuses

    private func queue(_ value: QueryValue) throws -> Queue {
        let key = value.text.lowercased()
        if let queue = names.queues.first(where: { $0.name.lowercased() == key }) { return queue }
        if let id = Int64(value.text), let queue = names.queues.first(where: { $0.id.value == id })
        {
            return queue
        }
        throw error(value, "a queue", among: names.queues.map(\.name))
    }

    private func lifecycle() throws -> TicketCondition {
        let known = names.knownLifecycles
        var queues: Set<QueueID> = []
        for value in clause.values {
            guard let name = known.first(where: { $0.lowercased() == value.text.lowercased() })
            else { throw error(value, "a lifecycle", among: known) }
            queues.formUnion(names.queues.filter { $0.lifecycle == name }.map(\.id))
        }
        return .test(.queue(queues))
    }

    private func status(_ value: QueryValue) throws -> TicketCondition {
        switch value.text.lowercased() {
        case "__active__": return phase([.initial, .active])
        case "__inactive__": return phase([.inactive])
        default:
            let known = names.statuses
            let found = known.filter { $0.lowercased() == value.text.lowercased() }
            guard !found.isEmpty else {
                throw error(
                    value, "a status, __Active__ or __Inactive__",
                    among: known + ["__Active__", "__Inactive__"])
            }
            return .test(.status(Set(found)))
        }
    }

    /// Statuses by what their queue's lifecycle makes of them; without queues, where all agree.
    private func phase(_ phases: Set<Lifecycle.Phase>) -> TicketCondition {
        let lifecycles = names.lifecycles.values.sorted { $0.name < $1.name }
        func statuses(_ lifecycle: Lifecycle) -> Set<String> {
            Set(lifecycle.statuses.filter { lifecycle.phase(of: $0).map(phases.contains) == true })
        }
        let all = lifecycles.reduce(into: Set<String>()) { $0.formUnion(statuses($1)) }
        let isUndisputed = lifecycles.allSatisfy { lifecycle in
            all.intersection(lifecycle.statuses) == statuses(lifecycle)
        }
        if isUndisputed { return .test(.status(all)) }
        return .any(
            lifecycles.map { lifecycle in
                let queues = names.queues.filter { $0.lifecycle == lifecycle.name }.map(\.id)
                return .all([.test(.queue(Set(queues))), .test(.status(statuses(lifecycle)))])
            })
    }

    // MARK: Dates

    private func date(_ field: QueryField.DateField) throws -> TicketCondition {
        let column = Self.column(field)
        if clause.comparison == .isNull { return column.map { .test(.isNull($0)) } ?? .never }
        return .any(
            try clause.values.map { value in
                if let other = value.field {
                    guard case .date(let name) = other else {
                        throw error(value, "a date, or a field that holds one")
                    }
                    switch (column, Self.column(name)) {
                    case (let left?, let right?):
                        return .test(.columns(left, try order(), right))
                    case (nil, let right?): return .test(.updatedCompared(try order(), right))
                    case (let left?, nil):
                        return .test(.updatedCompared(try order().mirrored, left))
                    case (nil, nil): throw error(value, "a date of the ticket; Updated has many")
                    }
                }
                let isEquality = [.equal, .isIn].contains(clause.comparison)
                guard
                    let date = QueryDate(value.text, at: names.time, isForEquality: isEquality)
                else { throw error(value, QueryDate.expected, among: QueryDate.words) }
                return try self.date(column, date)
            })
    }

    /// A day is all of it: `<= 2026-11-21` holds on that day, `> 2026-11-21` begins behind it.
    private func date(
        _ column: TicketTest.NumberColumn?, _ date: QueryDate
    ) throws -> TicketCondition {
        func test(_ order: TicketTest.Order, _ moment: Timestamp) -> TicketCondition {
            column.map { .test(.number($0, order, moment.milliseconds)) }
                ?? .test(.updated(order, moment))
        }
        switch try order() {
        case .less: return test(.less, date.start)
        case .lessOrEqual: return test(.less, date.end)
        case .greater: return test(.greaterOrEqual, date.end)
        case .greaterOrEqual: return test(.greaterOrEqual, date.start)
        case .equal:
            guard column != nil else { return .test(.updatedBetween(date.start, date.end)) }
            return .all([test(.greaterOrEqual, date.start), test(.less, date.end)])
        }
    }

    static func column(_ field: QueryField.DateField) -> TicketTest.NumberColumn? {
        switch field {
        case .created: .created
        case .starts: .starts
        case .started: .started
        case .due: .due
        case .resolved: .resolved
        case .told: .told
        case .lastUpdated: .lastUpdated
        case .updated: nil
        }
    }

    // MARK: Texts

    /// - Parameter whenNull: `nil` where only attachments have the field.
    private func text(
        _ test: (TextMatch) -> TicketTest, whenNull: TicketTest?
    ) throws -> TicketCondition {
        if clause.comparison == .isNull {
            return whenNull.map { .test($0) } ?? .not(.test(.hasAttachment))
        }
        return .test(test(try match(whenNull == nil ? Self.lowerASCII : SearchWords.key)))
    }

    private static func lowerASCII(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (65...90).contains(scalar.value)
                        ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
                }))
    }

    /// Longest text that is looked for inside others; longer ones are a mistake.
    private static let charactersMax = 1_000

    func match(_ fold: (String) -> String) throws -> TextMatch {
        for value in clause.values where value.text.count > Self.charactersMax {
            throw error(
                QueryValue(String(value.text.prefix(20)) + "…", column: value.column),
                "at most \(Self.charactersMax) characters")
        }
        let texts = clause.values.map { fold($0.text) }
        let text = texts.first ?? ""
        switch clause.comparison {
        case .like: return .contains(text)
        case .startsWith: return .starts(text)
        case .endsWith: return .ends(text)
        default: return .oneOf(Set(texts))
        }
    }

    private func words(_ place: TicketTest.TextPlace) throws -> TicketCondition {
        .any(
            try clause.values.map { value in
                guard let words = TextQuery(value.text, isPhrase: clause.comparison == .equal)
                else {
                    throw error(value, "1 to \(TextQuery.wordsMax) words of letters or digits")
                }
                return .test(.text(words, place))
            })
    }
}
