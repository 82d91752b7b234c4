package import Store
package import Tickets

/// What a new instance starts with.
package struct SetupPlan: Hashable, Sendable {
    /// The first queue; its number is ignored.
    package var queue: Queue
    package var scrips: [ScripRow]
    package var templates: [TemplateRow]

    /// Gathers it.
    package init(queue: Queue, scrips: [ScripRow], templates: [TemplateRow]) {
        self.queue = queue
        self.scrips = scrips
        self.templates = templates
    }

    /// The rights of a new site: strangers open tickets, those who take part in a ticket answer,
    /// staff work.
    package static let grants: [Grant] =
        [Grant(.createTicket, to: .everyone)]
        + [Role.requestor, .cc, .adminCc, .owner].flatMap { role in
            [Grant(.replyToTicket, to: .role(role)), Grant(.showTicket, to: .role(role))]
        }
        + [
            .seeQueue, .showTicket, .showTicketComments, .showOutgoingEmail, .replyToTicket,
            .commentOnTicket, .ownTicket, .takeTicket, .stealTicket, .reassignTicket,
            .modifyTicket, .watch, .watchAsAdminCc, .forwardMessage, .seeGroup,
        ].map { Grant($0, to: .privileged) }
}

extension Desk {
    /// Fills an empty store: the first queue, the default rights, scrips and templates; one
    /// transaction.
    ///
    /// - Throws: ``DeskError`` `conflict` when there is a queue already.
    package func setUp(_ plan: SetupPlan) throws -> Queue {
        try proceed(as: User.systemID) { proceeding in
            let session = proceeding.session
            guard try session.queues().isEmpty else {
                throw DeskError(.conflict, "this database has been set up already")
            }
            let queue = try session.addQueue(plan.queue, at: proceeding.now)
            for grant in SetupPlan.grants { _ = try session.add(grant) }
            for template in plan.templates { try session.put(template) }
            for scrip in plan.scrips { try session.add(scrip) }
            return queue
        }.result
    }
}
