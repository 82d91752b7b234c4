/// Where the MTA says that a mail belongs.
package struct Route: Hashable, Sendable {
    /// Name or number as on the command line; `nil` lets the recipient's address decide.
    package var queue: String?
    package var action: Action
    /// What the address's `+extension` means, if anything; from `--extension`.
    package var extensionUse: ExtensionUse?
    /// `--ticket`: goes to this ticket whatever the mail says.
    package var ticket: TicketID?

    /// Says where to.
    package init(
        queue: String? = nil, action: Action = .correspond, extensionUse: ExtensionUse? = nil,
        ticket: TicketID? = nil
    ) {
        self.queue = queue
        self.action = action
        self.extensionUse = extensionUse
        self.ticket = ticket
    }

    /// What a mail is taken as.
    package enum Action: String, Hashable, Sendable, CaseIterable {
        case correspond, comment
    }

    /// RT's `--extension`: what the extension of the address names.
    package enum ExtensionUse: String, Hashable, Sendable, CaseIterable {
        case queue, action, ticket
    }
}

/// What the MTA said beside the mail itself (RFC 5321 §3.3).
package struct Envelope: Hashable, Sendable {
    /// MAIL FROM; an empty string is the null sender of bounces, `nil` means that nobody told us.
    package var sender: String?
    /// RCPT TO as rewritten by the MTA.
    package var recipient: EmailAddress?
    /// RCPT TO as the client gave it.
    package var originalRecipient: EmailAddress?
    /// What stood after the delimiter in the local part; never empty.
    package var addressExtension: String?

    /// Takes what the environment or LMTP said.
    package init(
        sender: String? = nil, recipient: EmailAddress? = nil,
        originalRecipient: EmailAddress? = nil, addressExtension: String? = nil
    ) {
        self.sender = sender
        self.recipient = recipient
        self.originalRecipient = originalRecipient
        self.addressExtension = addressExtension
    }
}
