package import Scrips
package import Store
package import Tickets

/// What a new instance starts with.
package struct SetupPlan: Hashable, Sendable {
    /// The first queue; its number is ignored.
    package var queue: Queue
    package var scrips: [ScripRow]
    package var templates: [TemplateRow]
    /// Rules out of files, which keep their text.
    package var rules: [Rule]
    /// The first member of staff, who may do everything; `nil` leaves the site to the tracker's own
    /// user.
    package var administrator: Administrator?

    /// Gathers it.
    package init(
        queue: Queue, scrips: [ScripRow] = [], templates: [TemplateRow] = [], rules: [Rule] = [],
        administrator: Administrator? = nil
    ) {
        self.queue = queue
        self.scrips = scrips
        self.templates = templates
        self.rules = rules
        self.administrator = administrator
    }

    /// A user who gets SuperUser.
    package struct Administrator: Hashable, Sendable {
        package let name: String
        package let realName: String?
        package let address: EmailAddress

        /// Says who.
        package init(name: String, realName: String?, address: EmailAddress) {
            self.name = name
            self.realName = realName
            self.address = address
        }
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
            .modifyTicket, .watch, .watchAsAdminCc, .forwardMessage, .seeGroup, .seeCustomField,
            .modifyCustomField,
        ].map { Grant($0, to: .privileged) }
}

extension Desk {
    /// Fills an empty store: the first queue, the default rights, scrips, templates and the
    /// administrator; one transaction.
    ///
    /// - Throws: ``DeskError``: `conflict` when there is a queue already, or the administrator's
    ///   address is the queue's; what ``addQueue(_:as:)`` throws for the queue.
    package func setUp(_ plan: SetupPlan) throws -> Queue {
        try proceed(as: User.systemID) { proceeding in
            let session = proceeding.session
            guard try session.queues().isEmpty else {
                throw DeskError(.conflict, "this database has been set up already")
            }
            try proceeding.put(plan.rules.filter { $0.kind == .lifecycle }, remark: "init")
            try proceeding.check(plan.queue, isNew: true)
            let queue = try session.addQueue(plan.queue, at: proceeding.now)
            try proceeding.put(plan.rules.filter { $0.kind != .lifecycle }, remark: "init")
            for grant in SetupPlan.grants { _ = try session.add(grant) }
            for template in plan.templates { try session.put(template) }
            for scrip in plan.scrips { try session.add(scrip) }
            if let administrator = plan.administrator { try proceeding.appoint(administrator) }
            return queue
        }.result
    }
}

extension Proceeding {
    fileprivate func appoint(_ administrator: SetupPlan.Administrator) throws {
        try requireFree(administrator.address)
        let user = try session.addUser(
            name: try checkedUserName(administrator.name), realName: administrator.realName,
            isPrivileged: true, language: nil, addresses: [administrator.address], at: now)
        _ = try session.add(Grant(.superUser, to: .user(user.id)))
    }
}
