package import Tickets

/// At which tickets somebody holds a right, in a form that can stand in a query.
///
/// The Desk makes it of grants; what it says of a ticket is what ``Tickets/Standing`` decides.
package struct TicketAccess: Hashable, Sendable {
    /// A right that comes with a seat.
    package struct RoleGrant: Hashable, Sendable {
        package let role: Role
        /// `nil`: in every queue.
        package let queue: QueueID?

        /// Says that whoever has the role holds the right, there or everywhere.
        package init(_ role: Role, in queue: QueueID?) {
            self.role = role
            self.queue = queue
        }
    }

    package let user: UserID
    /// The enabled groups that the user is in, directly or not.
    package let groups: Set<GroupID>
    /// At every ticket.
    package let isEverywhere: Bool
    /// At every ticket of these.
    package let queues: Set<QueueID>
    /// At the tickets of which the user has the role; seats of a queue are in ``queues``.
    package let roles: Set<RoleGrant>

    /// Takes what the grants say.
    package init(
        user: UserID, groups: Set<GroupID> = [], isEverywhere: Bool = false,
        queues: Set<QueueID> = [], roles: Set<RoleGrant> = []
    ) {
        self.user = user
        self.groups = groups
        self.isEverywhere = isEverywhere
        self.queues = queues
        self.roles = roles
    }

    /// Whether no ticket at all can be one of them.
    package var isNowhere: Bool { !isEverywhere && queues.isEmpty && roles.isEmpty }

    /// Whether each ticket of another access is surely one of these, as far as grants tell.
    package func covers(_ other: TicketAccess) -> Bool {
        if isEverywhere { return true }
        guard user == other.user, !other.isEverywhere else { return false }
        return other.queues.isSubset(of: queues)
            && other.roles.allSatisfy { grant in
                roles.contains(grant) || roles.contains(RoleGrant(grant.role, in: nil))
                    || grant.queue.map(queues.contains) == true
            }
    }

    /// True for the tickets `t` in question.
    var clause: SQLClause {
        guard !isEverywhere else { return .always }
        var parts: [SQLClause] = []
        if !queues.isEmpty { parts.append(.list("t.queue_id", queues.map(\.value))) }
        for grant in roles.sorted(by: {
            ($0.role.rawValue, $0.queue?.value ?? 0) < ($1.role.rawValue, $1.queue?.value ?? 0)
        }) {
            parts.append(clause(grant))
        }
        return .any(parts)
    }

    /// True for the tickets `t` at which the user has the role of a grant.
    func clause(_ grant: RoleGrant) -> SQLClause {
        let seat = seat(grant.role)
        guard let queue = grant.queue else { return seat }
        return .all([SQLClause("t.queue_id = ?", [.integer(queue.value)]), seat])
    }

    private func seat(_ role: Role) -> SQLClause {
        if role == .owner { return SQLClause("t.owner_id = ?", [.integer(user.value)]) }
        var seats = SQLClause(
            """
            t.id IN (SELECT w.ticket_id FROM watchers w
            WHERE w.user_id = ? AND w.role = ? AND w.ticket_id IS NOT NULL
            """,
            [.integer(user.value), .text(role.rawValue)])
        if !groups.isEmpty {
            let member = SQLClause.list("w.group_id", groups.map(\.value))
            seats =
                seats + " UNION ALL SELECT w.ticket_id FROM watchers w WHERE " + member
                + SQLClause(
                    " AND w.role = ? AND w.ticket_id IS NOT NULL", [.text(role.rawValue)])
        }
        return seats + ")"
    }
}

/// Where somebody sees each change of a ticket: its notes and its custom fields.
struct ChangeAccess {
    private let parts: [TicketAccess]

    init(_ comments: TicketAccess, _ fields: TicketAccess) {
        let narrower = comments.covers(fields) ? fields : comments
        parts =
            comments.covers(fields) || fields.covers(comments) ? [narrower] : [comments, fields]
    }

    var isEverywhere: Bool { parts.allSatisfy(\.isEverywhere) }
    var isNowhere: Bool { parts.contains(where: \.isNowhere) }

    /// When a ticket `t` last changed, as far as they can tell: where something may be hidden from
    /// them, by what everybody sees.
    var lastUpdated: SQLClause {
        if isEverywhere { return "t.updated_ms" }
        if isNowhere { return "t.public_updated_ms" }
        return "(CASE WHEN " + .all(parts.map(\.clause))
            + " THEN t.updated_ms ELSE t.public_updated_ms END)"
    }
}

extension StoreSession {
    /// The queues of the tickets at which somebody has a role that lends them a right.
    package func queues(byRolesOf access: TicketAccess) throws -> Set<QueueID> {
        try preferIndexes()
        var found: Set<QueueID> = []
        // One statement a role: together they would keep PostgreSQL from the index.
        for grant in access.roles {
            let clause = access.clause(grant)
            let rows = try sql.query(
                "SELECT DISTINCT t.queue_id FROM tickets t WHERE t.merged_into IS NULL AND "
                    + clause.sql, clause.arguments)
            for row in rows { found.insert(QueueID(try row.int(0))) }
        }
        return found
    }
}
