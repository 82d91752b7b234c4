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
    /// Whether somebody asks who can be called `__CurrentUser__`; nobody does where a scrip runs.
    let isAsked: Bool
    let groups: Set<GroupID>
    private let grants: [Grant]
    private let queueSeats: [(queue: QueueID, seat: Watcher)]
    /// By name.
    let lifecycles: [String: Lifecycle]
    /// Disabled ones as well.
    let customRoles: [CustomRole]
    /// Those that the asker sees, or some of whose tickets they may see.
    private(set) var queues: [Queue]
    /// Names of the lifecycles of ``queues``; of all, for who knows all queues.
    private(set) var knownLifecycles: [String]

    init(
        desk: Desk, session: StoreSession, actor id: UserID, time: QueryTime, isAsked: Bool = true
    ) throws {
        guard let actor = try session.user(id) else {
            throw DeskError(.unknownUser, "there is no user \(id)")
        }
        self.desk = desk
        self.session = session
        self.actor = actor
        self.time = time
        self.isAsked = isAsked
        groups = try session.groups(of: id)
        grants = try session.grants()
        let roles = try session.customRoles()
        customRoles = roles
        queueSeats = try session.queueSeats().filter { queue, seat in
            !seat.role.isCustom || roles.contains { $0.role == seat.role && $0.isHeld(in: queue) }
        }
        lifecycles = try session.lifecycles()
        let all = try session.queues()
        (queues, knownLifecycles) = (all, [])
        let accesses = Self.rightsToKnowQueues.map { access($0) }
        if !accesses.contains(where: \.isEverywhere) {
            var known = accesses.reduce(into: Set<QueueID>()) { $0.formUnion($1.queues) }
            // A role shows the queues of the tickets on which it is held, and no others.
            if !all.allSatisfy({ known.contains($0.id) }) {
                for access in accesses { known.formUnion(try session.queues(byRolesOf: access)) }
            }
            queues = all.filter { known.contains($0.id) }
        }
        let names = Set(queues.map(\.lifecycle))
        knownLifecycles = lifecycles.keys.filter {
            queues.count == all.count || names.contains($0)
        }.sorted()
    }

    // MARK: Rights

    /// Each of them shows the queue: those of its tickets, and those of whoever looks after it.
    private static let rightsToKnowQueues: [Right] = [
        .seeQueue, .showTicket, .adminQueue, .modifyQueueWatchers, .modifyACL, .showACL,
    ]

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

    /// Whether the asker may know who has an account.
    var isStaff: Bool { actor.isPrivileged || actor.id == User.systemID }

    /// The custom roles of queues that the asker knows, disabled ones as well.
    var knownRoles: [CustomRole] {
        if access(.adminCustomRoles).isEverywhere { return customRoles }
        let known = Set(queues.map(\.id))
        return customRoles.filter { role in
            role.queues.map { !$0.isDisjoint(with: known) } ?? !known.isEmpty
        }
    }

    /// Whether the asker may know of a group: of all with SeeGroup or who look after them, else of
    /// those they are in.
    func knows(_ group: GroupID) -> Bool {
        let rights: [Right] = [.seeGroup, .adminGroup, .adminGroupMembership, .modifyACL, .showACL]
        return groups.contains(group) || rights.contains { access($0).isEverywhere }
    }

    /// The custom fields that the asker may see in some queue that they know.
    func customFields() throws -> [CustomField] { try knownFields().filter { !$0.isDisabled } }

    /// The same, disabled ones as well.
    func knownFields() throws -> [CustomField] {
        if access(.adminCustomField).isEverywhere { return try session.customFields() }
        let access = access(.seeCustomField)
        guard !access.isNowhere else { return [] }
        let isAnywhere = access.isEverywhere || access.roles.contains { $0.queue == nil }
        let known = Set(queues.map(\.id))
        let places =
            isAnywhere
            ? known : access.queues.union(access.roles.compactMap(\.queue)).intersection(known)
        return try session.customFields().filter { field in
            field.queues.isEmpty ? !places.isEmpty : !places.isDisjoint(with: field.queues)
        }
    }

    /// The statuses of the lifecycles that the asker knows.
    var statuses: [String] {
        Set(knownLifecycles.flatMap { lifecycles[$0]?.statuses ?? [] }).sorted()
    }

    /// What single words may mean. Only staff can own a ticket, so only their names mean an owner;
    /// and only for staff, since who is staff is nobody else's business.
    func simpleNames() throws -> SimpleNames {
        let session = session
        let isStaff = isStaff
        return SimpleNames(
            statuses: statuses, queues: queues.map(\.name), customFields: try customFields()
        ) { word in
            guard isStaff, let user = try session.user(named: word), user.isPrivileged,
                user.id != User.systemID
            else { return nil }
            return user.name
        }
    }

    /// The condition that a query stands for.
    ///
    /// NOT goes down to the single comparisons, since of what the asker may not see neither a
    /// comparison nor its opposite holds.
    ///
    /// - Throws: ``Tickets/QueryError`` for the first name that there is not, and for a value that
    ///   does not fit.
    func condition(of query: TicketQuery) throws -> TicketCondition {
        try condition(of: query.root, isNegated: false, query).merged
    }

    private func condition(
        of node: QueryNode, isNegated: Bool, _ query: TicketQuery
    ) throws -> TicketCondition {
        func conditions(_ parts: [QueryNode]) throws -> [TicketCondition] {
            try parts.map { try condition(of: $0, isNegated: isNegated, query) }
        }
        switch node {
        case .and(let parts):
            return isNegated ? .any(try conditions(parts)) : .all(try conditions(parts))
        case .or(let parts):
            return isNegated ? .all(try conditions(parts)) : .any(try conditions(parts))
        case .not(let part): return try condition(of: part, isNegated: !isNegated, query)
        case .clause(let clause):
            return try ClauseResolver(
                names: self, query: query, clause: clause,
                isNegated: clause.isNegated != isNegated
            ).condition()
        }
    }
}
