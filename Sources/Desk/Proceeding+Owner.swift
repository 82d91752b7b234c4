import Store
import Tickets

extension Proceeding {
    /// Takes, gives up, steals or gives away a ticket.
    ///
    /// RT's rights: whoever is to own it needs OwnTicket; besides, the actor needs TakeTicket for a
    /// free ticket, StealTicket for another's, ReassignTicket (or ModifyTicket for a free or an own
    /// one) to give it away.
    mutating func changeOwner(_ change: Change, of ticket: inout Ticket) throws -> String? {
        let queue = try queue(ticket.queue)
        let old = try ticket.owner.flatMap { try session.user($0) }
        let kind: Transaction.Kind
        var new: User? = actor
        switch change {
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
        case .untake:
            guard old != nil else { return nil }
            guard ticket.owner == actor.id else {
                throw DeskError(.conflict, "#\(ticket.id) is not yours to give up")
            }
            kind = .untake
            new = nil
        case .give(let id):
            if ticket.owner == id { return nil }
            guard let user = try session.user(id) else {
                throw DeskError(.unknownUser, "there is no user \(id)")
            }
            if old == nil || ticket.owner == actor.id {
                try require(.reassignTicket, .modifyTicket, at: ticket, in: queue)
            } else {
                try require(.reassignTicket, at: ticket, in: queue)
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

    /// Refuses an owner who does not hold OwnTicket there; `ticket` is `nil` for a new one.
    func requireMayOwn(_ user: User, _ ticket: Ticket?, _ queue: Queue) throws {
        let standing = try standing(of: user, at: ticket, in: queue)
        guard user.id != User.systemID, !user.isDisabled,
            standing.decide(.ownTicket, by: try session.grants(in: queue.id)).isAllowed
        else {
            throw DeskError(
                .noRight(.ownTicket),
                "\(user.name) may not own tickets in queue \"\(queue.name)\" (OwnTicket)")
        }
    }
}
