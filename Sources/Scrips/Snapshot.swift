package import Tickets

/// All that a scrip may look at: one transaction and what it stands in, loaded by the Desk.
package struct Snapshot: Hashable, Sendable {
    /// What the settings say.
    package var site: Site
    /// The ticket's queue after the transaction.
    package var queue: Queue
    /// The queue's.
    package var lifecycle: Lifecycle
    /// After the transaction.
    package var ticket: Ticket
    /// What happened; recorded already, so it has its number.
    package var transaction: Transaction
    /// Who did it.
    package var actor: User
    /// The site's custom fields in display order, those that are not disabled; without values where
    /// the queue lacks the field.
    package var fields: [TicketFieldValues]
    /// What the queue calls the ticket's priority.
    package var priorityName: String
    /// What they wrote, if anything.
    package var message: Message?
    /// Kind of the mail that caused it; `nil` when none did.
    package var mailKind: MailKind?
    /// How the cause came in.
    package var interface: Interface
    /// Everybody in a role of the ticket or its queue, each once, groups expanded. The owner has a
    /// seat too.
    package var people: [SnapshotPerson]
    /// Whom whoever wrote the message added or left out.
    package var recipients: MessageRecipients
    /// Whoever has those addresses: a user with the number 0 for somebody unknown. They have no
    /// seats here.
    package var addressees: [EmailAddress: SnapshotPerson]
    /// Whoever the words stand for that ``ScripEngine/mentions(in:for:)`` gives, by word; what
    /// nobody is called is not there.
    package var named: [String: NamedPeople]
    /// What the transaction forwards; empty for any other.
    package var forwarded: [ForwardedMessage]
    /// Tickets that this one is a member of, nearest first, and those that they are members of,
    /// each once. Asked only where the transaction took time; `nil` when that came from a member,
    /// so that they have it already.
    package var ancestors: [TicketID]?
    /// Who is not mailed about this ticket.
    package var squelched: Set<EmailAddress>
    /// Every address that leads to the tracker: the queues' and the site's.
    package var ownAddresses: Set<EmailAddress>
    /// Names in subject tags that are ours beside the site's and this queue's: the other queues'.
    package var ownTags: Set<String>
    /// Mails of this ticket, oldest first, among them the one that caused the transaction. A few
    /// dozen of the newest are enough.
    package var thread: [ThreadMail]
    /// Sends where the queue has no address of its own.
    package var fallbackSender: EmailAddress
    /// MAIL FROM for all mail but autoreplies; `nil` means the address that stands in From.
    package var envelopeSender: EmailAddress?
    /// True when the site's limits on autoreplies (``Site/autorepliesPerSenderHour``,
    /// ``Site/autorepliesPerTicketHour``) are used up.
    package var isAutoreplyLimited: Bool
    /// Who wrote the mail behind all this; `nil` when the command line or time is.
    package var mailSender: EmailAddress?
    /// How many mails that say the same came from the sender within a day, before this one; no
    /// more than ``mailsAlikeMax``.
    package var mailsAlike: Int
    /// Clocks of the time zones that people, queue and site name; one that is missing counts as UTC.
    package var zones: [String: ZoneRules]
    /// Who reads of it in another scrip's mail already; ``ScripEngine`` fills it for each scrip.
    var told: Set<EmailAddress>
    /// Stands in the Message-IDs that are made, so that nobody can guess them; empty: left out.
    package var nonce: String
    /// Goes into Date.
    package var now: Timestamp

    /// Gathers what every transaction has; the rest starts empty.
    package init(
        site: Site, queue: Queue, lifecycle: Lifecycle, ticket: Ticket, transaction: Transaction,
        actor: User, interface: Interface, fallbackSender: EmailAddress, now: Timestamp
    ) {
        self.site = site
        self.queue = queue
        self.lifecycle = lifecycle
        self.ticket = ticket
        self.transaction = transaction
        self.actor = actor
        self.interface = interface
        self.fallbackSender = fallbackSender
        self.now = now
        people = []
        fields = []
        priorityName = PriorityNames.standard.name(of: ticket.priority)
        recipients = MessageRecipients()
        addressees = [:]
        ancestors = []
        squelched = []
        named = [:]
        forwarded = []
        ownAddresses = []
        ownTags = []
        thread = []
        isAutoreplyLimited = false
        mailsAlike = 0
        zones = [:]
        told = []
        nonce = ""
    }

    /// Beyond that a loop is certain, whoever takes part in it.
    package static let mailsAlikeMax = 5

    /// Through which door the transaction came.
    package enum Interface: String, Hashable, Sendable, CaseIterable {
        case email = "Email"
        case commandLine = "CLI"
        case web = "Web"
    }
}

/// Somebody who might be mailed.
package struct SnapshotPerson: Hashable, Sendable {
    /// Their record; a disabled user is never mailed.
    package let user: User
    /// Where mail to them goes; `nil` when nowhere.
    package let address: EmailAddress?
    /// True when mail to the address came back too often to be tried again.
    package let hasBounced: Bool
    /// Empty only for an addressee.
    package let seats: Set<Seat>
    /// Holds ShowTicketComments at the ticket. Asked only for those who sit in a custom role; false
    /// for everybody else.
    package let seesComments: Bool
    /// Holds SeeCustomField at the ticket. Asked only where a custom field was changed.
    package let seesFields: Bool

    /// Takes the user's first address unless told another.
    package init(
        user: User, address: EmailAddress? = nil, hasBounced: Bool = false, seats: Set<Seat>,
        seesComments: Bool = false, seesFields: Bool = true
    ) {
        self.user = user
        self.address = address ?? user.addresses.first
        self.hasBounced = hasBounced
        self.seats = seats
        self.seesComments = seesComments
        self.seesFields = seesFields
    }

    /// A role that they hold, directly or through a group.
    package struct Seat: Hashable, Sendable {
        /// What the seat makes them.
        package let role: Role
        /// True when the queue gives it, for each of its tickets.
        package let isOfQueue: Bool

        /// Names a seat.
        package init(_ role: Role, isOfQueue: Bool = false) {
            self.role = role
            self.isOfQueue = isOfQueue
        }
    }
}

/// A mail of the ticket and who has it in their mailbox, so that answers thread for each of them.
package struct ThreadMail: Hashable, Sendable {
    /// As it stands in the mail that the holders have.
    package let id: MessageID
    /// Of a received mail its sender, To and Cc; of a mail that we sent all its recipients.
    package let holders: Set<EmailAddress>
    /// Only staff may read it, so it is never named to anybody else.
    package let isInternal: Bool

    /// Pairs a Message-ID with who has the mail.
    package init(id: MessageID, holders: Set<EmailAddress>, isInternal: Bool = false) {
        self.id = id
        self.holders = holders
        self.isInternal = isInternal
    }
}
