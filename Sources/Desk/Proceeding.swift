import Scrips
import Store
import Tickets

/// One use case on its way through one transaction: who acts, when, and what it caused so far.
///
/// All changes of tickets go through here, so that none is made without its right, its entry in the
/// history and its scrips.
struct Proceeding {
    let session: StoreSession
    let desk: Desk
    /// Read once, so that all rows of a use case bear the same time.
    let now: Timestamp
    /// In whose name; rights are checked against this user.
    var actor: User
    /// Who reads what a refusal says, when it is not the actor.
    var told: User?
    /// The mail that is being taken in; `nil` when the command line asks.
    var mail: IncomingMail?
    /// Mails that were queued, for delivery right after the commit.
    var outbox: [OutboxID] = []
    /// Scrips that are at work just now, with what they answer, outermost first.
    var chain: [ChainLink] = []
    /// What happened since scrips of the stage `TransactionBatch` last looked.
    var batch: [Happening] = []
    /// Changes that scrips wanted so far.
    var effects = 0
    /// Where scrips' doings are noted; `nil` but for a trial.
    var trace: ScripTrace?
    /// Loaded once a use case.
    var rules: ScripRules?
    /// Loaded once a use case.
    let lifecycles = LoadedLifecycles()
    let asked = AskedNumbers()
    var loadedFields: [CustomField]?
    /// Custom fields that must have a value before the use case ends, and what asks for it.
    var owedFields: [(field: CustomField, what: String)] = []
    /// The conditions of scrips' searches, worked out so far; by the search's text.
    var searches: [String: Result<TicketCondition, ScripSearchError>] = [:]
    /// Makes the Message-IDs of this use case's mails such that nobody can guess them.
    let nonce: String

    init(session: StoreSession, desk: Desk, now: Timestamp, actor: User) {
        self.session = session
        self.desk = desk
        self.now = now
        self.actor = actor
        nonce = desk.nonce()
    }

    /// By which number each merged ticket was asked for; copies of the use case share it.
    final class AskedNumbers {
        var known: [TicketID: TicketID] = [:]
    }

    /// The lifecycles of the queues that a use case had to do with; copies of the use case share it.
    final class LoadedLifecycles {
        var known: [String: Lifecycle] = [:]
    }

    /// The mail behind a use case.
    struct IncomingMail {
        let id: MailID
        let verdict: Verdict
    }

    // MARK: Looking up

    func queue(_ id: QueueID) throws -> Queue {
        guard let queue = try session.queue(id) else {
            throw DeskError(.unknownQueue, "there is no queue \(id)")
        }
        return queue
    }

    func ticket(_ id: TicketID) throws -> Ticket {
        guard let ticket = try session.ticket(id) else {
            throw DeskError(.unknownTicket, "there is no ticket #\(id)")
        }
        if ticket.id != id { asked.known[ticket.id] = id }
        return ticket
    }

    func lifecycle(of queue: Queue) throws -> Lifecycle {
        if let known = lifecycles.known[queue.lifecycle] { return known }
        guard let lifecycle = try session.lifecycle(named: queue.lifecycle) else {
            let known = try session.lifecycles().keys.sorted().joined(separator: ", ")
            throw DeskError(
                .unknownLifecycle,
                "queue \"\(queue.name)\" wants lifecycle \"\(queue.lifecycle)\"; there are: \(known)"
            )
        }
        lifecycles.known[queue.lifecycle] = lifecycle
        return lifecycle
    }

    // MARK: Rights

    /// Loads all that rights depend on for a user at a ticket (or only at its queue).
    func standing(of user: User, at ticket: Ticket?, in queue: Queue) throws -> Standing {
        try Desk.standing(of: user, at: ticket, in: queue, session: session)
    }

    /// Asks for any one of `rights`.
    func holds(_ rights: [Right], at ticket: Ticket?, in queue: Queue) throws -> Bool {
        let standing = try standing(of: actor, at: ticket, in: queue)
        let grants = try session.grants(in: queue.id)
        return rights.contains { standing.decide($0, by: grants).isAllowed }
    }

