import Scrips
import Store
import Tickets

extension Proceeding {
    /// Opens the tickets that a scrip wants, and ties them to each other and to `top`.
    ///
    /// All names are looked up before the first is opened, so that it is all of them or none.
    mutating func create(_ plans: [TicketPlan], for top: inout Ticket) throws {
        let blanks = try plans.map { try blank($0, top) }
        var made: [String: TicketID] = [:]
        for (plan, blank) in zip(plans, blanks) {
            let opened = try open(
                in: blank.queue, subject: plan.subject,
                requestors: try people(plan.requestors), cc: try people(plan.cc),
                adminCc: try people(plan.adminCc), owner: blank.owner?.id, status: plan.status,
                priority: plan.priority, due: plan.due,
                entry: try entry(plan.text, subject: plan.subject))
            made[plan.name] = opened.0.id
        }
        for plan in plans {
            for tie in plan.links {
                guard let own = made[plan.name] else { continue }
                let far: Link.Target
                switch tie.end {
                case .top: far = .ticket(top.id)
                case .target(let target): far = target
                case .plan(let name):
                    guard let id = made[name] else { continue }
                    far = .ticket(id)
                }
                try self.tie(own, tie, to: far, top: &top)
            }
        }
    }

    private struct Blank {
        let queue: Queue
        let owner: User?
    }

    /// Refuses what could not be opened.
    private func blank(_ plan: TicketPlan, _ top: Ticket) throws -> Blank {
        let queue = try plan.queue.map { try self.queue(named: $0) } ?? self.queue(top.queue)
        guard !queue.isDisabled else {
            throw DeskError(.conflict, "queue \"\(queue.name)\" is disabled")
        }
        let lifecycle = try lifecycle(of: queue)
        if let status = plan.status, !lifecycle.allows(from: "", to: status) {
            throw DeskError(
                .transition, "a new ticket cannot have the status \"\(status)\" in \(queue.name)")
        }
        let owner = try plan.owner.map { try user(named: $0) }
        if let owner { try requireMayOwn(owner, nil, queue) }
        for tie in plan.links {
            if case .target(.ticket(let id)) = tie.end { _ = try ticket(id) }
        }
        let own = try session.queueAddresses().union(desk.site.ownAddresses)
        if let address = (plan.requestors + plan.cc + plan.adminCc).first(where: own.contains) {
            throw DeskError(.invalid, "\(address.value) is an address of the tracker")
        }
        return Blank(queue: queue, owner: owner)
    }

    private func people(_ addresses: [EmailAddress]) throws -> [Principal] {
        try addresses.map {
            .user(try session.person(at: NamedAddress($0, name: nil), now: now).id)
        }
    }

    /// `top` is at work just now: changes of it go through the copy at hand.
    private mutating func tie(
        _ own: TicketID, _ tie: TicketPlan.Tie, to far: Link.Target, top: inout Ticket
    ) throws {
        guard tie.isInverse else {
            var ticket = try ticket(own)
            _ = try apply(.addLink(tie.kind, far), to: &ticket)
            return
        }
        guard case .ticket(let id) = far else { return }
        if id == top.id {
            _ = try apply(.addLink(tie.kind, .ticket(own)), to: &top)
        } else {
            var other = try ticket(id)
            _ = try apply(.addLink(tie.kind, .ticket(own)), to: &other)
        }
    }
}
