import Tickets

extension ClauseResolver {
    // MARK: Custom fields beside other fields

    /// A custom field compared with a field that every ticket has.
    func compare(
        _ field: CustomField, with other: QueryField, _ order: TicketTest.Order
    ) throws -> TicketCondition {
        guard let operand = operand(other, for: field.kind) else {
            throw QueryError(
                column: max(1, clause.values.first?.column ?? clause.column),
                found: clause.values.first?.text ?? field.name,
                expected: "a field that fits: \(field.name) is a \(field.kind.rawValue),"
                    + " which compares with \(Self.partners(of: field.kind))", query: query.text)
        }
        return .test(.fieldCompared(field.id, order, operand))
    }

    /// Two custom fields; they must be of one kind, or both of text.
    func compare(_ field: CustomField, with other: CustomField) throws -> TicketCondition {
        let areTexts = [field, other].allSatisfy { $0.kind.isText && $0.kind != .user }
        guard areTexts || field.kind == other.kind else {
            throw error(
                clause.values.first,
                "a field of the kind \(field.kind.rawValue), as \(field.name) is one")
        }
        return .test(.fieldCompared(field.id, try order(), .field(other.id)))
    }

    private func operand(_ field: QueryField, for kind: CustomField.Kind) -> TicketTest.Operand? {
        switch field {
        case .id, .priority, .number:
            return kind == .number ? Self.column(of: field).map { .number($0) } : nil
        case .date(let name):
            guard let column = Self.column(name) else { return nil }
            switch kind {
            case .date: return .day(column, names.time.zoneSteps)
            case .dateTime: return .moment(column)
            default: return nil
            }
        case .subject: return kind.isText && kind != .user ? .subject : nil
        case .user(.owner): return kind == .user ? .user(.owner) : nil
        case .user(.creator): return kind == .user ? .user(.creator) : nil
        default: return nil
        }
    }

    private static func partners(of kind: CustomField.Kind) -> String {
        switch kind {
        case .date, .dateTime: "dates such as Due"
        case .number: "numbers such as Priority"
        case .user: "Owner and Creator"
        case .select, .freeform, .text, .url: "Subject"
        case .ipAddress, .ipAddressRange: "other fields of its kind"
        }
    }
}
