import Tickets

extension ConditionCompiler {
    // MARK: Custom fields

    /// Tickets of which one value in a field is like that.
    func customField(_ field: CustomFieldID, _ test: TicketTest.FieldTest) throws -> SQLClause {
        let values = self.values(field, test)
        // Where very many tickets fit, or all values would have to be read to find out, each
        // ticket is asked as its turn comes, rather than collecting all of them first.
        if try probes.isCommon(values: values, readsAll: test.readsAll) {
            return "EXISTS (SELECT 1 FROM ticket_fields v WHERE v.ticket_id = t.id AND " + values
                + ")"
        }
        return "t.id IN (SELECT v.ticket_id FROM ticket_fields v WHERE " + values + ")"
    }

    private var keyColumn: SQL {
        engine == .postgresql ? "v.value_key COLLATE \"C\"" : "v.value_key"
    }

    private func values(_ field: CustomFieldID, _ test: TicketTest.FieldTest) -> SQLClause {
        let ofField = SQLClause("v.field_id = ?", [.integer(field.value)])
        let key = keyColumn
        switch test {
        case .hasAny: return ofField
        case .oneOf(let values): return .all([ofField, .any(values.sorted().map(same))])
        case .match(.oneOf(let texts)): return .all([ofField, .list(key, texts: texts)])
        case .match(.starts(let text)):
            let start = FieldValue.cut(text)
            let begins = SQLClause(
                "(" + key + " >= ? AND " + key + " < ?)",
                [.text(start), .text(start + "\u{10FFFF}")])
            return .all([ofField, begins, start == text ? .always : whole(.starts(text))])
        case .match(let match): return .all([ofField, whole(match)])
        case .matchesAny(let matches): return .all([ofField, .any(matches.map(whole))])
        case .key(let order, let value):
            return .all([ofField, SQLClause(key + Self.sign(order) + "?", [.text(value)])])
        case .between(let first, let last):
            return .all([
                ofField,
                SQLClause(
                    "(" + key + " >= ? AND " + key + " <= ?)", [.text(first), .text(last)]),
            ])
        case .covers(let first, let last):
            let end: SQL = engine == .postgresql ? "v.end_key COLLATE \"C\"" : "v.end_key"
            return .all([
                ofField,
                SQLClause(
                    "(" + key + " <= ? AND " + end + " >= ?)", [.text(first), .text(last)]),
            ])
        }
    }

    private func same(_ value: FieldValue) -> SQLClause {
        let key = SQLClause(keyColumn + " = ?", [.text(value.key)])
        guard let folded = value.folded else {
            return .all([key, "v.folded IS NULL"])
        }
        return .all([key, SQLClause("v.folded = ?", [.text(folded)])])
    }

    /// Against all of a text, not only the part that the index holds.
    private func whole(_ match: TextMatch) -> SQLClause {
        self.match("COALESCE(v.folded, v.value_key)", match)
    }
}

extension TicketTest.FieldTest {
    /// Whether no index tells which values fit.
    fileprivate var readsAll: Bool {
        switch self {
        case .match(.contains), .match(.ends), .matchesAny: true
        default: false
        }
    }
}

extension FieldValue {
    /// By key, so that equal sets make equal statements.
    fileprivate static func < (left: FieldValue, right: FieldValue) -> Bool {
        (left.key, left.folded ?? "") < (right.key, right.folded ?? "")
    }
}

extension Set<FieldValue> {
    fileprivate func sorted() -> [FieldValue] { sorted(by: <) }
}
