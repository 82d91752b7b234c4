import Tickets

extension ConditionCompiler {
    // MARK: Custom fields beside other things of the ticket

    /// Tickets of which one value in a field compares so with something else of theirs.
    func compare(
        _ field: CustomFieldID, _ order: TicketTest.Order, _ operand: TicketTest.Operand
    ) throws -> SQLClause {
        let ofField = SQLClause("v.field_id = ?", [.integer(field.value)])
        let value = "EXISTS (SELECT 1 FROM ticket_fields v WHERE v.ticket_id = t.id AND " + ofField
        let found: SQLClause
        switch operand {
        case .field(let other): found = value + " AND " + same(as: other, order) + ")"
        default:
            found =
                value + " AND " + left(operand, field) + Self.sign(order)
                + right(operand) + ")"
        }
        if try probes.isCommon(values: ofField) { return found }
        // The first part is for the index: few tickets have a value at all.
        return .all([
            "t.id IN (SELECT v.ticket_id FROM ticket_fields v WHERE " + ofField + ")", found,
        ])
    }

    private var bytes: SQL { engine == .postgresql ? " COLLATE \"C\"" : "" }

    private func left(_ operand: TicketTest.Operand, _ field: CustomFieldID) -> SQLClause {
        switch operand {
        // Only behind CASE is no value of another field taken for a number.
        case .number:
            SQLClause(
                "CASE WHEN v.field_id = ? THEN CAST(v.value AS NUMERIC) END",
                [.integer(field.value)])
        case .subject: "COALESCE(v.folded, v.value_key)" + SQLClause(bytes)
        case .moment, .day, .user, .field: "v.value_key" + SQLClause(bytes)
        }
    }

    private func right(_ operand: TicketTest.Operand) -> SQLClause {
        switch operand {
        case .number(let column): return self.column(column)
        case .moment(let column): return utc(self.column(column), isDay: false)
        case .day(let column, let steps):
            return utc(
                "(" + self.column(column) + " + " + offset(of: column, steps) + ")", isDay: true)
        case .subject: return SQLClause("t.subject_key" + bytes)
        case .user(.owner):
            return SQLClause("(SELECT o.name_key FROM users o WHERE o.id = t.owner_id)" + bytes)
        case .user:
            return SQLClause("(SELECT o.name_key FROM users o WHERE o.id = t.creator_id)" + bytes)
        case .field: return .never
        }
    }

    private func same(as other: CustomFieldID, _ order: TicketTest.Order) -> SQLClause {
        let texts: SQL =
            order == .equal
            ? "COALESCE(v.folded, v.value_key)" + bytes + " = COALESCE(o.folded, o.value_key)"
                + bytes
            : "v.value_key" + bytes + Self.sign(order) + "o.value_key" + bytes
        return "EXISTS (SELECT 1 FROM ticket_fields o WHERE o.ticket_id = t.id AND "
            + SQLClause("o.field_id = ? AND ", [.integer(other.value)]) + texts + ")"
    }

    /// A moment as values of custom fields are written.
    private func utc(_ milliseconds: SQLClause, isDay: Bool) -> SQLClause {
        switch engine {
        case .sqlite:
            let format: SQL =
                isDay ? "strftime('%Y-%m-%d', " : "strftime('%Y-%m-%dT%H:%M:%SZ', "
            return format + milliseconds + " / 1000, 'unixepoch')"
        case .postgresql:
            let format: SQL = isDay ? "'YYYY-MM-DD'" : "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'"
            return "to_char(to_timestamp(" + milliseconds + " / 1000) AT TIME ZONE 'UTC', "
                + SQLClause(format) + ") COLLATE \"C\""
        }
    }

    /// Milliseconds that local time is ahead of UTC at the moment in a column.
    private func offset(
        of column: TicketTest.NumberColumn, _ steps: [TicketTest.ZoneStep]
    ) -> SQLClause {
        guard let first = steps.first else { return "0" }
        func number(_ value: Int64) -> SQLClause {
            SQLClause("CAST(? AS BIGINT)", [.integer(value)])
        }
        guard steps.count > 1 else { return number(first.offsetSeconds * 1_000) }
        var text: SQLClause = "CASE"
        for step in steps.dropFirst().reversed() {
            text =
                text + " WHEN " + self.column(column) + " >= " + number(step.start.milliseconds)
                + " THEN " + number(step.offsetSeconds * 1_000)
        }
        return text + " ELSE " + number(first.offsetSeconds * 1_000) + " END"
    }
}
