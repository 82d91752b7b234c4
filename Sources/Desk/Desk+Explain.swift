import Store
package import Tickets

/// Why somebody may or may not do something.
package struct RightExplanation: Hashable, Sendable {
    package let user: User
    package let right: Right
    package let ticket: Ticket?
    package let queue: Queue?
    package let decision: RightDecision
    /// The roles that the user holds there.
    package let roles: Set<Role>
    /// The groups that the user is in, by name.
    package let groups: [String]
    /// Who does hold the right there, in the order in which it was granted.
    package let holders: [Grant]
    /// False where the asker may not know who else holds it.
    package let isWhole: Bool
}

extension Desk {
    /// Explains why `user` may or may not do `right` on a ticket, in a queue, or everywhere.
    ///
    /// A ticket that the asker may not see is as if it were not there. About others may ask who is a
    /// member of staff and holds ShowACL or ModifyACL there; only who holds ShowACL for the whole site
    /// is told who else holds the right.
    ///
    /// - Parameter actor: who asks.
    /// - Throws: ``DeskError``: `unknownUser`, `unknownTicket`, `noRight`.
    package func explain(
        _ right: Right, of user: UserID, ticket: TicketID?, queue: QueueID?, as actor: UserID
    ) throws -> RightExplanation {
        try store.read { session in
            let asker = try reader(actor, session)
            try asker.requireStaff(toAskAbout: user)
            let ticket = try ticket.map { id in
                let ticket = try asker.ticket(id)
                guard
                    try asker.holds([.showTicket], at: ticket, in: asker.queue(ticket.queue))
                else { throw DeskError(.unknownTicket, "there is no ticket #\(id)") }
                return ticket
            }
            let queue = try (ticket?.queue ?? queue).map { try asker.queue($0) }
            try asker.requireMayAsk(about: user, at: ticket, in: queue)
            let isWhole = try asker.isStaff && asker.holdsGlobally(.showACL, asker.actor)
            let sight = try sight(session, of: actor)
            let reader = try reader(user, session)
            let standing: Standing
            if let queue {
                standing = try reader.standing(of: reader.actor, at: ticket, in: queue)
            } else {
                standing = Standing(
                    user: reader.actor, groups: try session.groups(of: reader.actor.id))
            }
            let grants = try session.grants(in: queue?.id)
            return RightExplanation(
                user: reader.actor, right: right, ticket: ticket, queue: queue,
                decision: standing.decide(right, by: grants), roles: standing.roles,
                groups: try standing.groups.filter { user == actor || sight.knows($0) }
                    .compactMap { try session.group($0)?.name }.sorted(),
                holders: isWhole
                    ? grants.filter { $0.right == right || $0.right == .superUser } : [],
                isWhole: isWhole)
        }
    }
}

extension Proceeding {
    /// Refuses whoever is no member of staff and asks what somebody else may do.
    func requireStaff(toAskAbout user: UserID) throws {
        guard !isStaff, actor.id != user else { return }
        throw DeskError(
            .noRight(.showACL),
            "\(actor.name) is no member of staff and may ask only about themselves")
    }

    /// Refuses whoever asks what somebody else may do and may not know what was granted there.
    ///
    /// - Parameter queue: `nil` asks for the whole site.
    func requireMayAsk(about user: UserID, at ticket: Ticket?, in queue: Queue?) throws {
        try requireStaff(toAskAbout: user)
        guard actor.id != user else { return }
        let mayAsk =
            try queue.map { try holds([.showACL, .modifyACL], at: ticket, in: $0) }
            ?? [Right.showACL, .modifyACL].contains { try holdsGlobally($0, actor) }
        guard !mayAsk else { return }
        throw DeskError(
            .noRight(.showACL),
            "\(actor.name) does not hold ShowACL and may ask only about themselves")
    }
}
