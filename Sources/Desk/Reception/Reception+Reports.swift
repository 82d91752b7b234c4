import Store
import Tickets

extension Reception {
    /// Keeps a machine's answer on the ticket of the mail that it is about, without any effect
    /// there: an auto-reply, bounce, notice of delay, receipt, complaint.
    ///
    /// It needs no right when it names a Message-ID of ours, which no stranger can guess; with only
    /// a tag it is taken as its sender's.
    ///
    /// - Returns: `nil` for one that an admin releases although it leads nowhere: it opens a ticket.
    func keep(_ mail: MailID, queue: Queue) throws -> Receipt? {
        let known = try verdict.sender.flatMap { try session.user(at: $0.address) }
        let finder = TicketFinder(session: session, site: desk.site, queue: queue.id)
        let finding = try finder.find(verdict) { match in
            if isReleased || !match.isGuessable { return true }
            guard let sender = verdict.sender else { return false }
            return try holds([.replyToTicket, .modifyTicket], known, sender, at: match.ticket)
        }
        guard let match = finding.match else {
            if let refused = finding.refused {
                return try quarantine(
                    mail, .noRight, "to write to #\(refused.ticket.id): \(refused.reason)")
            }
            return isReleased
                ? nil : try quarantine(mail, Self.reasonWithoutTicket(verdict.kind))
        }
        // A mailer-daemon is nobody: the tracker itself writes it down, the author stands beside it.
        let system = try session.user(User.systemID)
        guard let actor = known ?? system else {
            throw DeskError(.unknownUser, "the tracker's own user is missing")
        }
        var proceeding = proceeding(as: actor)
        proceeding.mail = .init(id: mail, verdict: verdict)
        var ticket = match.ticket
        let transaction = try proceeding.write(
            .autoReply, on: &ticket, entry: entry(mail), isInternal: isInternal(reported))
        try proceeding.finish()
        try session.settle(
            mail, queue: ticket.queue, ticket: ticket.id, transaction: transaction.id,
            match: match.reason)
        try note(mail)
        return Receipt(
            outcome: .added(ticket.id), mail: mail, match: match.reason, outbox: proceeding.outbox)
    }

    private static func reasonWithoutTicket(_ kind: MailKind) -> QuarantineReason {
        switch kind {
        case .bounce: .bounceWithoutTicket
        case .autoReply: .autoReplyWithoutTicket
        default: .reportWithoutTicket
        }
    }

    // MARK: What is noted of our mail

    /// Writes a report beside the record of the mail that it is about, and suspends an address to
    /// which mails come back again and again.
    ///
    /// Only addresses that the mail really went to count: whoever forges a report must know a
    /// Message-ID of ours and can then speak of its recipients alone.
    private func note(_ mail: MailID) throws {
        guard verdict.kind != .autoReply, let sent = try session.outbox(bearing: reported) else {
            return
        }
        for (address, recipient) in told(of: sent.mail?.recipients ?? []) {
            let isPermanent = try recipient.isPermanentFailure && isCredible(about: address)
            let report = DeliveryReport(
                outbox: sent.id, ticket: sent.ticket, mail: mail, address: address,
                outcome: recipient.outcome, isPermanent: isPermanent,
                status: recipient.status, diagnostic: recipient.diagnostic, reported: now)
            try session.add(report)
            if report.isPermanent { try suspendIfDead(address) }
        }
    }

    /// The mails that it is about, as far as it says.
    private var reported: [MessageID] {
        [verdict.report?.originalID].compactMap { $0 } + verdict.references
    }

    /// Whether a mail server may have written it. All recipients of a mail know its Message-ID, and
    /// one of them could forge reports on another; servers send with the null sender (RFC 3464 §2),
    /// and not from the address of somebody else whom we know.
    private func isCredible(about address: EmailAddress) throws -> Bool {
        if let sender = verdict.envelope.sender, !sender.isEmpty { return false }
        guard let author = verdict.sender?.address, author != address else { return true }
        return try session.user(at: author) == nil
    }

    /// Which of our recipients a report speaks of. One that names nobody whom we know speaks of the
    /// only one there was: the mail may have been forwarded.
    private func told(
        of recipients: [EmailAddress]
    ) -> [(EmailAddress, MailReport.Recipient)] {
        let named = verdict.report?.recipients ?? []
        let known = Set(recipients)
        var found: [(EmailAddress, MailReport.Recipient)] = []
        for recipient in named {
            let meant = [recipient.address, recipient.finalAddress].compactMap { $0 }
            guard let address = meant.first(where: known.contains),
                !found.contains(where: { $0.0 == address })
            else { continue }
            found.append((address, recipient))
        }
        if !found.isEmpty { return found }
        guard recipients.count == 1, let only = recipients.first else { return [] }
        if named.count == 1, let recipient = named.first { return [(only, recipient)] }
        guard named.isEmpty, verdict.kind == .bounce else { return [] }
        return [(only, MailReport.Recipient(address: only, outcome: .failed))]
    }

    private func suspendIfDead(_ address: EmailAddress) throws {
        guard desk.site.bouncesMax > 0 else { return }
        let since = desk.failuresCount(since: try session.standing(of: address), now: now)
        if try session.permanentFailures(of: address, since: since) >= desk.site.bouncesMax {
            try session.suspend(address, at: now)
        }
    }
}
