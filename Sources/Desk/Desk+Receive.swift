import Store
package import Tickets

extension Desk {
    /// Takes in one mail: stores it and makes it part of a ticket, opens one, or quarantines it.
    ///
    /// Everything that it causes is one transaction, on the disk when this returns. The same mail
    /// for the same destination changes nothing.
    ///
    /// - Throws: ``DeskError`` `unknownQueue`, `unknownLifecycle` or `unknownTicket` when the alias
    ///   line names what does not exist; `StoreError`. Nothing is stored then: the MTA keeps the
    /// mail.
    package func receive(_ verdict: Verdict) throws -> Receipt {
        let now = clock()
        return try store.write { session in
            try Reception(desk: self, session: session, now: now, verdict: verdict).take()
        }
    }

    /// Takes a mail out of quarantine as if it had just come in, into `queue`.
    ///
    /// - Parameters:
    ///   - verdict: what Intake makes of the stored bytes now.
    ///   - queue: where it goes; rights of the sender are not asked, the admin vouches for it.
    package func release(_ mail: MailID, verdict: Verdict, to queue: Queue) throws -> Receipt {
        let now = clock()
        return try store.write { session in
            guard let stored = try session.mail(mail), stored.quarantine != nil else {
                throw DeskError(.unknownMail, "mail \(mail) is not in quarantine")
            }
            let reception = Reception(
                desk: self, session: session, now: now, verdict: verdict, isReleased: true)
            return try reception.file(mail, queue: queue, action: verdict.route.action)
        }
    }
}

/// One mail on its way through the transaction.
private struct Reception {
    let desk: Desk
    let session: StoreSession
    let now: Timestamp
    let verdict: Verdict
    var isReleased = false

    func take() throws -> Receipt {
        let place = try destination()
        if let known = try session.mail(deliveredTo: place.key, fingerprint: verdict.fingerprint) {
            return Receipt(
                outcome: .duplicate(known.ticket), mail: known.id, match: known.match, outbox: [])
        }
        let mail = try session.addMail(
            verdict, destination: place.key, queue: place.queue?.id, at: now)
        if let reason = verdict.quarantine { return try quarantine(mail, reason) }
        guard let queue = place.queue else {
            return try quarantine(mail, .unknownRecipient, verdict.envelope.recipient?.value)
        }
        return try file(mail, queue: queue, action: place.action)
    }

    /// Makes a stored mail part of a ticket, or quarantines it.
    func file(_ mail: MailID, queue: Queue, action: Route.Action) throws -> Receipt {
        guard let sender = verdict.sender else { return try quarantine(mail, .noSender) }
        if try isOwn(sender.address) {
            return try quarantine(mail, .ownAddress, sender.address.value)
        }
        let match = try TicketFinder(session: session, site: desk.site).find(verdict)
        if match == nil, !isReleased {
            if verdict.kind == .autoReply { return try quarantine(mail, .autoReplyWithoutTicket) }
            if verdict.kind == .bounce { return try quarantine(mail, .bounceWithoutTicket) }
            if verdict.kind.isAnswerOfMachine {
                return try quarantine(mail, .reportWithoutTicket, verdict.kind.rawValue)
            }
        }
        let known = try session.user(at: sender.address)
        if let known, known.isDisabled, !isReleased {
            return try quarantine(mail, .userDisabled, known.name)
        }
        if let match, try mayWrite(known, sender: sender, match: match, action: action) {
            return try add(mail, to: match, from: known, sender: sender, action: action)
        }
        return try open(
            mail, in: queue, refused: match, from: known, sender: sender, action: action)
    }

    // MARK: Where it belongs

    /// The queue, what the mail is taken as, and the key that makes a second delivery a duplicate.
    private func destination() throws -> (queue: Queue?, action: Route.Action, key: String) {
        var action = verdict.route.action
        let word = verdict.envelope.addressExtension
        if verdict.route.extensionUse == .action, let word,
            let named = Route.Action(rawValue: word.lowercased())
        {
            action = named
        }
        var name = verdict.route.queue
        if verdict.route.extensionUse == .queue, let word { name = word }
        if let name {
            let queue = try self.queue(named: name)
            return (queue, action, "queue \(queue.id) \(action.rawValue)")
        }
        let candidates = recipientCandidates()
        for address in candidates {
            guard let (queue, meant) = try session.queue(at: address) else { continue }
            let taken = action == .comment ? .comment : meant
            return (queue, taken, "queue \(queue.id) \(taken.rawValue)")
        }
        return (nil, action, "address \(candidates.first?.value ?? "")")
    }

    private func queue(named name: String) throws -> Queue {
        if let queue = try session.queue(named: name) { return queue }
        if let id = Int64(name), let queue = try session.queue(QueueID(id)) { return queue }
        throw DeskError(.unknownQueue, "there is no queue \"\(name)\"")
    }

    /// The envelope's recipients, then, only if there are none, those of the header; each also
    /// without its extension.
    private func recipientCandidates() -> [EmailAddress] {
        var given = [verdict.envelope.recipient, verdict.envelope.originalRecipient].compactMap {
            $0
        }
        if given.isEmpty { given = (verdict.to + verdict.cc).map(\.address) }
        return given.flatMap { [$0] + ($0.splittingExtension().map { [$0.0] } ?? []) }
    }

