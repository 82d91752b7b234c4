import Store
import Tickets

extension ClauseResolver {
    // MARK: Priorities and other numbers

    /// The column of a field that holds one number or moment.
    static func column(of field: QueryField) -> TicketTest.NumberColumn? {
        switch field {
        case .id: .id
        case .priority: .priority
        case .number(.initialPriority): .initialPriority
        case .number(.finalPriority): .finalPriority
        case .number(.timeEstimated): .timeEstimated
        case .number(.timeWorked): .timeWorked
        case .number(.timeLeft): .timeLeft
        default: nil
        }
    }

    /// A number, minutes, or a priority by its name.
    func number(
        _ value: QueryValue, in column: TicketTest.NumberColumn
    ) throws -> TicketCondition {
        let order = try order()
        switch column {
        case .timeEstimated, .timeWorked, .timeLeft:
            guard let minutes = Minutes.read(value.text) else {
                throw error(value, Minutes.expected)
            }
            return .test(.number(column, order, minutes))
        case .priority, .initialPriority, .finalPriority:
            if let number = Int64(value.text) { return .test(.number(column, order, number)) }
            return try priority(value, column, order)
        default: return .test(.number(column, order, try number(value)))
        }
    }

    /// A name means in each queue what that queue calls so.
    private func priority(
        _ value: QueryValue, _ column: TicketTest.NumberColumn, _ order: TicketTest.Order
    ) throws -> TicketCondition {
        var rules = try names.session.priorityRules()
        let seen = Set(names.queues.map(\.id))
        rules.queues = rules.queues.filter { seen.contains($0.key) }
        guard rules.allNames.contains(where: { $0.lowercased() == value.text.lowercased() }) else {
            throw error(
                value,
                "a number or the name of a priority: "
                    + rules.allNames.joined(separator: ", "), among: rules.allNames)
        }
        var parts: [TicketCondition] = []
        if let number = rules.site.value(of: value.text) {
            let test = TicketCondition.test(.number(column, order, number))
            if rules.queues.isEmpty { return test }
            parts.append(.all([.not(.test(.queue(Set(rules.queues.keys)))), test]))
        }
        for (queue, table) in rules.queues.sorted(by: { $0.key < $1.key }) {
            guard let number = table.value(of: value.text) else { continue }
            parts.append(
                .all([.test(.queue([queue])), .test(.number(column, order, number))]))
        }
        return .any(parts)
    }

    // MARK: Custom fields

    /// A comparison with a custom field, opposite included: where the asker may not see the field,
    /// neither it nor its opposite holds.
    func customField(named name: String) throws -> TicketCondition {
        let fields = try names.customFields()
        guard let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw QueryError(
                column: max(1, clause.column), found: name, expected: "a custom field",
                suggestion: NearestWord.find(name, among: fields.map(\.name)), query: query.text)
        }
        var value = try test(field)
        // Values that a ticket kept from a queue it left are out of sight.
        if !field.queues.isEmpty { value = .all([.test(.queue(Set(field.queues))), value]) }
        return .all([.test(.seesCustomFields), clause.isNegated ? .not(value) : value])
    }

    private func test(_ field: CustomField) throws -> TicketCondition {
        func holds(_ test: TicketTest.FieldTest) -> TicketCondition {
            .test(.customField(field.id, test))
        }
        if clause.comparison == .isNull { return .not(holds(.hasAny)) }
        let isMatch = [.like, .startsWith, .endsWith].contains(clause.comparison)
        if field.kind.isText {
            // Names of users are kept as users have them, with their marks.
            let keepsMarks = field.kind == .user
            func fold(_ text: String) -> String {
                keepsMarks ? text.lowercased() : SearchWords.key(text)
            }
            if isMatch { return holds(.match(try match(fold))) }
            if [.equal, .isIn].contains(clause.comparison) {
                return holds(.oneOf(Set(try clause.values.map { try text($0, field) })))
            }
            let value = clause.values.first?.text ?? ""
            return holds(.key(try order(), FieldValue.cut(fold(value))))
        }
        guard !isMatch else {
            throw error(
                nil,
                "an operator for a \(field.kind.rawValue):"
                    + " =, !=, <, >, <=, >=, IN, NOT IN, IS NULL, IS NOT NULL")
        }
        return .any(try clause.values.map { holds(try ordered($0, field)) })
    }

    private func text(_ value: QueryValue, _ field: CustomField) throws -> FieldValue {
        switch field.kind {
        case .select:
            let options = field.options.map(\.name)
            let key = SearchWords.key(value.text)
            guard options.contains(where: { SearchWords.key($0) == key }) else {
                throw error(
                    value,
                    "an option of \(field.name): "
                        + options.prefix(20).joined(separator: ", "), among: options)
            }
        case .user:
            guard let user = try user(value) else {
                throw error(value, "a user; IS NULL finds tickets without one")
            }
            return FieldValue(text: user.name, key: user.name.lowercased())
        default: break
        }
        return FieldValue(folding: field.cleaned(value.text))
    }

    /// Kinds whose keys sort.
    private func ordered(
        _ value: QueryValue, _ field: CustomField
    ) throws -> TicketTest.FieldTest {
        let order = try order()
        switch field.kind {
        case .number:
            guard let number = Decimal60(value.text) else {
                throw error(value, Decimal60.expected)
            }
            return .key(order, number.key)
        case .date: return .key(order, try date(value, order).day(names.time))
        case .dateTime: return Self.moments(try date(value, order), order)
        case .ipAddressRange:
            guard let range = IPRange(value.text) else {
                throw error(value, "an IP address, or addresses such as 192.0.2.0/24")
            }
            return order == .equal
                ? .covers(range.first.key, range.last.key) : .key(order, range.first.key)
        default:
            guard let range = IPRange(value.text) else {
                throw error(value, "an IP address, or addresses such as 192.0.2.0/24")
            }
            switch order {
            case .equal: return .between(range.first.key, range.last.key)
            case .less, .greaterOrEqual: return .key(order, range.first.key)
            case .greater, .lessOrEqual: return .key(order, range.last.key)
            }
        }
    }

    private func date(_ value: QueryValue, _ order: TicketTest.Order) throws -> QueryDate {
        guard let date = QueryDate(value.text, at: names.time, isForEquality: order == .equal)
        else { throw error(value, QueryDate.expected) }
        return date
    }

    /// A day is all of it, as with the ticket's own dates; values have whole seconds.
    private static func moments(
        _ date: QueryDate, _ order: TicketTest.Order
    ) -> TicketTest.FieldTest {
        let (start, end) = (
            UTCSecond.text(notBefore: date.start), UTCSecond.text(notBefore: date.end)
        )
        switch order {
        case .less: return .key(.less, start)
        case .lessOrEqual: return .key(.less, end)
        case .greater: return .key(.greaterOrEqual, end)
        case .greaterOrEqual: return .key(.greaterOrEqual, start)
        case .equal:
            let last = Timestamp(milliseconds: date.end.milliseconds - 1)
            return .between(start, UTCSecond.text(of: last))
        }
    }
}
