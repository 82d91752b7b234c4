import Tickets

/// Decides which comparisons of a search SQLite may look up in an index.
///
/// It has no statistics of values and takes every indexed comparison for one that finds little.
/// Then it reads and sorts half of all tickets where walking them in the order asked for would fill
/// the page after a few. So what fits very many tickets is hidden from it when something else finds
/// few, or when an index has the order. PostgreSQL knows its values and needs none of this.
struct SearchDrivers {
    /// The clauses of a search's condition and of its access.
    ///
    /// - Parameter key: what the page is ordered by in the first place.
    /// - Returns: also whether what is found is to be sorted, since it is little.
    func parts(
        _ search: TicketSearch, _ compiler: ConditionCompiler, orderedBy key: TicketOrder.Key
    ) throws -> (clauses: [SQLClause], isSorted: Bool) {
        let tests = Self.flat(search.condition).map { Part(condition: $0) }
        let clauses = try tests.map { try compiler.clause($0.condition) }
        var groups = try Self.groups(tests, clauses, compiler)
        let access: SQLClause? = search.access.isEverywhere ? nil : search.access.clause
        let queues = search.access.queues.map(\.value)
        if access != nil, !queues.isEmpty {
            // The seats beside them are left out: they are not counted without looking at tickets.
            groups.append(Group(members: [Self.access], clause: .list("t.queue_id", queues)))
        }
        let (hidden, isFew) = try hidden(groups, tests, key, compiler)
        var parts = clauses.enumerated().map { hidden.contains($0) ? Self.hide($1) : $1 }
        if let access { parts.append(hidden.contains(Self.access) ? Self.hide(access) : access) }
        // Asking a ticket for words is dear, and a page of those that hold them may come soon.
        return (parts, isFew && search.condition.textQueries.isEmpty)
    }

    /// Stands for the access among the numbers of the tests.
    private static let access = -1

    /// What stands between `AND`s.
    private struct Part {
        let condition: TicketCondition

        var test: TicketTest? {
            guard case .test(let test) = condition else { return nil }
            return test
        }

        /// Whether the ticket's own row tells.
        var isOfColumn: Bool {
            switch test {
            case .queue, .status, .subject, .number, .columns, .isNull, .owner, .isUnowned,
                .creator:
                true
            default: false
            }
        }

        var column: TicketTest.NumberColumn? {
            guard case .number(let column, _, _) = test else { return nil }
            return column
        }
    }

    /// Tests that one index answers together.
    private struct Group {
        let members: Set<Int>
        let clause: SQLClause
    }

    private static func flat(_ condition: TicketCondition) -> [TicketCondition] {
        switch condition {
        case .all(let parts): parts.flatMap(flat)
        case .any(let parts) where parts.count == 1: flat(parts[0])
        case .any(let parts): [union(of: parts.flatMap(alternatives)) ?? condition]
        default: [condition]
        }
    }

    private static func alternatives(_ condition: TicketCondition) -> [TicketCondition] {
        switch condition {
        case .any(let parts): parts.flatMap(alternatives)
        case .all(let parts) where parts.count == 1: alternatives(parts[0])
        default: [condition]
        }
    }

    /// One test for what stands between `OR`s, when all are of one kind.
    private static func union(of parts: [TicketCondition]) -> TicketCondition? {
        parts.dropFirst().reduce(parts.first) { whole, part in
            switch (whole, part) {
            case (.test(.queue(let one)), .test(.queue(let other))):
                .test(.queue(one.union(other)))
            case (.test(.status(let one)), .test(.status(let other))):
                .test(.status(one.union(other)))
            case (.test(.owner(let one)), .test(.owner(let other))):
                .test(.owner(one.union(other)))
            default: nil
            }
        }
    }

