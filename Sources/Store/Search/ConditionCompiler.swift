import Tickets

/// Turns a condition into SQL over `tickets t`.
///
/// Every test becomes a comparison of a column of `t`, or `t.id IN (…)` over an index of another
/// table, so that the engine may begin with whichever finds fewest. What belongs to one ticket only
/// through another table never multiplies rows.
struct ConditionCompiler {
    let engine: SQLEngine
    let commentAccess: TicketAccess
    /// Where custom fields may be seen.
    let fieldAccess: TicketAccess
    /// What is common and what is not.
    let probes: SearchProbes
    /// Only tickets with these numbers are looked at; `nil` for all.
    let stretch: ClosedRange<Int64>?

    var changeAccess: ChangeAccess { ChangeAccess(commentAccess, fieldAccess) }

    /// The condition's clause; recursion is bounded, since a query's nesting is.
    func clause(_ condition: TicketCondition) throws -> SQLClause {
        switch condition {
        case .all(let parts): .all(try parts.map(clause))
        case .any(let parts): .any(try parts.map(clause))
        case .not(.not(let part)): try clause(part)
        // Pushed down, so that what an index can find stays in sight.
        case .not(.all(let parts)): .any(try parts.map { try clause(.not($0)) })
        case .not(.any(let parts)): .all(try parts.map { try clause(.not($0)) })
        case .not(.test(let test)): .not(try clause(test))
        case .test(let test): try clause(test)
        }
    }

    private func clause(_ test: TicketTest) throws -> SQLClause {
        switch test {
        case .queue(let ids): .list("t.queue_id", ids.map(\.value))
        case .status(let names): .list("t.status", texts: names)
        case .subject(let match): self.match("t.subject_key", match, hasIndex: true)
        case .isTicket(let ids): numbers(ids)
        case .number(let column, let order, let value): number(column, order, value)
        case .columns(let one, let order, let other):
            column(one) + Self.sign(order) + column(other)
        case .isNull(let column): self.column(column) + " IS NULL"
        case .owner(let ids): .list("t.owner_id", ids.map(\.value))
        case .isUnowned: SQLClause("t.owner_id IS NULL")
        case .creator(let ids): .list("t.creator_id", ids.map(\.value))
        case .person(let field, let person): try self.person(field, person)
        case .lastUpdatedBy(let ids): lastUpdatedBy(.list("y.actor_id", ids.map(\.value)))
        case .updatedBy(let ids): history(.list("x.actor_id", ids.map(\.value)))
        case .updated(let order, let moment):
            history(
                SQLClause(
                    "x.created_ms" + Self.sign(order) + "?", [.integer(moment.milliseconds)]))
        case .updatedBetween(let start, let end):
            history(
                SQLClause(
                    "x.created_ms >= ? AND x.created_ms < ?",
                    [.integer(start.milliseconds), .integer(end.milliseconds)]))
        case .updatedCompared(let order, let column):
            entry("x.created_ms" + Self.sign(order) + self.column(column))
        case .text(let query, let place): try text(query, place)
        case .filename(let match): attachments(self.match(lower("a.filename"), match))
        case .contentType(let match): attachments(self.match("a.content_type", match))
        case .hasAttachment: attachments(.always)
        case .watcher(let seat, let person, let isShallow): try watcher(seat, person, isShallow)
        case .ownerIn(let group, let isShallow):
            "t.owner_id IN (" + members(of: group, isShallow) + ")"
        case .watcherIn(let roles, let group, let isShallow): watcher(roles, in: group, isShallow)
        case .link(let field, let end): link(field, end)
        case .mergedInto(let ids): .list("t.merged_into", ids.map(\.value))
        case .isMerged: SQLClause("t.merged_into IS NOT NULL")
        case .customField(let field, let test): try customField(field, test)
        case .fieldCompared(let field, let order, let operand): try compare(field, order, operand)
        case .seesCustomFields:
            fieldAccess.isEverywhere
                ? .always : fieldAccess.isNowhere ? .never : fieldAccess.clause
        }
    }

    // MARK: Columns of the ticket

    private func number(
        _ column: TicketTest.NumberColumn, _ order: TicketTest.Order, _ value: Int64
    ) -> SQLClause {
        func compare(_ column: SQLClause) -> SQLClause {
            column + SQLClause(Self.sign(order) + "?", [.integer(value)])
        }
        let clause = compare(self.column(column))
        guard column == .lastUpdated, !changeAccess.isEverywhere, !changeAccess.isNowhere else {
            return clause
        }
        // Follows from the clause, since no change is older than the last public one; without it no
        // index would be used.
        switch order {
        case .less, .lessOrEqual: return .all([compare("t.public_updated_ms"), clause])
        case .equal, .greater, .greaterOrEqual: return .all([compare("t.updated_ms"), clause])
        }
    }