    private func isOwn(_ address: EmailAddress) throws -> Bool {
        try desk.site.ownAddresses.contains(address)
            || session.queueAddresses().contains(address)
    }

    // MARK: Rights

    /// Whether the sender may add to the ticket. A machine's answer is only kept, never acted on,
    /// so it needs no right when it names a Message-ID of ours, which no stranger can guess.
    private func mayWrite(
        _ known: User?, sender: NamedAddress, match: TicketFinder.Match, action: Route.Action
    ) throws -> Bool {
        if isReleased { return true }
        if verdict.kind.isAnswerOfMachine, !match.isGuessable { return true }
        let right: Right = action == .comment ? .commentOnTicket : .replyToTicket
        return try proceeding(as: known ?? stranger(sender)).holds(
            [right, .modifyTicket], at: match.ticket, in: queue(of: match.ticket))
    }

    private func queue(of ticket: Ticket) throws -> Queue {
        guard let queue = try session.queue(ticket.queue) else {
            throw DeskError(.unknownQueue, "there is no queue \(ticket.queue)")
        }
        return queue
    }

    /// Somebody who is no user yet; rights are asked before one is made, so spam makes none.
    private func stranger(_ sender: NamedAddress) -> User {
        User(id: UserID(0), name: sender.address.value)
    }

    private func user(_ known: User?, sender: NamedAddress) throws -> User {
        try known
            ?? session.addUser(
                name: freeName(for: sender.address), realName: sender.name, isPrivileged: false,
                language: nil, addresses: [sender.address], at: now)
    }

    /// The address, unless somebody's account bears that as its name.
    private func freeName(for address: EmailAddress) throws -> String {
        try session.user(named: address.value) == nil ? address.value : "mailto:" + address.value
    }

    // MARK: What becomes of it

    private func proceeding(as user: User) -> Proceeding {
        Proceeding(session: session, desk: desk, now: now, actor: user)
    }

    private func add(
        _ mail: MailID, to match: TicketFinder.Match, from known: User?, sender: NamedAddress,
        action: Route.Action
    ) throws -> Receipt {
        var proceeding = proceeding(as: try user(known, sender: sender))
        proceeding.mail = .init(id: mail, verdict: verdict)
        var ticket = match.ticket
        let kind: Transaction.Kind =
            verdict.kind.isAnswerOfMachine ? .autoReply : action == .comment ? .comment : .correspond
        let transaction = try proceeding.write(kind, on: &ticket, entry: entry(mail))
        try session.settle(
            mail, queue: ticket.queue, ticket: ticket.id, transaction: transaction.id,
            match: match.reason)
        return Receipt(
            outcome: .added(ticket.id), mail: mail, match: match.reason, outbox: proceeding.outbox)
    }

    /// Opens a ticket, also for a reply whose sender may not write to the ticket that it names: so
    /// it is seen by people, and the sender learns nothing of that ticket.
    private func open(
        _ mail: MailID, in queue: Queue, refused: TicketFinder.Match?, from known: User?,
        sender: NamedAddress, action: Route.Action
    ) throws -> Receipt {
        if let refused, action == .comment || verdict.kind.isAnswerOfMachine {
            return try quarantine(
                mail, .noRight, "to write to #\(refused.ticket.id): \(refused.reason)")
        }
        if queue.isDisabled { return try quarantine(mail, .queueDisabled, queue.name) }
        guard
            try isReleased
                || proceeding(as: known ?? stranger(sender)).holds(
                    [.createTicket], at: nil, in: queue)
        else { return try quarantine(mail, .noRight, "to open a ticket in \"\(queue.name)\"") }

        let requestor = try user(known, sender: sender)
        var proceeding = proceeding(as: requestor)
        proceeding.mail = .init(id: mail, verdict: verdict)
        let (ticket, transaction) = try proceeding.open(
            in: queue, subject: subjectWithoutOwnTags(), requestors: [.user(requestor.id)],
            entry: entry(mail))
        var reason = "new ticket: nothing in the mail names one"
        if let refused {
            reason =
                "new ticket: the sender may not write to #\(refused.ticket.id) (\(refused.reason))"
            _ = try session.add(
                Link(ticket: ticket.id, kind: .refersTo, target: .ticket(refused.ticket.id)))
        }
        try session.settle(
            mail, queue: queue.id, ticket: ticket.id, transaction: transaction.id, match: reason)
        return Receipt(
            outcome: .opened(ticket.id), mail: mail, match: reason, outbox: proceeding.outbox)
    }

    private func entry(_ mail: MailID) -> Proceeding.Entry {
        Proceeding.Entry(
            mail: mail, author: verdict.sender, subject: verdict.subject,
            messageID: verdict.messageID, text: verdict.text, attachments: verdict.attachments)
    }

    private func subjectWithoutOwnTags() throws -> String {
        let own = try TicketFinder(session: session, site: desk.site).ownTags()
        return SubjectLine.removingTags(own, from: verdict.subject)
    }

    private func quarantine(
        _ mail: MailID, _ reason: QuarantineReason, _ detail: String? = nil
    ) throws -> Receipt {
        try session.quarantine(mail, reason, detail: detail)
        return Receipt(
            outcome: .quarantined(reason, detail: detail), mail: mail, match: nil, outbox: [])
    }
}
