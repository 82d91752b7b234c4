/// What the rooms must know of the site's settings, handed in by a door.
package struct Site: Hashable, Sendable {
    /// RT's `rtname`: stands in subject tags, `[NAME #12]`, and in the loop header.
    package let name: String
    /// Names that the site had before; their tags are still recognised.
    package let formerNames: [String]
    /// Right side of the Message-IDs that we make.
    package let domain: String
    /// BCP 47 tag, for people and queues that say nothing else.
    package let language: String
    /// Name in the tz database, for people and queues that say nothing else.
    package let timeZone: String
    /// Addresses that are ours besides the queues'; never mailed, never made a watcher.
    package let ownAddresses: Set<EmailAddress>
    /// Whether people are mailed about what they did themselves.
    package let notifiesActor: Bool
    /// Autoreplies that one sender may get in an hour; further ones are suppressed and said so.
    package let autorepliesPerSenderHour: Int64
    /// Autoreplies on one ticket in an hour.
    package let autorepliesPerTicketHour: Int64
    /// The same to one sender within ten minutes.
    package let autorepliesPerSenderBurst: Int64
    /// Permanent failures of different mails after which an address is not mailed any more; 0 means
    /// that none is ever suspended.
    package let bouncesMax: Int64
    /// Days in which those failures must lie.
    package let bounceDays: Int64
    /// Depth at which scrips that cause transactions are stopped.
    package let scripDepthMax: Int

    /// Takes what the settings say.
    package init(
        name: String, formerNames: [String] = [], domain: String, language: String = "en",
        timeZone: String = "UTC", ownAddresses: Set<EmailAddress> = [], notifiesActor: Bool = false,
        autorepliesPerSenderHour: Int64 = 10, autorepliesPerTicketHour: Int64 = 10,
        autorepliesPerSenderBurst: Int64 = 3,
        bouncesMax: Int64 = 3, bounceDays: Int64 = 30, scripDepthMax: Int = 5
    ) {
        self.name = name
        self.formerNames = formerNames
        self.domain = domain
        self.language = language
        self.timeZone = timeZone
        self.ownAddresses = ownAddresses
        self.notifiesActor = notifiesActor
        self.autorepliesPerSenderHour = autorepliesPerSenderHour
        self.autorepliesPerTicketHour = autorepliesPerTicketHour
        self.autorepliesPerSenderBurst = autorepliesPerSenderBurst
        self.bouncesMax = bouncesMax
        self.bounceDays = bounceDays
        self.scripDepthMax = scripDepthMax
    }
}
