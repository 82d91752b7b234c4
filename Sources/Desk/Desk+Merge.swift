import Store
package import Tickets

extension Desk {
    /// Makes `source` a part of `target`: its number, mails and history lead there from now on.
    ///
    /// Watchers and links move along, those that are there already are not doubled; the text of
    /// neither history changes. Times are summed; values of custom fields stay with the number on
    /// which they were set, out of sight. It cannot be undone. Nobody is mailed for it by itself.
    ///
    /// - Throws: ``DeskError``: `noRight` without ModifyTicket on both, `invalid` when both are the
    ///   same ticket.
    package func merge(
        _ source: TicketID, into target: TicketID, as actor: UserID
    ) throws -> TicketOutcome {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            var old = try proceeding.ticket(source)
            var new = try proceeding.ticket(target)
            for ticket in [old, new] {
                try proceeding.require(
                    .modifyTicket, at: ticket, in: proceeding.queue(ticket.queue))
            }
            guard old.id != new.id else {
                throw DeskError(.invalid, "#\(source) and #\(target) are the same ticket already")
            }
            try proceeding.moveSeatsAndLinks(from: old, to: new)
            let before = (old, new)
            new.timeEstimated += old.timeEstimated
            new.timeWorked += old.timeWorked
            new.timeLeft += old.timeLeft
            old.mergedInto = new.id
            try proceeding.session.redirectMerged(from: old.id, to: new.id)
            (old.updated, old.publicUpdated) = (proceeding.now, proceeding.now)
            try proceeding.session.update(old)
            _ = try proceeding.session.addTransaction(
                ticket: old.id, kind: .merge, actor: actor, at: proceeding.now, field: "MergedInto",
                newValue: "#\(new.id)")
            try proceeding.record(
                .merge, on: &new, before: before.1, field: "Merged", newValue: "#\(before.0.id)")
            return new
        }
        return TicketOutcome(
            ticket: done, messages: ["#\(source) is part of #\(done.id) now."], outbox: outbox)
    }
}

extension Proceeding {
    /// The one seat of a role that has only one stays with whoever holds it on the ticket that goes
    /// on.
    private func hasRoom(for seat: Watcher, on ticket: TicketID) throws -> Bool {
        guard case .custom(let name) = seat.role,
            try session.customRole(named: name)?.isSingle == true
        else { return true }
        return try !session.seats(of: ticket).contains { $0.role == seat.role }
    }

    fileprivate func moveSeatsAndLinks(from old: Ticket, to new: Ticket) throws {
        for seat in try session.seats(of: old.id) where try hasRoom(for: seat, on: new.id) {
            _ = try session.add(seat.role, seat.member, to: new.id)
        }
        for address in try session.squelched(on: old.id) {
            _ = try session.squelch(address, on: new.id)
        }
        for link in try session.links(from: old.id) {
            _ = try session.remove(link)
            if link.target != .ticket(new.id) {
                _ = try session.add(Link(ticket: new.id, kind: link.kind, target: link.target))
            }
        }
        for link in try session.links(to: old.id) {
            _ = try session.remove(link)
            if link.ticket != new.id {
                _ = try session.add(
                    Link(ticket: link.ticket, kind: link.kind, target: .ticket(new.id)))
            }
        }
    }
}
