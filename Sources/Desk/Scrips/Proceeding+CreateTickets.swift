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
            let opened = try open(blank, plan)
            made[plan.name] = opened.id
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

    /// What a plan means in its queue.
    private struct Blank {
        let queue: Queue
        var owner: User?
        var status: String?
        var priority: Int64 = 0
        var due: Timestamp?
        var details = TicketDetails()
    }

    private mutating func open(_ blank: Blank, _ plan: TicketPlan) throws -> Ticket {
        var blank = blank
        var members: [Role: [Principal]] = [:]
        for seat in plan.people {
            guard let member = try member(seat.who, isAdded: true) else { continue }
            let role = try customRole(seat.role, in: blank.queue)?.role ?? seat.role
            if members[role]?.contains(member) != true { members[role, default: []].append(member) }
        }
        blank.details.seats = members.filter { $0.key.isCustom }
        return try open(
            in: blank.queue, subject: plan.subject, requestors: members[.requestor] ?? [],
            cc: members[.cc] ?? [], adminCc: members[.adminCc] ?? [], owner: blank.owner?.id,
            status: blank.status, priority: blank.priority, due: blank.due,
            details: blank.details, entry: try entry(plan.text, subject: plan.subject)
        ).0
    }

    /// Refuses what could not be opened.
    private mutating func blank(_ plan: TicketPlan, _ top: Ticket) throws -> Blank {
        let queue =
            try plan.value(of: "Queue").map { try self.queue(named: $0) } ?? self.queue(top.queue)
        guard !queue.isDisabled else {
            throw DeskError(.conflict, "queue \"\(queue.name)\" is disabled")
        }
        var blank = Blank(queue: queue)
        do {
            for field in plan.fields { try fill(&blank, field) }
            try checkPeople(plan, queue)
            for tie in plan.links {
                if case .target(.ticket(let id)) = tie.end { _ = try ticket(id) }
            }
        } catch let error as DeskError {
            throw DeskError(error.code, "ticket \"\(plan.name)\": \(error.detail)")
        }
        return blank
    }

    private mutating func fill(_ blank: inout Blank, _ field: TicketPlan.Field) throws {
        let queue = blank.queue
        let value = field.values.first ?? ""
        switch field.name {
        case "Queue": break
        case "Owner":
            guard value.lowercased() != "nobody" else { return }
            let owner = try user(named: value)
            try requireMayOwn(owner, nil, queue)
            blank.owner = owner
        case "Status":
            let lifecycle = try lifecycle(of: queue)
            let status = lifecycle.status(named: value) ?? value
            guard lifecycle.allows(from: "", to: status) else {
                throw DeskError(
                    .transition,
                    "a new ticket cannot have the status \"\(status)\" in \(queue.name)")
            }
            blank.status = status
        case "Priority": blank.priority = try priority(value, field.name, in: queue)
        case "Due": blank.due = moment(value)
        default: try fillOther(&blank, field, value)
        }
    }

    private mutating func fillOther(
        _ blank: inout Blank, _ field: TicketPlan.Field, _ value: String
    ) throws {
        let queue = blank.queue
        if let date = Ticket.DateField(rawValue: field.name) {
            blank.details.dates[date] = moment(value)
        } else if let number = Ticket.NumberField(rawValue: field.name) {
            blank.details.numbers[number] =
                number.isTime
                ? try minutes(value, field.name) : try priority(value, field.name, in: queue)
        } else if let name = TicketEdit.customField(field.name) {
            let custom = try self.field(named: name, in: queue)
            let values = try values(field.values, of: custom)
            guard custom.valuesMax == 0 || values.count <= custom.valuesMax else {
                throw DeskError(
                    .invalid,
                    "field \"\(custom.name)\": found \(values.count) values, expected at most"
                        + " \(custom.valuesMax)")
            }
            blank.details.fields[custom.id] = values
        } else {
            throw DeskError(.invalid, "scrips cannot set \(field.name)")
        }
    }

    /// Refuses people and roles that there are not; nobody is made yet.
    private func checkPeople(_ plan: TicketPlan, _ queue: Queue) throws {
        let own = try session.queueAddresses().union(desk.site.ownAddresses)
        var seats: [Role: Int] = [:]
        for seat in plan.people {
            switch seat.who {
            case .address(let address):
                guard !own.contains(address) else {
                    throw DeskError(.invalid, "\(address.value) is an address of the tracker")
                }
            case .user, .group: _ = try member(seat.who, isAdded: true)
            }
            guard let custom = try customRole(seat.role, in: queue) else { continue }
            seats[custom.role, default: 0] += 1
            guard !custom.isSingle || seats[custom.role] == 1 else {
                throw DeskError(.invalid, "role \"\(custom.name)\" has one member, found more")
            }
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
