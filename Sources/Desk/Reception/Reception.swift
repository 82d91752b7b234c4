import Store
import Tickets

/// One mail on its way through the transaction.
///
/// Start reading at ``take()``; ``destination()`` says for which queue it is, ``keep(_:queue:)``
/// what becomes of a machine's answer, ``open(_:_:because:)`` of a mail that belongs to no ticket.
struct Reception {
    let desk: Desk
    let session: StoreSession
    let now: Timestamp
    let verdict: Verdict
    /// An admin has taken it out of quarantine and vouches for its sender.
    var isReleased = false
    /// Set where scrips are only tried.
    var trial: ScripTrialContext?

    /// Stores the mail, then files it.
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
        if let sender = verdict.sender, try isOwn(sender.address) {
            return try quarantine(mail, .ownAddress, sender.address.value)
        }
        if verdict.kind.isAnswerOfMachine, let receipt = try keep(mail, queue: queue) {
            return receipt
        }
        guard let sender = verdict.sender else { return try quarantine(mail, .noSender) }
        let known = try session.user(at: sender.address)
        if let known, known.isDisabled, !isReleased {
            return try quarantine(mail, .userDisabled, known.name)
        }
        let answersComment = try isInternal(verdict.references.prefix(1))
        let letter = Letter(
            mail: mail, queue: queue, action: answersComment ? .comment : action, known: known,
            sender: sender,
            copies: try session.mails(sharing: verdict.fingerprint, except: mail))
        let finding = try find(letter)
        guard let match = finding.match else {
            return try open(letter, because: finding.refused.map(Cause.refused))
        }
        if let same = try sameMail(letter, on: match) { return same }
        if let days = try daysAtRest(match.ticket, letter), try mayOpen(letter) {
            if let same = try sameOpening(letter) { return same }
            return try open(letter, because: .rested(match, days: days))
        }
        return try add(letter, to: match, refused: finding.refused)
    }

    /// A person's mail, stored, with all that filing it needs.
    struct Letter {
        let mail: MailID
        let queue: Queue
        let action: Route.Action
        /// `nil` for somebody who is no user yet.
        let known: User?
        let sender: NamedAddress
        /// The same mail as it came in for other addresses of ours, oldest first.
        let copies: [ReceivedMail]
    }

    // MARK: Where it belongs

    private func find(_ letter: Letter) throws -> TicketFinder.Finding {
        let finder = TicketFinder(session: session, site: desk.site, queue: letter.queue.id)
        let found = try finder.find(verdict) { try mayWrite(letter, on: $0.ticket) }
        guard found.match == nil else { return found }
        // The same mail may have come in for this queue's other address, and has no other way.
        for other in letter.copies where other.queue == letter.queue.id {
            guard let id = other.ticket, let ticket = try session.ticket(id) else { continue }
            let match = TicketFinder.Match(
                ticket: ticket, reason: "the same mail, which came in as mail \(other.id)",
                isGuessable: false)
            if try mayWrite(letter, on: ticket) {
                return TicketFinder.Finding(match: match, refused: found.refused)
            }
        }
        return found
    }

    /// A mail that went to several of our addresses stands on a ticket once. What came in as a
    /// comment may come again as correspondence, which is meant for more people.
    private func sameMail(_ letter: Letter, on match: TicketFinder.Match) throws -> Receipt? {
        for other in letter.copies {
            guard let id = other.ticket, let transaction = other.transaction,
                try session.ticket(id)?.id == match.ticket.id,
                let kind = try session.transaction(transaction)?.kind,
                kind != .comment || letter.action == .comment
            else { continue }
            return try settle(letter, beside: other, on: match.ticket, transaction)
        }
        return nil
    }

    /// A mail to several of our addresses whose ticket rests opens one new ticket, not several.
    private func sameOpening(_ letter: Letter) throws -> Receipt? {
        for other in letter.copies {
            guard let id = other.ticket, let transaction = other.transaction,
                let ticket = try session.ticket(id)
            else { continue }
            return try settle(letter, beside: other, on: ticket, transaction)
        }
        return nil
    }

    private func settle(
        _ letter: Letter, beside other: ReceivedMail, on ticket: Ticket,
        _ transaction: TransactionID
    ) throws -> Receipt {
        let reason = "the same mail, which came in as mail \(other.id)"
        try session.settle(
            letter.mail, queue: ticket.queue, ticket: ticket.id, transaction: transaction,
            match: reason)
        return Receipt(
            outcome: .duplicate(ticket.id), mail: letter.mail, match: reason, outbox: [])
    }

    /// For how many days a ticket rests, where that is longer than its queue lets a requester's
    /// answer reopen it; `nil` otherwise. What staff write belongs to the people of that ticket.
    private func daysAtRest(_ ticket: Ticket, _ letter: Letter) throws -> Int64? {
        let place = try self.queue(of: ticket)
        guard letter.action == .correspond, letter.known?.isPrivileged != true,
            let daysMax = place.reopenDaysMax, !isReleased, verdict.route.ticket == nil,
            let lifecycle = try session.lifecycle(named: place.lifecycle),
            lifecycle.phase(of: ticket.status) == .inactive
        else { return nil }
        let since = ticket.resolved ?? ticket.updated
        let days = (now.milliseconds - since.milliseconds) / 86_400_000
        return days > daysMax ? days : nil
    }

    /// Whether one of these is a mail of ours that only staff may read. An answer to it is a comment
    /// too, although a queue without a comment address has but one for both.
    func isInternal(_ ids: some Sequence<MessageID>) throws -> Bool {
        for id in ids {
            if let cause = try session.transaction(behind: id) { return cause.isInternal }
        }
        return false
    }

    // MARK: Rights

    /// Whether the sender may add to the ticket.
    private func mayWrite(_ letter: Letter, on ticket: Ticket) throws -> Bool {
        let right: Right = letter.action == .comment ? .commentOnTicket : .replyToTicket
        return try holds([right, .modifyTicket], letter.known, letter.sender, at: ticket)
    }

    func holds(
        _ rights: [Right], _ known: User?, _ sender: NamedAddress, at ticket: Ticket
    ) throws -> Bool {
        if isReleased { return true }
        return try proceeding(as: known ?? stranger(sender)).holds(
            rights, at: ticket, in: queue(of: ticket))
    }

    func mayOpen(_ letter: Letter) throws -> Bool {
        if isReleased { return true }
        return try proceeding(as: letter.known ?? stranger(letter.sender)).holds(
            [.createTicket], at: nil, in: letter.queue)
    }

    private func isOwn(_ address: EmailAddress) throws -> Bool {
        try desk.site.ownAddresses.contains(address)
            || session.queueAddresses().contains(address)
    }

    func queue(of ticket: Ticket) throws -> Queue {
        guard let queue = try session.queue(ticket.queue) else {
            throw DeskError(.unknownQueue, "there is no queue \(ticket.queue)")
        }
        return queue
    }

    // MARK: People

    /// Somebody who is no user yet; rights are asked before one is made, so spam makes none.
    private func stranger(_ sender: NamedAddress) -> User {
        User(id: UserID(0), name: sender.address.value)
    }

    /// Who wrote, made a user if they are none yet.
    func author(_ letter: Letter) throws -> User {
        try letter.known ?? session.person(at: letter.sender, now: now)
    }

    // MARK: What becomes of it

    func proceeding(as user: User) -> Proceeding {
        var proceeding = Proceeding(session: session, desk: desk, now: now, actor: user)
        if let trial { proceeding.join(trial) }
        return proceeding
    }

    private func add(
        _ letter: Letter, to match: TicketFinder.Match, refused: TicketFinder.Match?
    ) throws -> Receipt {
        var proceeding = proceeding(as: try author(letter))
        proceeding.mail = .init(id: letter.mail, verdict: verdict)
        var ticket = match.ticket
        let transaction = try proceeding.write(
            letter.action == .comment ? .comment : .correspond, on: &ticket,
            entry: entry(letter.mail))
        try proceeding.finish()
        var reason = match.reason
        if let refused {
            reason +=
                "; not #\(refused.ticket.id) (\(refused.reason)), which the sender may not write to"
        }
        try session.settle(
            letter.mail, queue: ticket.queue, ticket: ticket.id, transaction: transaction.id,
            match: reason)
        return Receipt(
            outcome: .added(ticket.id), mail: letter.mail, match: reason,
            outbox: proceeding.outbox)
    }

    func entry(_ mail: MailID) -> Proceeding.Entry {
        Proceeding.Entry(
            mail: mail, author: verdict.sender, subject: verdict.subject,
            messageID: verdict.messageID, conversation: verdict.conversation?.id,
            text: verdict.text,
            replyText: verdict.replyText, attachments: verdict.attachments)
    }

    func quarantine(
        _ mail: MailID, _ reason: QuarantineReason, _ detail: String? = nil
    ) throws -> Receipt {
        try session.quarantine(mail, reason, detail: detail)
        return Receipt(
            outcome: .quarantined(reason, detail: detail), mail: mail, match: nil, outbox: [])
    }
}
