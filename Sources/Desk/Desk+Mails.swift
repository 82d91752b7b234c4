import Store
package import Tickets

/// A received mail with its bytes.
package struct MailView: Hashable, Sendable {
    package let mail: ReceivedMail
    /// As received.
    package let raw: [UInt8]
    /// The queue that it was for or went to; `nil` when no queue has its address.
    package let queue: Queue?
}

extension Desk {
    /// Loads a received mail for reading.
    ///
    /// - Throws: ``DeskError`` `unknownMail`, also for a mail that the reader may not see: without
    ///   ShowTicket on its ticket, without ShowTicketComments when it became a comment; of one in
    ///   quarantine as ``quarantine(as:)``.
    package func mail(_ id: MailID, as actor: UserID) throws -> MailView {
        try store.read { session in
            let reader = try reader(actor, session)
            guard let mail = try session.mail(id), try reader.sees(mail) else {
                throw DeskError(.unknownMail, "there is no mail \(id)")
            }
            return MailView(
                mail: mail, raw: try session.rawMail(id),
                queue: try mail.queue.flatMap { try session.queue($0) })
        }
    }

    /// Lists the mails in quarantine, oldest first.
    ///
    /// - Throws: ``DeskError`` `noRight` without AdminQueue for the whole site: such a mail belongs
    ///   to no queue for sure.
    package func quarantine(as actor: UserID) throws -> [ReceivedMail] {
        try store.read { session in
            try reader(actor, session).requireGlobal(.adminQueue)
            return try session.quarantinedMails()
        }
    }

    /// Takes a mail out of quarantine on behalf of an admin, who vouches for its sender.
    ///
    /// - Parameter action: `nil` takes it as the address says that it was sent to.
    /// - Throws: as ``release(_:verdict:to:as:)``; ``DeskError`` `noRight` without AdminQueue for the
    ///   whole site.
    package func release(
        _ mail: MailID, verdict: Verdict, to queue: Queue, taking action: Route.Action?,
        as actor: UserID
    ) throws -> Receipt {
        try store.read { session in try reader(actor, session).requireGlobal(.adminQueue) }
        return try release(mail, verdict: verdict, to: queue, as: action)
    }
}

extension Proceeding {
    fileprivate func sees(_ mail: ReceivedMail) throws -> Bool {
        guard let id = mail.ticket else { return try holdsGlobally(.adminQueue, actor) }
        let ticket = try ticket(id)
        let queue = try queue(ticket.queue)
        guard try holds([.showTicket], at: ticket, in: queue) else { return false }
        let transaction = try mail.transaction.flatMap { try session.transaction($0) }
        return try transaction?.isInternal != true
            || holds([.showTicketComments], at: ticket, in: queue)
    }
}
