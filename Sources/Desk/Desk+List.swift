import Store
package import Tickets

/// Which tickets somebody wants listed.
package struct TicketFilter: Hashable, Sendable {
    package var queue: QueueID?
    /// `nil` leaves out those that rest: the lifecycles' inactive statuses.
    package var statuses: [String]?
    /// All statuses, whatever ``statuses`` says.
    package var includesInactive: Bool
    package var owner: UserID?
    /// Only tickets that nobody owns, whatever ``owner`` says.
    package var isUnowned: Bool
    package var requestor: UserID?
    /// Only smaller numbers: for the next page.
    package var before: TicketID?
    package var limit: Int

    /// Starts with the active tickets of all queues.
    package init(limit: Int = 50) {
        includesInactive = false
        isUnowned = false
        self.limit = limit
    }
}

/// One line of a list of tickets.
package struct TicketLine: Hashable, Sendable {
    package let ticket: Ticket
    package let queue: Queue
    package let owner: User?
    package let requestors: [User]
    /// What the queue calls the priority.
    package let priorityName: String
    /// Values of custom fields where they were asked for and may be seen.
    package let fields: [CustomFieldID: [String]]
    /// Who opened it; `nil` where people were not asked for.
    package var creator: User?
    /// Who sits in the ticket's own seats, by address or name, where people were asked for.
    package var seats: [Role: [String]] = [:]
}

extension Desk {
    /// Lists tickets, newest first, only those that the actor may see.
    package func list(_ filter: TicketFilter, as actor: UserID) throws -> [TicketLine] {
        try store.read { session in
            let reader = try reader(actor, session)
            let priorities = try session.priorityRules()
            var lines: [TicketLine] = []
            var before = filter.before
            let statuses = try statuses(filter, session)
            // A page may hold tickets that the actor may not see; go on until it is full.
            while lines.count < filter.limit {
                let page = try session.tickets(
                    queue: filter.queue, statuses: statuses, owner: filter.owner,
                    isUnowned: filter.isUnowned, requestor: filter.requestor, before: before,
                    limit: filter.limit)
                for ticket in page where lines.count < filter.limit {
                    let queue = try reader.queue(ticket.queue)
                    guard try reader.holds([.showTicket], at: ticket, in: queue) else { continue }
                    let seesAll = try [.showTicketComments, .seeCustomField].allSatisfy {
                        try reader.holds([$0], at: ticket, in: queue)
                    }
                    let shown = seesAll ? ticket : ticket.asEverybodySees
                    lines.append(try line(shown, queue, priorities, session))
                }
                guard page.count == filter.limit, let last = page.last else { break }
                before = last.id
            }
            return lines
        }
    }

    private func statuses(
        _ filter: TicketFilter, _ session: StoreSession
    ) throws -> [String]? {
        if let statuses = filter.statuses { return statuses }
        guard !filter.includesInactive else { return nil }
        return Array(Set(try session.lifecycles().values.flatMap { $0.initial + $0.active }))
            .sorted()
    }

    private func line(
        _ ticket: Ticket, _ queue: Queue, _ priorities: PriorityRules, _ session: StoreSession
    ) throws -> TicketLine {
        let seats = try session.watchers(of: ticket.id, in: queue.id)
        let requestors = seats.compactMap { seat -> UserID? in
            if case .user(let id) = seat.member, seat.role == .requestor { id } else { nil }
        }
        return TicketLine(
            ticket: ticket, queue: queue, owner: try ticket.owner.flatMap { try session.user($0) },
            requestors: try requestors.compactMap { try session.user($0) },
            priorityName: priorities[queue.id].name(of: ticket.priority), fields: [:])
    }
}
