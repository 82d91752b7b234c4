package import Tickets

/// The way a composed mail leaves the machine.
///
/// A transport never throws: whatever goes wrong is a ``DeliveryResult``. It never says
/// ``DeliveryResult/sent(_:)`` before the other side has taken the mail over, and doubt is
/// temporary: a mail sent twice has the same Message-ID, a mail not sent is lost.
package protocol Transport: Sendable {
    /// The longest that one call of ``send(_:)`` may take, in seconds.
    var timeoutSeconds: Int64 { get }

    /// Hands over one mail to all of its recipients; returns within ``timeoutSeconds`` and a
    /// little more.
    func send(_ mail: ComposedMail) async -> DeliveryResult
}

/// A mail as it goes out, with its envelope.
package struct ComposedMail: Hashable, Sendable {
    /// Headers and body, each line ended by a bare LF; no Bcc header in it.
    package let bytes: [UInt8]
    /// Stands in the headers as well; files are named after it.
    package let messageID: MessageID
    /// Of the mail, not of the attempt, so that a second attempt yields the same.
    package let date: Timestamp
    /// MAIL FROM; `nil` for the null sender, `<>`.
    package let envelopeSender: EmailAddress?
    /// RCPT TO, each once; those in Bcc as well.
    package let recipients: [EmailAddress]

    /// Pairs a mail with its envelope; checks nothing.
    package init(
        bytes: [UInt8], messageID: MessageID, date: Timestamp, envelopeSender: EmailAddress?,
        recipients: [EmailAddress]
    ) {
        self.bytes = bytes
        self.messageID = messageID
        self.date = date
        self.envelopeSender = envelopeSender
        self.recipients = recipients
    }
}

/// What became of one attempt to hand over a mail.
///
/// Every text is one line for admins, without secrets; see ``ReasonText``.
package enum DeliveryResult: Hashable, Sendable {
    /// Taken over for every recipient; the remark is the other side's answer, if it gave one.
    case sent(String?)
    /// Nobody got it; the same mail may be taken later.
    case temporary(String)
    /// Nobody got it, and the same mail would be refused again.
    case permanent(String)
    /// Some got it. Both lists together are the mail's recipients, and neither is empty.
    case partly(sent: [EmailAddress], refused: [Refusal])

    /// Why one recipient of several did not get the mail.
    package struct Refusal: Hashable, Sendable {
        package let address: EmailAddress
        package let reason: String
        /// True when another attempt would be refused again.
        package let isPermanent: Bool

        /// Notes what the other side said of `address`.
        package init(address: EmailAddress, reason: String, isPermanent: Bool) {
            self.address = address
            self.reason = reason
            self.isPermanent = isPermanent
        }
    }
}