    private static func groups(
        _ parts: [Part], _ clauses: [SQLClause], _ compiler: ConditionCompiler
    ) throws -> [Group] {
        var statuses: [Int] = []
        var leaders: [Int] = []
        var columns: [TicketTest.NumberColumn: (members: Set<Int>, clauses: [SQLClause])] = [:]
        var groups: [Group] = []
        for (index, part) in parts.enumerated() {
            switch part.test {
            case .status: statuses.append(index)
            case .queue, .owner, .isUnowned: leaders.append(index)
            case .person(.owner, let person):
                if try compiler.areFew(person) { leaders.append(index) }
            case .creator: groups.append(Group(members: [index], clause: clauses[index]))
            case .number(let column, let order, let value):
                guard let bound = compiler.indexed(column, order, value) else { continue }
                columns[column, default: ([], [])].members.insert(index)
                columns[column, default: ([], [])].clauses.append(bound)
            default: continue
            }
        }
        // Queues and owners are indexed with the status behind them.
        for leader in leaders {
            let members = [leader] + statuses
            groups.append(
                Group(members: Set(members), clause: .all(members.map { clauses[$0] })))
        }
        if leaders.isEmpty, !statuses.isEmpty {
            groups.append(
                Group(members: Set(statuses), clause: .all(statuses.map { clauses[$0] })))
        }
        return groups
            + columns.values.map { Group(members: $0.members, clause: .all($0.clauses)) }
    }

    private func hidden(
        _ groups: [Group], _ parts: [Part], _ key: TicketOrder.Key, _ compiler: ConditionCompiler
    ) throws -> (hidden: Set<Int>, isFew: Bool) {
        var (few, many): (Set<Int>, Set<Int>) = ([], [])
        for group in groups {
            if try compiler.probes.isMany(group.clause) {
                many.formUnion(group.members)
            } else {
                few.formUnion(group.members)
            }
        }
        guard few.isEmpty else { return (many.subtracting(few), true) }
        // Numbers that something else finds need no queue's index.
        let isFound = !compiler.probes.asksEach && parts.contains { !$0.isOfColumn }
        // What an index has in the order asked for.
        let inOrder = parts.indices.filter { index in
            if let column = parts[index].column { return column.orders(key) }
            guard case .queue(let ids) = parts[index].test else { return false }
            return key == .id && ids.count == 1 && !isFound
        }
        let isWalkable = key == .id || compiler.walks(key) || inOrder.isEmpty == false
        return (isWalkable ? many.subtracting(inOrder) : [], false)
    }

    /// The same truth in a form that no index answers; unknown is false, as in a `WHERE`.
    static func hide(_ clause: SQLClause) -> SQLClause { "COALESCE(" + clause + ", (1 = 0))" }
}

extension ConditionCompiler {
    /// A comparison as far as an index answers it; `nil` for columns without one.
    fileprivate func indexed(
        _ column: TicketTest.NumberColumn, _ order: TicketTest.Order, _ value: Int64
    ) -> SQLClause? {
        let name: SQL
        switch column {
        case .priority: name = "t.priority"
        case .created: name = "t.created_ms"
        case .starts: name = "t.starts_ms"
        case .due: name = "t.due_ms"
        case .resolved: name = "t.resolved_ms"
        case .told: name = "t.told_ms"
        case .lastUpdated where changeAccess.isNowhere: name = "t.public_updated_ms"
        case .lastUpdated:
            let isBefore = order == .less || order == .lessOrEqual
            name =
                isBefore && !changeAccess.isEverywhere ? "t.public_updated_ms" : "t.updated_ms"
        case .id, .initialPriority, .finalPriority, .timeEstimated, .timeWorked, .timeLeft,
            .started:
            return nil
        }
        return SQLClause(name + Self.sign(order) + "?", [.integer(value)])
    }

    /// Whether an index has all tickets in that order.
    fileprivate func walks(_ key: TicketOrder.Key) -> Bool {
        switch key {
        case .subject, .priority, .created: true
        case .lastUpdated: changeAccess.isEverywhere || changeAccess.isNowhere
        default: false
        }
    }
}

extension TicketTest.NumberColumn {
    /// Whether an index over the column has what fits in that order.
    fileprivate func orders(_ key: TicketOrder.Key) -> Bool {
        switch (self, key) {
        case (.priority, .priority), (.created, .created), (.starts, .starts), (.due, .due),
            (.resolved, .resolved), (.told, .told), (.lastUpdated, .lastUpdated):
            true
        default: false
        }
    }
}
