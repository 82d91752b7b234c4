/// A place where tickets of one kind gather, with the addresses that lead to it.
package struct Queue: Hashable, Sendable {
    package let id: QueueID
    /// Unique regardless of case.
    package var name: String
    package var description: String
    /// Where correspondence is sent to; `nil` means that only `mailgate --queue` leads here and
    /// that outgoing mail uses the site's fallback sender.
    package var correspondAddress: EmailAddress?
    /// Where comments are sent to; `nil` falls back to the correspond address on outgoing comments.
    package var commentAddress: EmailAddress?
    /// Stands in the subject instead of the site's name; `nil` means the site's name.
    package var subjectTag: String?
    /// Name of a lifecycle.
    package var lifecycle: String
    /// Language of mail to people who have none of their own (BCP 47); `nil` means the site's.
    package var language: String?
    /// Name in the tz database, for dates in mail to people who have none of their own; `nil` means
    /// the site's.
    package var timeZone: String?
    /// A disabled queue takes no new ticket; its tickets stay and can be answered.
    package var isDisabled: Bool
    /// Whether those whom a mail that opens a ticket also went to become its Ccs.
    package var takesCcs: Bool
    /// Days after which an answer to a ticket that rests opens a new one that refers to it; `nil`
    /// means that it always comes back to the old one.
    package var reopenDaysMax: Int64?

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: QueueID, name: String, description: String = "",
        correspondAddress: EmailAddress? = nil, commentAddress: EmailAddress? = nil,
        subjectTag: String? = nil, lifecycle: String = "default", language: String? = nil,
        isDisabled: Bool = false, takesCcs: Bool = false, reopenDaysMax: Int64? = nil,
        timeZone: String? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.correspondAddress = correspondAddress
        self.commentAddress = commentAddress
        self.subjectTag = subjectTag
        self.lifecycle = lifecycle
        self.language = language
        self.timeZone = timeZone
        self.isDisabled = isDisabled
        self.takesCcs = takesCcs
        self.reopenDaysMax = reopenDaysMax
    }
}
