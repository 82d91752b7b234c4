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
    ///   - action: what it is taken as; `nil` as the address says that it was sent to.
    package func release(
        _ mail: MailID, verdict: Verdict, to queue: Queue, as action: Route.Action? = nil
    ) throws -> Receipt {
        let now = clock()
        return try store.write { session in
            guard let stored = try session.mail(mail), stored.quarantine != nil else {
                throw DeskError(.unknownMail, "mail \(mail) is not in quarantine")
            }
            let reception = Reception(
                desk: self, session: session, now: now, verdict: verdict, isReleased: true)
            let meant = try action ?? reception.destination().action
            return try reception.file(mail, queue: queue, action: meant)
        }
    }
}
