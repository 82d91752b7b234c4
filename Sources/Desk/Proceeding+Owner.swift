import Store
import Tickets

extension Proceeding {
    /// Takes, gives up, steals or gives away a ticket.
    ///
    /// RT's rights: whoever is to own it needs OwnTicket; besides, the actor needs TakeTicket for a
    /// free ticket, StealTicket for another's, ReassignTicket (or ModifyTicket for a free or an own
    /// one) to give it away, and ReassignTicket to take it from another for nobody.
    mutating func changeOwner(_ change: Change, of ticket: inout Ticket) throws -> String? {
        let queue = try queue(ticket.queue)
        let old = try ticket.owner.flatMap { try session.user($0) }
        let kind: Transaction.Kind
        var new: User? = actor
        switch single(change, at: ticket) {
        case .take:
            if ticket.owner == actor.id { return nil }
            if let old {
                throw DeskError(
                    .conflict, "#\(ticket.id) belongs to \(old.name); steal it if that is meant")
            }
            try require(.takeTicket, .modifyTicket, at: ticket, in: queue)
            kind = .take
        case .steal:
            if ticket.owner == actor.id { return nil }
            guard old != nil else {
                throw DeskError(.conflict, "nobody owns #\(ticket.id); take it")
            }
            try require(.stealTicket, at: ticket, in: queue)
            kind = .steal
        case .owner:
            // Nobody is to own it, somebody else does.
            try require(.reassignTicket, at: ticket, in: queue)
            kind = .untake
            new = nil
        case .untake:
            guard old != nil else { return nil }
            guard ticket.owner == actor.id else {
                throw DeskError(.conflict, "#\(ticket.id) is not yours to give up")
            }
            kind = .untake
            new = nil
        case .give(let id):
            if ticket.owner == id { return nil }
            if old == nil || ticket.owner == actor.id {
                try require(.reassignTicket, .modifyTicket, at: ticket, in: queue)
            } else {
                try require(.reassignTicket, at: ticket, in: queue)
            }
            guard let user = try session.user(id) else {
                throw DeskError(.unknownUser, "there is no user \(id)")
            }
            kind = .give
            new = user
        default:
            throw DeskError(.invalid, "not a change of owner")
        }
        if let new { try requireMayOwn(new, ticket, queue) }
        let before = ticket
        ticket.owner = new?.id
        try record(
            kind, on: &ticket, before: before, field: "Owner", oldValue: old?.name,
            newValue: new?.name)
        return "Owner changed from \(old?.name ?? "Nobody") to \(new?.name ?? "Nobody")."
    }

    /// The change that leads to the owner that is wanted.
    private func single(_ change: Change, at ticket: Ticket) -> Change {
        guard case .owner(let wanted) = change else { return change }
        guard let wanted else {
            return ticket.owner == nil || ticket.owner == actor.id ? .untake : change
        }
        guard wanted == actor.id else { return .give(wanted) }
        return ticket.owner == nil || ticket.owner == wanted ? .take : .steal
    }

    /// Refuses an owner who does not hold OwnTicket there; `ticket` is `nil` for a new one.
    func requireMayOwn(_ user: User, _ ticket: Ticket?, _ queue: Queue) throws {
        let standing = try standing(of: user, at: ticket, in: queue)
        guard user.id != User.systemID, !user.isDisabled,
            standing.decide(.ownTicket, by: try session.grants(in: queue.id)).isAllowed
        else {
            throw DeskError(
                .noRight(.ownTicket),
                user.isDisabled && user.id != User.systemID
                    ? "\(user.name) is disabled, and may own no ticket"
                    : "\(user.name) may not own tickets in queue \"\(queue.name)\" (OwnTicket)")
        }
    }
}
