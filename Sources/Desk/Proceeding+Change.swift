import Store
import Tickets

extension Proceeding {
    /// Carries out one change, checks included; ``apply(_:to:)`` keeps what a refusal tells from
    /// those who may not see the ticket.
    mutating func carryOut(_ change: Change, on ticket: inout Ticket) throws -> String? {
        switch change {
        case .subject(let text): try set(subject: text, on: &ticket)
        case .status(let status): try set(status: status, on: &ticket)
        case .priority(let value): try set(priority: value, on: &ticket)
        case .queue(let id): try move(&ticket, to: id)
        case .due(let moment): try set(due: moment, on: &ticket)
        case .take, .untake, .steal, .give, .owner: try changeOwner(change, of: &ticket)
        case .addWatcher(let role, let member):
            try seat(member, as: role, on: &ticket, isAdded: true)
        case .removeWatcher(let role, let member):
            try seat(member, as: role, on: &ticket, isAdded: false)
        case .addLink(let kind, let target): try link(&ticket, kind, target, isAdded: true)
        case .removeLink(let kind, let target): try link(&ticket, kind, target, isAdded: false)
        case .date(let field, let moment): try set(field, to: moment, on: &ticket)
        case .number(let field, let value): try set(field, to: value, on: &ticket)
        case .namedPriority(let field, let name):
            try set(field, toNamed: name, on: &ticket)
        case .setCustomField, .addCustomFieldValue, .removeCustomFieldValue:
            try changeField(change, on: &ticket)
        case .squelch(let address): try squelch(address, on: &ticket, isAdded: true)
        case .unsquelch(let address): try squelch(address, on: &ticket, isAdded: false)
        }
    }

    // MARK: Fields

    /// Queues may call different numbers by one name.
    private mutating func set(
        _ field: Ticket.NumberField?, toNamed name: String, on ticket: inout Ticket
    ) throws -> String? {
        let queue = try queue(ticket.queue)
        let names = try session.priorityRules()[queue.id]
        guard let value = names.value(of: name) else {
            let all = names.names.map(\.name).joined(separator: ", ")
            throw DeskError(
                .invalid,
                "queue \"\(queue.name)\" calls no priority \"\(name)\"; there are: \(all)")
        }
        return try carryOut(
            field.map { .number($0, value) } ?? .priority(value), on: &ticket)
    }

    private mutating func set(subject: String, on ticket: inout Ticket) throws -> String? {
        try require(.modifyTicket, at: ticket, in: queue(ticket.queue))
        let line = subject.split(whereSeparator: \.isNewline).joined(separator: " ")
        let kept = String(line.prefix(Ticket.subjectCharactersMax))
        guard kept != ticket.subject else { return nil }
        let before = ticket
        ticket.subject = kept
        try record(
            .set, on: &ticket, before: before, field: "Subject", oldValue: before.subject,
            newValue: kept)
        return "Subject is now \"\(kept)\"."
    }

    private mutating func set(status word: String, on ticket: inout Ticket) throws -> String? {
        let queue = try queue(ticket.queue)
        let lifecycle = try lifecycle(of: queue)
        let status = try Self.status(named: word, in: lifecycle)
        guard status != ticket.status else { return nil }
        guard lifecycle.allows(from: ticket.status, to: status) else {
            let allowed = lifecycle.transitions[ticket.status] ?? []
            let hint =
                allowed.isEmpty
                ? "nothing may follow it" : "possible: \(allowed.joined(separator: ", "))"
            throw DeskError(
                .transition,
                "status \"\(status)\" cannot follow \"\(ticket.status)\"; \(hint)")
        }
        try require(lifecycle.right(from: ticket.status, to: status), at: ticket, in: queue)
        let before = ticket
        let (old, new) = (lifecycle.phase(of: ticket.status), lifecycle.phase(of: status))
        if new == .inactive { try requireNoDependency(of: ticket, becoming: status) }
        try requireFields(from: ticket.status, to: status, of: ticket)
        ticket.status = status
        if old == .initial, ticket.started == nil { ticket.started = now }
        if new == .inactive, old != .inactive { ticket.resolved = now }
        try record(
            .status, on: &ticket, before: before, field: "Status", oldValue: before.status,
            newValue: status)
        return "Status changed from \(before.status) to \(status)."
    }

    /// A status as the lifecycle spells it, however it was asked for.
    static func status(named word: String, in lifecycle: Lifecycle) throws -> String {
        if let status = lifecycle.status(named: word) { return status }
        let near = NearestWord.find(word, among: lifecycle.statuses)
        throw DeskError(
            .transition,
            "there is no status \"\(word)\" in lifecycle \"\(lifecycle.name)\""
                + (near.map { " (did you mean \"\($0)\"?)" } ?? "")
                + "; there are: \(lifecycle.statuses.joined(separator: ", "))")
    }

