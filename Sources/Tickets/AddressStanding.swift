/// What a report said about one recipient of one mail of ours: part of that mail's record.
package struct DeliveryReport: Hashable, Sendable {
    /// The mail that was sent.
    package let outbox: OutboxID
    /// The ticket that it was about.
    package let ticket: TicketID
    /// The report as it came in.
    package let mail: MailID
    /// One of those that the mail went to.
    package let address: EmailAddress
    package let outcome: MailReport.Outcome
    /// Counts towards suspending the address.
    package let isPermanent: Bool
    /// Enhanced status code (RFC 3463); `nil`: not told.
    package let status: String?
    /// What the refusing server said; `nil`: not told.
    package let diagnostic: String?
    package let reported: Timestamp

    /// Makes a value of what is stored; checks nothing.
    package init(
        outbox: OutboxID, ticket: TicketID, mail: MailID, address: EmailAddress,
        outcome: MailReport.Outcome, isPermanent: Bool, status: String?, diagnostic: String?,
        reported: Timestamp
    ) {
        self.outbox = outbox
        self.ticket = ticket
        self.mail = mail
        self.address = address
        self.outcome = outcome
        self.isPermanent = isPermanent
        self.status = status
        self.diagnostic = diagnostic
        self.reported = reported
    }
}

/// Whether an address is mailed, after mails to it came back.
package struct AddressStanding: Hashable, Sendable {
    package let address: EmailAddress
    /// Since when it is not mailed; `nil` when it is.
    package let suspended: Timestamp?
    /// When somebody last resumed it; failures before do not count any more. `nil`: never.
    package let resumed: Timestamp?

    /// Makes a value of what is stored; checks nothing.
    package init(address: EmailAddress, suspended: Timestamp?, resumed: Timestamp?) {
        self.address = address
        self.suspended = suspended
        self.resumed = resumed
    }
}