    func column(_ column: TicketTest.NumberColumn) -> SQLClause {
        column == .lastUpdated
            ? changeAccess.lastUpdated : SQLClause(Self.column(column))
    }

    private static func column(_ column: TicketTest.NumberColumn) -> SQL {
        switch column {
        case .id: "t.id"
        case .priority: "t.priority"
        case .initialPriority: "t.initial_priority"
        case .finalPriority: "t.final_priority"
        case .timeEstimated: "t.time_estimated"
        case .timeWorked: "t.time_worked"
        case .timeLeft: "t.time_left"
        case .created: "t.created_ms"
        case .starts: "t.starts_ms"
        case .started: "t.started_ms"
        case .due: "t.due_ms"
        case .resolved: "t.resolved_ms"
        case .told: "t.told_ms"
        case .lastUpdated: "t.updated_ms"
        }
    }

    static func sign(_ order: TicketTest.Order) -> SQL {
        switch order {
        case .equal: " = "
        case .less: " < "
        case .greater: " > "
        case .lessOrEqual: " <= "
        case .greaterOrEqual: " >= "
        }
    }

    private func numbers(_ ids: Set<TicketID>) -> SQLClause {
        let list = SQLClause.list("m.id", ids.map(\.value))
        return "t.id IN (SELECT COALESCE(m.merged_into, m.id) FROM tickets m WHERE " + list + ")"
    }

    /// Texts that are compared are stored folded; patterns need an escape for their own signs.
    ///
    /// - Parameter hasIndex: whether the column is indexed byte for byte.
    func match(_ column: SQL, _ match: TextMatch, hasIndex: Bool = false) -> SQLClause {
        let bytes: SQL = engine == .postgresql && hasIndex ? column + " COLLATE \"C\"" : column
        switch match {
        case .oneOf(let texts): return .list(bytes, texts: texts)
        case .contains(let text): return like(column, "%" + Self.escaped(text) + "%")
        case .ends(let text): return like(column, "%" + Self.escaped(text))
        case .starts(let text) where hasIndex:
            // The last character of Unicode stands behind every text that begins so.
            return SQLClause(
                "(" + bytes + " >= ? AND " + bytes + " < ?)",
                [.text(text), .text(text + "\u{10FFFF}")])
        case .starts(let text): return like(column, Self.escaped(text) + "%")
        }
    }

    /// ASCII letters in lower case; all that SQLite can do by itself.
    private func lower(_ column: SQL) -> SQL {
        engine == .postgresql
            ? "LOWER(" + column + " COLLATE \"C\")" : "LOWER(" + column + ")"
    }

