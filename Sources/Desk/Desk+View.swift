package import Store
package import Tickets

/// One ticket with all that a person may want to read of it.
package struct TicketView: Hashable, Sendable {
    package let ticket: Ticket
    package let queue: Queue
    package let owner: User?
    /// Seats of the ticket and, marked so, of its queue.
    package let watchers: [Watcher]
    package let users: [UserID: User]
    package let groups: [GroupID: Group]
    /// Addresses of theirs that are not mailed, since mails to them came back.
    package let suspended: Set<EmailAddress>
    /// Who is not mailed about it, whatever their role; only the reader themselves for whoever may
    /// not see our mails.
    package let squelched: [EmailAddress]
    package let links: [Link]
    package let backlinks: [Link]
    /// Numbers that were merged into it.
    package let merged: [TicketID]
    /// Custom fields of the queue that the reader may see, in display order, empty ones included.
    package let fields: [TicketFieldValues]
    /// What the queue calls the priority.
    package let priorityName: String
    /// Oldest first.
    package var entries: [HistoryEntry]
    /// False where the entries tell the reader of no mails, or only of their own.
    package var seesMail = true
}

/// One transaction and what belongs to it.
package struct HistoryEntry: Hashable, Sendable {
    package let transaction: Transaction
    package let actor: User?
    package let message: Message?
    /// The mail that caused it.
    package let mail: ReceivedMail?
    package let runs: [ScripRun]
    package let decisions: [StoredDecision]
    package let outbox: [OutboxRow]
    /// What was reported of the mails in ``outbox``.
    package let reports: [DeliveryReport]
    /// Whom its author added or left out; of these only the Ccs for whoever may not see our mails.
    package var recipients = MessageRecipients()
}

extension Desk {
    /// Loads a ticket for reading.
    ///
    /// Custom fields and their history are left out for whoever lacks SeeCustomField, comments,
    /// forwards and whom else we do not mail for whoever lacks ShowTicketComments, and with them the
    /// mails about them; outgoing mail for whoever lacks ShowOutgoingEmail, and so are the scrips that
    /// ran, unless they hold ShowScrips: a scrip's name may tell of a blind copy.
    ///
    /// - Parameter ownMail: whether whoever lacks that right is still told why they themselves were
    ///   mailed or not, as their mailbox tells them.
    /// - Throws: ``DeskError``: `unknownTicket`; `noRight` without ShowTicket.
    package func view(
        _ id: TicketID, as actor: UserID, ownMail: Bool = false
    ) throws -> TicketView {
        try store.read { session in
            let reader = try reader(actor, session)
            let ticket = try reader.ticket(id)
            let queue = try reader.queue(ticket.queue)
            try reader.require(.showTicket, at: ticket, in: queue)
            let seesComments = try reader.holds([.showTicketComments], at: ticket, in: queue)
            let seesMail = try reader.holds([.showOutgoingEmail], at: ticket, in: queue)
            let seesRuns = try seesMail || reader.holds([.showScrips], at: ticket, in: queue)
            let seesFields = try reader.holds([.seeCustomField], at: ticket, in: queue)
            let entries = try history(
                of: ticket, session, seesMail: seesMail, seesRuns: seesRuns,
                ofOwn: ownMail ? reader.actor : nil
            ).filter {
                (seesComments || !$0.transaction.isForStaff
                    || Self.squelches(reader.actor, $0.transaction))
                    && (seesFields || $0.transaction.kind != .customField)
            }
            let watchers = try session.watchers(of: ticket.id, in: queue.id)
            let users = try users(of: watchers, session)
            let owner = try ticket.owner.flatMap { try session.user($0) }
            let people = Array(users.values) + [owner].compactMap { $0 }
            return TicketView(
                ticket: seesComments && seesFields ? ticket : ticket.asEverybodySees, queue: queue,
                owner: owner,
                watchers: watchers, users: users,
                groups: try groups(of: watchers, session),
                suspended: try session.suspended(among: Set(people.flatMap(\.addresses))),
                squelched: try session.squelched(on: ticket.id).filter {
                    seesMail || reader.actor.addresses.contains($0)
                },
                links: try session.links(from: ticket.id),
                backlinks: try session.links(to: ticket.id),
                merged: try Array(session.numbers(of: ticket.id).dropFirst()),
                fields: seesFields ? try Self.fields(of: ticket, session) : [],
                priorityName: try session.priorityRules()[queue.id].name(of: ticket.priority),
                entries: entries, seesMail: seesMail)
        }
    }