    /// Refuses unless the actor holds one of `rights`; the first names the error.
    func require(_ rights: Right..., at ticket: Ticket?, in queue: Queue) throws {
        guard try !holds(rights, at: ticket, in: queue), let first = rights.first else { return }
        if let ticket { throw refusal(first, on: ticket) }
        throw DeskError(
            .noRight(first),
            "\(actor.name) does not hold \(first.rawValue) on queue \"\(queue.name)\"")
    }

    /// Says that a right is missing, and not into which ticket the one that was asked for was merged.
    func refusal(_ right: Right, on ticket: Ticket) -> DeskError {
        DeskError(
            .noRight(right),
            "\(actor.name) does not hold \(right.rawValue) on ticket "
                + "#\(asked.known[ticket.id] ?? ticket.id)")
    }

    // MARK: History

    /// Appends to the ticket's history, writes the ticket, and lets the scrips speak.
    ///
    /// - Parameters:
    ///   - ticket: as it is to be stored; `updated` and `publicUpdated` are set here.
    ///   - before: the ticket before the change, for conditions such as On Resolve.
    @discardableResult
    mutating func record(
        _ kind: Transaction.Kind, on ticket: inout Ticket, before: Ticket?, field: String? = nil,
        oldValue: String? = nil, newValue: String? = nil, timeTaken: Int64 = 0,
        entry: Entry? = nil
    ) throws -> Transaction {
        ticket.updated = now
        if Transaction.isPublic(kind: kind, field: field) { ticket.publicUpdated = now }
        try session.update(ticket)
        let transaction = try session.addTransaction(
            ticket: ticket.id, kind: kind, actor: actor.id, at: now, field: field,
            oldValue: oldValue, newValue: newValue, causedBy: chain.last?.transaction.id,
            timeTaken: timeTaken)
        var message: Message?
        if let entry {
            message = try session.addMessage(
                transaction: transaction.id, mail: entry.mail, author: entry.author,
                subject: entry.subject, messageID: entry.messageID, text: entry.text,
                replyText: entry.replyText, attachments: entry.attachments)
            if !entry.recipients.isEmpty {
                try session.add(entry.recipients, to: transaction.id)
            }
            for id in [entry.messageID, entry.conversation].compactMap({ $0 }) {
                try session.remember(id, of: ticket.id, isSent: false)
            }
        }
        try runScrips(on: &ticket, before: before, transaction: transaction, message: message)
        return transaction
    }

    /// A text that comes with a transaction.
    struct Entry {
        var mail: MailID?
        var author: NamedAddress?
        var subject: String
        var messageID: MessageID?
        /// Outlook's name for the conversation; `nil` for none.
        var conversation: MessageID?
        var text: String
        /// Without quotes and signature; `nil` when that is all of it.
        var replyText: String?
        var attachments: [Attachment] = []
        /// Whom it also goes to, and whom not.
        var recipients = MessageRecipients()
    }
}

extension Desk {
    /// Loads all that rights depend on for a user at a ticket, or at a queue when `ticket` is
    /// `nil`.
    static func standing(
        of user: User, at ticket: Ticket?, in queue: Queue, session: StoreSession
    ) throws -> Standing {
        let groups = user.id.value == 0 ? [] : try session.groups(of: user.id)
        let seats =
            try ticket.map { try session.watchers(of: $0.id, in: queue.id) }
            ?? session.watchers(of: queue.id)
        var roles: Set<Role> = []
        for seat in seats {
            switch seat.member {
            case .user(let id) where id == user.id: roles.insert(seat.role)
            case .group(let id) where groups.contains(id): roles.insert(seat.role)
            default: break
            }
        }
        if let owner = ticket?.owner, owner == user.id { roles.insert(.owner) }
        return Standing(user: user, groups: groups, roles: roles, queue: queue.id)
    }
}