    private func like(_ column: SQL, _ pattern: String) -> SQLClause {
        SQLClause(column + " LIKE ? ESCAPE '!'", [.text(pattern)])
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { "%_!".contains($0) ? ["!", $0] : [$0] })
    }

    // MARK: The history

    /// Entries that only those read who hold ShowTicketComments, as
    /// ``Tickets/Transaction/isForStaff(kind:field:)`` has it.
    private static let staffEntries: SQLClause = {
        typealias Kind = Transaction.Kind
        let always = Kind.allCases.filter { Transaction.isForStaff(kind: $0, field: nil) }
        let fields = [Transaction.internalField, Transaction.squelchField]
        let sometimes = Kind.allCases.filter { !always.contains($0) }.flatMap { kind in
            fields.filter { Transaction.isForStaff(kind: kind, field: $0) }.map { field in
                SQLClause(
                    "(x.kind = ? AND COALESCE(x.field, '') = ?)",
                    [.text(kind.rawValue), .text(field)])
            }
        }
        return .any([.list("x.kind", texts: Set(always.map(\.rawValue)))] + sometimes)
    }()

    /// Entries that not everybody reads, and at which tickets the asker does.
    private var guarded: [(entries: SQLClause, access: TicketAccess)] {
        let fields = SQLClause("x.kind = ?", [.text(Transaction.Kind.customField.rawValue)])
        return [(Self.staffEntries, commentAccess), (fields, fieldAccess)].filter {
            !$0.access.isEverywhere
        }
    }

    /// Tickets with such an entry; one that the asker may not read counts for nothing.
    func history(_ entry: SQLClause) -> SQLClause {
        visible { restriction in
            "t.id IN (SELECT COALESCE(m.merged_into, m.id) FROM transactions x"
                + " JOIN tickets m ON m.id = x.ticket_id WHERE " + entry + restriction + ")"
        }
    }

    /// The same where the entry is compared with the ticket, whose entries are looked at in turn.
    private func entry(_ entry: SQLClause) -> SQLClause {
        visible { restriction in
            "EXISTS (SELECT 1 FROM tickets m JOIN transactions x ON x.ticket_id = m.id"
                + " WHERE (m.id = t.id OR m.merged_into = t.id) AND " + entry + restriction + ")"
        }
    }

    private func attachments(_ attachment: SQLClause) -> SQLClause {
        visible { restriction in
            "t.id IN (SELECT COALESCE(m.merged_into, m.id) FROM attachments a"
                + " JOIN messages n ON n.id = a.message_id"
                + " JOIN transactions x ON x.id = n.transaction_id"
                + " JOIN tickets m ON m.id = x.ticket_id WHERE " + attachment + restriction + ")"
        }
    }

    /// Puts a clause over all entries together of those that everybody reads and, where the asker
    /// reads others too, those.
    private func visible(_ body: (SQLClause) -> SQLClause) -> SQLClause {
        let guarded = guarded
        if guarded.isEmpty { return body(SQLClause("")) }
        var parts = [body(" AND NOT (" + .any(guarded.map(\.entries)) + ")")]
        for (entries, access) in guarded where !access.isNowhere {
            parts.append(.all([access.clause, body(" AND (" + entries + ")")]))
        }
        return .any(parts)
    }

    func lastUpdatedBy(_ actors: SQLClause) -> SQLClause {
        var restriction = SQLClause("")
        for (entries, access) in guarded {
            restriction =
                restriction + " AND (NOT (" + entries + ") OR " + access.clause + ")"
        }
        // The first part is for the index: whoever was the last to do something did something.
        return .all([
            "t.id IN (SELECT y.ticket_id FROM transactions y WHERE " + actors + ")",
            "EXISTS (SELECT 1 FROM transactions y WHERE y.id = (SELECT MAX(x.id) FROM transactions x"
                + " WHERE x.ticket_id = t.id" + restriction + ") AND " + actors + ")",
        ])
    }

    // MARK: Text

    private func text(_ query: TextQuery, _ place: TicketTest.TextPlace) throws -> SQLClause {
        if commentAccess.isEverywhere { return try index(query, place, .all) }
        let open = try index(query, place, .open)
        if commentAccess.isNowhere { return open }
        let access = commentAccess.clause
        // What holds the words is less than what lies where notes may be read.
        return .any([
            open,
            .all([
                engine == .sqlite ? SearchDrivers.hide(access) : access,
                try index(query, place, .notes),
            ]),
        ])
    }

    private func index(
        _ query: TextQuery, _ place: TicketTest.TextPlace, _ part: TextTerms.Part
    ) throws -> SQLClause {
        let terms = TextTerms(query, place, part)
        switch engine {
        case .postgresql where try probes.isCommon(query, place):
            // Not EXISTS: the planner would turn that round and collect all texts after all.
            return SQLClause(
                """
                (SELECT 1 FROM search_index s
                WHERE s.id BETWEEN t.id << 36 AND (t.id << 36) + 68719476735
                AND s.words @@ ?::tsquery LIMIT 1) = 1
                """,
                [.text(terms.postgresql)])
        case .postgresql:
            return SQLClause(
                "t.id IN (SELECT s.id >> 36 FROM search_index s WHERE s.words @@ ?::tsquery)",
                [.text(terms.postgresql)])
        case .sqlite:
            if let stretch {
                return SQLClause(
                    """
                    t.id IN (SELECT rowid >> 36 FROM search_index WHERE search_index MATCH ?
                    AND rowid BETWEEN ? << 36 AND (? << 36) + 68719476735)
                    """,
                    [
                        .text(terms.sqlite), .integer(stretch.lowerBound),
                        .integer(stretch.upperBound),
                    ])
            }
            guard try probes.isCommon(query, place) else {
                return SQLClause(
                    "t.id IN (SELECT rowid >> 36 FROM search_index WHERE search_index MATCH ?)",
                    [.text(terms.sqlite)])
            }
            return SQLClause(
                """
                EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH ?
                AND rowid BETWEEN t.id << 36 AND (t.id << 36) + 68719476735)
                """,
                [.text(terms.sqlite)])
        }
    }
}