    private mutating func set(priority: Int64, on ticket: inout Ticket) throws -> String? {
        try require(.modifyTicket, at: ticket, in: queue(ticket.queue))
        guard priority != ticket.priority else { return nil }
        try Self.check(priority: priority)
        let before = ticket
        ticket.priority = priority
        try record(
            .set, on: &ticket, before: before, field: "Priority", oldValue: "\(before.priority)",
            newValue: "\(priority)")
        return "Priority changed from \(before.priority) to \(priority)."
    }

    private mutating func set(due: Timestamp?, on ticket: inout Ticket) throws -> String? {
        try require(.modifyTicket, at: ticket, in: queue(ticket.queue))
        guard due != ticket.due else { return nil }
        let before = ticket
        ticket.due = due
        try record(
            .set, on: &ticket, before: before, field: "Due",
            oldValue: before.due.map { "\($0.milliseconds)" },
            newValue: due.map { "\($0.milliseconds)" })
        return changed("Due", from: before.due, to: due)
    }

    private mutating func move(_ ticket: inout Ticket, to id: QueueID) throws -> String? {
        let old = try queue(ticket.queue)
        let new = try queue(id)
        guard old.id != new.id else { return nil }
        try require(.modifyTicket, at: ticket, in: old)
        try require(.createTicket, at: nil, in: new)
        guard !new.isDisabled else {
            throw DeskError(.conflict, "queue \"\(new.name)\" is disabled")
        }
        let status = try statusAfterMove(of: ticket, from: old, to: new)
        try oweFields(afterMoveOf: ticket, to: new, as: status)
        let before = ticket
        ticket.queue = new.id
        if status != before.status { try enter(status, from: old, &ticket, before: before) }
        try record(
            .set, on: &ticket, before: before, field: "Queue", oldValue: old.name,
            newValue: new.name)
        return "Queue changed from \(old.name) to \(new.name)."
    }

    /// The status in the new queue: what the map of its lifecycle says, else the same one.
    private func statusAfterMove(
        of ticket: Ticket, from old: Queue, to new: Queue
    ) throws -> String {
        let (source, target) = (try lifecycle(of: old), try lifecycle(of: new))
        if source.name == target.name { return ticket.status }
        if let status = target.status(for: ticket.status, from: source.name) { return status }
        throw DeskError(
            .transition,
            "lifecycle \"\(target.name)\" of queue \"\(new.name)\" has no status "
                + "\"\(ticket.status)\", and its map for lifecycle \"\(source.name)\" does not say "
                + "what becomes of it; add: maps: {\(source.name): {\(ticket.status): …}}")
    }

    /// Gives a ticket that was moved the status that it has in its new queue.
    private mutating func enter(
        _ status: String, from queue: Queue, _ ticket: inout Ticket, before: Ticket
    ) throws {
        let old = try lifecycle(of: queue).phase(of: before.status)
        let new = try lifecycle(of: self.queue(ticket.queue)).phase(of: status)
        if new == .inactive, old != .inactive {
            try requireNoDependency(of: ticket, becoming: status)
        }
        ticket.status = status
        if old == .initial, new != .initial, ticket.started == nil { ticket.started = now }
        if new == .inactive, old != .inactive { ticket.resolved = now }
        try record(
            .status, on: &ticket, before: before, field: "Status", oldValue: before.status,
            newValue: status)
    }

    // MARK: Links

    private mutating func link(
        _ ticket: inout Ticket, _ kind: Link.Kind, _ target: Link.Target, isAdded: Bool
    ) throws -> String? {
        try require(.modifyTicket, at: ticket, in: queue(ticket.queue))
        var end = target
        let shown: String
        switch target {
        case .ticket(let id):
            let other = try self.ticket(id)
            guard other.id != ticket.id else {
                throw DeskError(.invalid, "#\(ticket.id) cannot be linked with itself")
            }
            // The far ticket must be one that the actor may see, or a link would tell its
            // existence.
            try require(.showTicket, .modifyTicket, at: other, in: queue(other.queue))
            end = .ticket(other.id)
            shown = "#\(other.id)"
        case .uri(let uri):
            guard !isAdded || Link.Target.isURI(uri) else {
                throw DeskError(
                    .invalid, "found \"\(uri)\", expected \(Link.Target.expected)")
            }
            shown = uri
        }
        let link = Link(ticket: ticket.id, kind: kind, target: end)
        guard isAdded ? try session.add(link) : try session.remove(link) else { return nil }
        let before = ticket
        try record(
            isAdded ? .addLink : .deleteLink, on: &ticket, before: before, field: kind.rawValue,
            oldValue: isAdded ? nil : shown, newValue: isAdded ? shown : nil)
        return "#\(ticket.id) \(kind.rawValue) \(shown): \(isAdded ? "added" : "removed")."
    }
}
