package import Store
package import Tickets

/// What somebody may know to be there.
///
/// One rule for the names in a search, for lists, and for what a mistyped name is compared with:
/// what is out of sight is as if it were not there.
package struct Sight {
    package let actor: User
    /// Those that the actor sees, some of whose tickets they see, or that they look after.
    package let queues: [Queue]
    /// Those of their queues, disabled ones as well.
    package let roles: [CustomRole]
    /// All with SeeGroup, else those that the actor is in.
    package let groups: [Group]
    /// Whether the actor may know who has an account.
    package let isStaff: Bool
    private let resolver: QueryResolver

    init(_ resolver: QueryResolver) throws {
        self.resolver = resolver
        (actor, isStaff) = (resolver.actor, resolver.isStaff)
        (queues, roles) = (resolver.queues, resolver.knownRoles)
        groups = try resolver.session.groups().filter { resolver.knows($0.id) }
    }

    /// Whether a queue is in sight.
    package func knows(_ queue: QueueID) -> Bool { queues.contains { $0.id == queue } }

    /// Whether a group is in sight.
    package func knows(_ group: GroupID) -> Bool { groups.contains { $0.id == group } }

    /// Custom fields that the actor may see in some queue in sight, in display order, disabled ones
    /// as well.
    package func fields() throws -> [CustomField] { try resolver.knownFields() }

    /// Whether the actor holds a right for the whole site.
    package func holds(_ right: Right) -> Bool { resolver.access(right).isEverywhere }

    /// Whether the actor holds a right in a queue, be it out of sight: who may open tickets there
    /// may name it.
    package func holds(_ right: Right, in queue: QueueID) -> Bool {
        let access = resolver.access(right)
        return access.isEverywhere || access.queues.contains(queue)
    }

    // MARK: Counts

    /// How many tickets of a queue are in which status, of those that the actor may see; without
    /// those of which there is none.
    package func ticketCounts(in queue: Queue) throws -> [(status: String, count: Int64)] {
        let session = resolver.session
        if holds(.showTicket, in: queue.id) { return try session.ticketCounts(in: queue.id) }
        return try session.ticketCounts(in: queue.id).map { status, _ in
            let here: [TicketCondition] = [.test(.queue([queue.id])), .test(.status([status]))]
            return (status, try count(.all(here)))
        }.filter { $0.1 > 0 }
    }

    /// How many tickets that the actor may see have a value in a field, as far as they see that.
    package func use(of field: CustomField) throws -> Int64 {
        let places: TicketCondition =
            field.queues.isEmpty ? .always : .test(.queue(Set(field.queues)))
        return try count(
            .all([places, .test(.seesCustomFields), .test(.customField(field.id, .hasAny))]))
    }

    private func count(_ condition: TicketCondition) throws -> Int64 {
        let search = TicketSearch(
            condition, access: resolver.access(.showTicket),
            commentAccess: resolver.access(.showTicketComments),
            fieldAccess: resolver.access(.seeCustomField))
        return try resolver.session.count(search, max: Int(Int32.max))
    }
}

extension Desk {
    /// What somebody may know to be there.
    ///
    /// - Throws: ``DeskError`` `unknownUser`.
    package func sight(_ session: StoreSession, of actor: UserID) throws -> Sight {
        try Sight(
            QueryResolver(
                desk: self, session: session, actor: actor,
                time: QueryTime(now: clock(), offsetSeconds: { _ in 0 })))
    }
}