    /// Whether it tells a person that they are not mailed, or are again.
    private static func squelches(_ user: User, _ transaction: Transaction) -> Bool {
        guard transaction.kind == .set, transaction.field == Transaction.squelchField else {
            return false
        }
        return [transaction.oldValue, transaction.newValue].compactMap { $0 }
            .compactMap { EmailAddress($0) }.contains(where: user.addresses.contains)
    }

    private func history(
        of ticket: Ticket, _ session: StoreSession, seesMail: Bool, seesRuns: Bool,
        ofOwn reader: User?
    ) throws -> [HistoryEntry] {
        let messages = try session.messages(of: ticket.id)
        let stored =
            seesMail || reader != nil
            ? try session.decisions(of: ticket.id).filter { stored in
                seesMail || reader.map(stored.decision.isAbout) == true
            } : []
        let decisions = Dictionary(grouping: stored, by: \.transaction)
        let outbox = Dictionary(
            grouping: seesMail ? try session.outbox(of: ticket.id) : [], by: \.transaction)
        let reports = Dictionary(
            grouping: seesMail ? try session.reports(about: ticket.id) : [], by: \.outbox)
        let recipients = try session.recipients(about: ticket.id)
        let transactions = try session.transactions(of: ticket.id)
        let actors = Dictionary(
            uniqueKeysWithValues: try session.users(Array(Set(transactions.map(\.actor)))).map {
                ($0.id, $0)
            })
        return try transactions.map { transaction in
            let mails = outbox[transaction.id] ?? []
            let decided = decisions[transaction.id] ?? []
            let scrips = Set(decided.map(\.scrip))
            return HistoryEntry(
                transaction: transaction, actor: actors[transaction.actor],
                message: messages[transaction.id], mail: try session.mail(of: transaction.id),
                runs: try session.scripRuns(of: transaction.id).filter {
                    seesRuns || scrips.contains($0.scrip)
                }, decisions: decided, outbox: mails,
                reports: mails.flatMap { reports[$0.id] ?? [] },
                recipients: shown(recipients[transaction.id], seesMail: seesMail))
        }
    }

    /// The fields of a ticket's queue with the ticket's values.
    static func fields(of ticket: Ticket, _ session: StoreSession) throws -> [TicketFieldValues] {
        let fields = try session.customFields().filter { $0.applies(in: ticket.queue) }
        guard !fields.isEmpty else { return [] }
        let texts = try session.fieldTexts(of: [ticket.id])[ticket.id] ?? [:]
        return fields.map { TicketFieldValues(field: $0, values: texts[$0.id] ?? []) }
    }

    /// A blind copy is blind for requestors too.
    private func shown(_ recipients: MessageRecipients?, seesMail: Bool) -> MessageRecipients {
        guard let recipients else { return MessageRecipients() }
        return seesMail ? recipients : MessageRecipients(to: recipients.to, cc: recipients.cc)
    }

    private func users(of watchers: [Watcher], _ session: StoreSession) throws -> [UserID: User] {
        let ids = watchers.compactMap { if case .user(let id) = $0.member { id } else { nil } }
        return Dictionary(
            uniqueKeysWithValues: try session.users(Array(Set(ids))).map { ($0.id, $0) })
    }

    private func groups(of watchers: [Watcher], _ session: StoreSession) throws -> [GroupID: Group]
    {
        var found: [GroupID: Group] = [:]
        for case .group(let id) in watchers.map(\.member) { found[id] = try session.group(id) }
        return found
    }

    /// Somebody who only looks.
    func reader(_ actor: UserID, _ session: StoreSession) throws -> Proceeding {
        guard let user = try session.user(actor) else {
            throw DeskError(.unknownUser, "there is no user \(actor)")
        }
        return Proceeding(session: session, desk: self, now: clock(), actor: user)
    }
}
