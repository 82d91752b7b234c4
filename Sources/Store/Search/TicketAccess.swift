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

    /// True for the tickets `t` in question.
    var clause: SQLClause {
        guard !isEverywhere else { return .always }
        var parts: [SQLClause] = []
        if !queues.isEmpty { parts.append(.list("t.queue_id", queues.map(\.value))) }
        for grant in roles.sorted(by: {
            ($0.role.rawValue, $0.queue?.value ?? 0) < ($1.role.rawValue, $1.queue?.value ?? 0)
        }) {
            var seat = self.seat(grant.role)
            if let queue = grant.queue {
                seat = .all([SQLClause("t.queue_id = ?", [.integer(queue.value)]), seat])
            }
            parts.append(seat)
        }
        return .any(parts)
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
