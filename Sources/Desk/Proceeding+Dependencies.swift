import Store
import Tickets

/// What keeps a ticket from coming to rest.
extension Proceeding {
    /// A ticket that waits for others is not closed before them, as in RT; nor is it resolved or
    /// approved when one of them was denied.
    func requireNoDependency(of ticket: Ticket, becoming status: String) throws {
        let blocking = try dependencies(of: ticket, blocking: status)
        guard !blocking.isEmpty else { return }
        let reader = Proceeding(session: session, desk: desk, now: now, actor: told ?? actor)
        // What keeps a scrip from it stands on the ticket, for all who see that.
        let visible =
            try chain.isEmpty
            ? blocking.first {
                try reader.holds([.showTicket], at: $0, in: reader.queue($0.queue))
            } : nil
        guard let visible else {
            let what = try blocking.contains { try !isDenied($0) } ? "an open" : "a denied"
            let who = chain.isEmpty ? " that \(reader.actor.name) may not see" : ""
            throw DeskError(.conflict, "#\(ticket.id) depends on \(what) ticket\(who)")
        }
        let state =
            try isDenied(visible) ? "was denied: \(visible.status)" : "is still \(visible.status)"
        throw DeskError(.conflict, "#\(ticket.id) depends on #\(visible.id), which \(state)")
    }

    /// What a ticket depends on and that keeps it from a status of rest, in the order of the links:
    /// what is not at rest itself, and for the status that means resolved or approved what was denied.
    func dependencies(of ticket: Ticket, blocking status: String) throws -> [Ticket] {
        let lifecycle = try lifecycle(of: queue(ticket.queue))
        let isResolving = [lifecycle.defaultOnResolve, lifecycle.defaultApproved].contains(status)
        return try session.links(from: ticket.id).filter { $0.kind == .dependsOn }.compactMap {
            link in
            guard case .ticket(let id) = link.target, let other = try session.ticket(id),
                other.id != ticket.id
            else { return nil }
            let phase = try self.lifecycle(of: queue(other.queue)).phase(of: other.status)
            let isOpen = phase != .inactive
            return try isOpen || isResolving && isDenied(other) ? other : nil
        }
    }

    /// Whether a ticket has the status that its lifecycle gives to refused approvals.
    private func isDenied(_ ticket: Ticket) throws -> Bool {
        try lifecycle(of: queue(ticket.queue)).defaultDenied == ticket.status
    }
}
