import Store
import Tickets

/// Looks up the names in a query: who asks, which queues and users there are, what time it is.
///
/// What the asker may not know of is as if it were not there: the same error, no suggestion.
struct QueryResolver {
    let desk: Desk
    let session: StoreSession
    let actor: User
    let time: QueryTime
    let groups: Set<GroupID>
    private let grants: [Grant]
    private let queueSeats: [(queue: QueueID, seat: Watcher)]
    /// Disabled ones as well.
    let customRoles: [CustomRole]
    /// Those that the asker sees, or some of whose tickets they may see.
    private(set) var queues: [Queue]

    init(desk: Desk, session: StoreSession, actor id: UserID, time: QueryTime) throws {
        guard let actor = try session.user(id) else {
            throw DeskError(.unknownUser, "there is no user \(id)")
        }
        self.desk = desk
        self.session = session
        self.actor = actor
        self.time = time
        groups = try session.groups(of: id)
        grants = try session.grants()
        let roles = try session.customRoles()
        customRoles = roles
        queueSeats = try session.queueSeats().filter { queue, seat in
            !seat.role.isCustom || roles.contains { $0.role == seat.role && $0.isHeld(in: queue) }
        }
        let all = try session.queues()
        queues = all
        let accesses = [access(.seeQueue), access(.showTicket)]
        queues = all.filter { queue in
            accesses.contains { access in
                access.isEverywhere || access.queues.contains(queue.id)
                    || access.roles.contains { $0.queue == nil || $0.queue == queue.id }
            }
        }
    }

    // MARK: Rights

    /// At which tickets the asker holds a right: what ``Tickets/Standing`` decides of one, for all.
    func access(_ right: Right) -> TicketAccess {
        if actor.id == User.systemID { return TicketAccess(user: actor.id, isEverywhere: true) }
        guard !actor.isDisabled else { return TicketAccess(user: actor.id) }
        var isEverywhere = false
        var queues: Set<QueueID> = []
        var roles: Set<TicketAccess.RoleGrant> = []
        for grant in grants where grant.right == right || grant.right == .superUser {
            if case .role(let role) = grant.grantee {
                for place in places(of: role, in: grant.queue) {
                    roles.insert(.init(role, in: place))
                }
                for (queue, seat) in queueSeats where seat.role == role && isMine(seat) {
                    if grant.queue == nil || grant.queue == queue { queues.insert(queue) }
                }
            } else if isMine(grant.grantee) {
                if let queue = grant.queue { queues.insert(queue) } else { isEverywhere = true }
            }
        }
        return TicketAccess(
            user: actor.id, groups: groups, isEverywhere: isEverywhere, queues: queues,
            roles: roles)
    }

    /// The queues in which a grant to a role holds, `nil` for all: custom roles that are disabled or
    /// that a queue does not have lend nothing.
    private func places(of role: Role, in queue: QueueID?) -> [QueueID?] {
        guard case .custom = role else { return [queue] }
        guard let custom = customRoles.first(where: { $0.role == role }), !custom.isDisabled else {
            return []
        }
        guard let queues = custom.queues else { return [queue] }
        if let queue { return queues.contains(queue) ? [queue] : [] }
        return queues.sorted()
    }

    private func isMine(_ seat: Watcher) -> Bool {
        switch seat.member {
        case .user(let id): id == actor.id
        case .group(let id): groups.contains(id)
        }
    }

    private func isMine(_ grantee: Grantee) -> Bool {
        switch grantee {
        case .user(let id): id == actor.id
        case .group(let id): groups.contains(id)
        case .everyone: true
        case .privileged: actor.isPrivileged
        case .unprivileged: !actor.isPrivileged
        case .role: false
        }
    }

    // MARK: Names

    /// The custom fields that the asker may see in some queue.
    func customFields() throws -> [CustomField] {
        let access = access(.seeCustomField)
        guard !access.isNowhere else { return [] }
        let isAnywhere = access.isEverywhere || access.roles.contains { $0.queue == nil }
        let places = access.queues.union(access.roles.compactMap(\.queue))
        return try session.customFields().filter { field in
            !field.isDisabled
                && (isAnywhere || field.queues.isEmpty || !places.isDisjoint(with: field.queues))
        }
    }

    /// All statuses of all lifecycles.
    var statuses: [String] { Set(desk.lifecycles.values.flatMap(\.statuses)).sorted() }

    /// What single words may mean. Only staff can own a ticket, so only their names mean an owner.
    func simpleNames() throws -> SimpleNames {
        let session = session
        return SimpleNames(
            statuses: statuses, queues: queues.map(\.name), customFields: try customFields()
        ) { word in
            guard let user = try session.user(named: word), user.isPrivileged,
                user.id != User.systemID
            else { return nil }
            return user.name
        }
    }

    /// The condition that a query stands for.
    ///
    /// - Throws: ``Tickets/QueryError`` for the first name that there is not, and for a value that
    ///   does not fit.
    func condition(of query: TicketQuery) throws -> TicketCondition {
        try condition(of: query.root, query)
    }

    private func condition(of node: QueryNode, _ query: TicketQuery) throws -> TicketCondition {
        switch node {
        case .and(let parts): .all(try parts.map { try condition(of: $0, query) })
        case .or(let parts): .any(try parts.map { try condition(of: $0, query) })
        case .not(let part): .not(try condition(of: part, query))
        case .clause(let clause):
            try ClauseResolver(names: self, query: query, clause: clause).condition()
        }
    }
}
