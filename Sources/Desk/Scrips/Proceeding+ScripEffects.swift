import Scrips
import Store
import Tickets

extension Proceeding {
    /// Does what a scrip wants done, as the present actor.
    ///
    /// - Throws: ``DeskError`` before anything is written.
    mutating func apply(_ effect: ScripOutcome.Effect, to ticket: inout Ticket) throws {
        switch effect {
        case .notify, .call: break
        case .change(let change): _ = try apply(change, to: &ticket)
        case .edit(let edit): try apply(edit, to: &ticket)
        case .write(let text):
            _ = try write(
                text.isComment ? .comment : .correspond, on: &ticket,
                entry: try entry(text.text, subject: text.subject))
        case .work(let minutes, let tickets):
            for id in tickets {
                var other = try self.ticket(id)
                let sum = min(max(other.timeWorked + minutes, 0), Minutes.max)
                _ = try apply(.number(.timeWorked, sum), to: &other)
            }
        case .create(let plans): try create(plans, for: &ticket)
        }
    }

    // MARK: Names

    private mutating func apply(_ edit: TicketEdit, to ticket: inout Ticket) throws {
        switch edit {
        case .set(let field, let value): try set(field, to: value, on: &ticket)
        case .watcher(let role, let who, let isAdded):
            let member = try member(who, isAdded: isAdded)
            guard let member else { return }
            _ = try apply(
                isAdded ? .addWatcher(role, member) : .removeWatcher(role, member), to: &ticket)
        case .link(let kind, let target, let isInverse):
            guard isInverse else {
                _ = try apply(.addLink(kind, target), to: &ticket)
                return
            }
            guard case .ticket(let id) = target else { return }
            var other = try self.ticket(id)
            _ = try apply(.addLink(kind, .ticket(ticket.id)), to: &other)
        }
    }

    /// - Returns: `nil` for somebody unknown who is to be taken out.
    func member(_ who: TicketEdit.Who, isAdded: Bool) throws -> Principal? {
        switch who {
        case .address(let address):
            if let user = try session.user(at: address) { return .user(user.id) }
            guard isAdded else { return nil }
            guard try !session.queueAddresses().contains(address),
                !desk.site.ownAddresses.contains(address)
            else { throw DeskError(.invalid, "\(address.value) is an address of the tracker") }
            return .user(try session.person(at: NamedAddress(address, name: nil), now: now).id)
        case .user(let name): return .user(try user(named: name).id)
        case .group(let name):
            guard let group = try session.group(named: name) else {
                throw DeskError(.unknownGroup, "there is no group \"\(name)\"")
            }
            return .group(group.id)
        }
    }

    func user(named name: String) throws -> User {
        if let user = try session.user(named: name) { return user }
        if let address = EmailAddress(name), let user = try session.user(at: address) {
            return user
        }
        throw DeskError(.unknownUser, "there is no user \"\(name)\"")
    }

    func queue(named name: String) throws -> Queue {
        if let queue = try session.queue(named: name) { return queue }
        let near = NearestWord.find(name, among: try session.queues().map(\.name))
        let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
        throw DeskError(.unknownQueue, "there is no queue \"\(name)\"\(hint)")
    }

    private mutating func set(
        _ field: String, to value: String, on ticket: inout Ticket
    ) throws {
        switch field {
        case "Queue": _ = try apply(.queue(queue(named: value).id), to: &ticket)
        case "Subject": _ = try apply(.subject(value), to: &ticket)
        case "Status":
            let lifecycle = try lifecycle(of: queue(ticket.queue))
            _ = try apply(.status(lifecycle.status(named: value) ?? value), to: &ticket)
        case "Priority":
            let number = try priority(value, field, in: queue(ticket.queue))
            _ = try apply(.priority(number), to: &ticket)
        case "Due": _ = try apply(.due(moment(value)), to: &ticket)
        case "Owner": try give(&ticket, to: value)
        default: try setOther(field, to: value, on: &ticket)
        }
    }

    private mutating func setOther(
        _ field: String, to value: String, on ticket: inout Ticket
    ) throws {
        if let date = Ticket.DateField(rawValue: field) {
            _ = try apply(.date(date, moment(value)), to: &ticket)
        } else if let number = Ticket.NumberField(rawValue: field) {
            let count =
                number.isTime
                ? try minutes(value, field) : try priority(value, field, in: queue(ticket.queue))
            _ = try apply(.number(number, count), to: &ticket)
        } else {
            throw DeskError(.invalid, "scrips cannot set \(field)")
        }
    }

    // MARK: Values

    /// A priority by its number or by what the queue calls it.
    func priority(_ text: String, _ field: String, in queue: Queue) throws -> Int64 {
        if let number = Int64(text) {
            try Self.check(priority: number)
            return number
        }
        let names = try session.priorityRules()[queue.id]
        guard let value = names.value(of: text) else {
            let known = names.names.map(\.name)
            let near = NearestWord.find(text, among: known).map { "; did you mean \"\($0)\"?" }
            throw DeskError(
                .invalid,
                "\(field): expected a whole number or one of \(known.joined(separator: ", ")), "
                    + "found \"\(text)\"\(near ?? "")")
        }
        return value
    }

    func minutes(_ text: String, _ field: String) throws -> Int64 {
        guard let minutes = Minutes.read(text) else {
            throw DeskError(.invalid, "\(field): expected \(Minutes.expected), found \"\(text)\"")
        }
        return minutes
    }

    /// Milliseconds, as Scrips worked them out; anything else means none.
    func moment(_ text: String) -> Timestamp? {
        Int64(text).map { Timestamp(milliseconds: $0) }
    }

    private mutating func give(_ ticket: inout Ticket, to name: String) throws {
        if name.lowercased() == "nobody" {
            guard let owner = ticket.owner, let user = try session.user(owner) else { return }
            // Only an owner gives up a ticket, so the tracker does it for them.
            let before = ticket
            ticket.owner = nil
            try record(
                .untake, on: &ticket, before: before, field: "Owner", oldValue: user.name,
                newValue: nil)
            return
        }
        _ = try apply(.give(user(named: name).id), to: &ticket)
    }
}
