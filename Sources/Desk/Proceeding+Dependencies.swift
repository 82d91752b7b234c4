import Store
import Tickets

/// What keeps a ticket from coming to rest.
extension Proceeding {
    /// A ticket that waits for others is not closed before them, as in RT; nor is it resolved when
    /// one of them was denied.
    func requireNoDependency(of ticket: Ticket, becoming status: String) throws {
        let blocking = try dependencies(of: ticket, blocking: status)
        guard !blocking.isEmpty else { return }
        let reader = Proceeding(session: session, desk: desk, now: now, actor: told ?? actor)
        let visible = try blocking.first {
            try reader.holds([.showTicket], at: $0, in: reader.queue($0.queue))
        }
        guard let visible else {
            throw DeskError(
                .conflict,
                "#\(ticket.id) depends on an open ticket that \(reader.actor.name) may not see")
        }
        let state =
            try isDenied(visible) ? "was denied: \(visible.status)" : "is still \(visible.status)"
        throw DeskError(.conflict, "#\(ticket.id) depends on #\(visible.id), which \(state)")
    }

    /// What a ticket depends on and that keeps it from a status of rest, in the order of the links:
    /// what is not at rest itself, and for the status that means resolved what was denied.
    func dependencies(of ticket: Ticket, blocking status: String) throws -> [Ticket] {
        let isResolving = try lifecycle(of: queue(ticket.queue)).defaultOnResolve == status
        return try session.links(from: ticket.id).filter { $0.kind == .dependsOn }.compactMap {
            link in
            guard case .ticket(let id) = link.target, let other = try session.ticket(id),
                other.id != ticket.id
            else { return nil }
            let isOpen = try lifecycle(of: queue(other.queue)).phase(of: other.status) != .inactive
            return try isOpen || isResolving && isDenied(other) ? other : nil
        }
    }

    /// Whether a ticket has the status that its lifecycle gives to refused approvals.
    private func isDenied(_ ticket: Ticket) throws -> Bool {
        try lifecycle(of: queue(ticket.queue)).defaultDenied == ticket.status
    }
}
