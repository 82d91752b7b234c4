/// What a mail server or a mail program says about a mail that it was given (RFC 3464, RFC 8098,
/// RFC 5965), or what could be read out of a report of no standard form.
package struct MailReport: Hashable, Sendable {
    /// In the order of the report, each address once; empty when it names nobody.
    package var recipients: [Recipient]
    /// The mail that it speaks of; `nil` when it does not say, or not in a usable way.
    package var originalID: MessageID?

    /// Says about whom, and about which mail.
    package init(recipients: [Recipient] = [], originalID: MessageID? = nil) {
        self.recipients = recipients
        self.originalID = originalID
    }

    /// What became of the mail for one recipient.
    package struct Recipient: Hashable, Sendable {
        /// Where the mail was sent to as we know it (`Original-Recipient`), else where it ended
        /// (`Final-Recipient`).
        package var address: EmailAddress
        /// Where it ended, where that is another address.
        package var finalAddress: EmailAddress?
        package var outcome: Outcome
        /// Enhanced status code (RFC 3463) such as `5.1.1`; `nil` when none is given and none can
        /// be told from the words.
        package var status: String?
        /// What the refusing server said, on one line, at most 500 bytes; `nil` for nothing.
        package var diagnostic: String?

        /// Takes what the report says of one recipient.
        package init(
            address: EmailAddress, finalAddress: EmailAddress? = nil, outcome: Outcome,
            status: String? = nil, diagnostic: String? = nil
        ) {
            self.address = address
            self.finalAddress = finalAddress
            self.outcome = outcome
            self.status = status
            self.diagnostic = diagnostic
        }

        /// Whether another mail would come back as well: failed for good, and for a reason that
        /// lies in the address. Full mailboxes are emptied (RFC 3463 §3.3, X.2.2); the size of a
        /// mail (X.2.3, X.3.4), its contents (X.6) and a server's policy (X.7) concern that mail.
        package var isPermanentFailure: Bool {
            guard outcome == .failed else { return false }
            guard let status else { return true }
            let ofTheMail = ["5.2.2", "5.2.3", "5.3.4"]
            return status.hasPrefix("5.") && !ofTheMail.contains(status)
                && !status.hasPrefix("5.6.") && !status.hasPrefix("5.7.")
        }
    }

    /// `Action` of RFC 3464 §2.3.3, `Disposition` of RFC 8098 §3.2.6, or a complaint. Raw values
    /// are stored.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case failed, delayed, delivered, relayed, expanded
        /// Shown to its reader.
        case displayed
        /// Deleted or otherwise done with, unread.
        case deleted
        /// Called spam by its reader.
        case complained
    }
}
