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
        if let range = rules.site.range(of: value.text) {
            let test = Self.test(column, order, range)
            if rules.queues.isEmpty { return test }
            parts.append(.all([.not(.test(.queue(Set(rules.queues.keys)))), test]))
        }
        for (queue, table) in rules.queues.sorted(by: { $0.key < $1.key }) {
            guard let range = table.range(of: value.text) else { continue }
            parts.append(.all([.test(.queue([queue])), Self.test(column, order, range)]))
        }
        return .any(parts)
    }

    /// A comparison with all that is shown under one name: above High is above all that is High.
    private static func test(
        _ column: TicketTest.NumberColumn, _ order: TicketTest.Order, _ range: ClosedRange<Int64>
    ) -> TicketCondition {
        let (low, high) = (range.lowerBound, range.upperBound)
        switch order {
        case .less, .greaterOrEqual: return .test(.number(column, order, low))
        case .greater, .lessOrEqual: return .test(.number(column, order, high))
        case .equal:
            var parts: [TicketCondition] = []
            if low > .min { parts.append(.test(.number(column, .greaterOrEqual, low))) }
            if high < .max { parts.append(.test(.number(column, .lessOrEqual, high))) }
            return .all(parts)
        }
    }

    // MARK: Custom fields

    /// A comparison with a custom field, opposite included: where the asker may not see the field,
    /// neither it nor its opposite holds.
    ///
    /// - Parameter column: where the field stands; `nil` on the left.
    func customField(named name: String, column: Int? = nil) throws -> TicketCondition {
        let field = try field(named: name, column: column ?? clause.column)
        if column != nil {
            let test = try compare(field, with: clause.field, order().mirrored)
            return seen([field], test)
        }
        if case .customField(let other)? = clause.values.first?.field {
            let right = try self.field(named: other, column: clause.values.first?.column ?? 0)
            return seen([field, right], try compare(field, with: right))
        }
        if let other = clause.values.first?.field {
            return seen([field], try compare(field, with: other, order()))
        }
        return seen([field], try test(field))
    }

    private func field(named name: String, column: Int) throws -> CustomField {
        let fields = try names.customFields()
        guard let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw QueryError(
                column: max(1, column), found: name, expected: "a custom field",
                suggestion: NearestWord.find(name, among: fields.map(\.name)), query: query.text)
        }
        return field
    }

    /// A test of values or its opposite, where those may be seen.
    private func seen(_ fields: [CustomField], _ test: TicketCondition) -> TicketCondition {
        var value = test
        // Values that a ticket kept from a queue it left are out of sight.
        for field in fields where !field.queues.isEmpty {
            value = .all([.test(.queue(Set(field.queues))), value])
        }
        // The opposite of having a value, wherever the ticket is.
        let wantsOpposite = isNegated != (clause.comparison == .isNull)
        return .all([.test(.seesCustomFields), wantsOpposite ? .not(value) : value])
    }

    /// Any field of text that the asker sees.
    func anyCustomField() throws -> TicketCondition {
        let isMatch = [.like, .startsWith, .endsWith].contains(clause.comparison)
        let fields = try names.customFields().filter(\.kind.isText)
        let parts = try fields.map { field -> TicketCondition in
            let test: TicketTest.FieldTest
            if clause.comparison == .isNull {
                test = .hasAny
            } else if isMatch {
                test = .match(try match(Self.fold(field)))
            } else {
                let fold = Self.fold(field)
                test = .oneOf(
                    Set(
                        clause.values.map { value in
                            let folded = fold(value.text)
                            let key = FieldValue.cut(folded)
                            return FieldValue(
                                text: value.text, key: key, folded: key == folded ? nil : folded)
                        }))
            }
            let holds = TicketCondition.test(.customField(field.id, test))
            guard !field.queues.isEmpty else { return holds }
            return .all([.test(.queue(Set(field.queues))), holds])
        }
        let wantsOpposite = isNegated != (clause.comparison == .isNull)
        let any = TicketCondition.any(parts)
        return .all([.test(.seesCustomFields), wantsOpposite ? .not(any) : any])
    }

    /// How a field of text is compared. Names of users are kept as users have them, with their
    /// marks.
    private static func fold(_ field: CustomField) -> (String) -> String {
        if field.kind == .user { return { $0.lowercased() } }
        return { SearchWords.key($0) }
    }

    /// For IS NULL whether there is a value, else whether one is as the clause says.
    private func test(_ field: CustomField) throws -> TicketCondition {
        func holds(_ test: TicketTest.FieldTest) -> TicketCondition {
            .test(.customField(field.id, test))
        }
        if clause.comparison == .isNull { return holds(.hasAny) }
        let isMatch = [.like, .startsWith, .endsWith].contains(clause.comparison)
        if field.kind.isText {
            let fold = Self.fold(field)
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
            switch try user(value) {
            case .nobody: throw error(value, "a user; IS NULL finds tickets without one")
            case .unknown: return FieldValue(text: value.text, key: value.text.lowercased())
            case .user(let user): return FieldValue(text: user.name, key: user.name.lowercased())
            }
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
        else { throw error(value, QueryDate.expected, among: QueryDate.words) }
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
