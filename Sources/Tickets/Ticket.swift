// Tickets: the domain's values and its pure rules: who a user is, what a ticket is, what a right
// allows, which status may follow which. Everything that crosses a room is one of these values.
//
// It refuses to know: SQL, MIME, files, clocks, settings. It imports no module of ours.
// Start reading at ``Ticket``, then ``Transaction``, ``Verdict`` (what a mail means) and
// ``Notification`` (a mail that is due to go out).

/// A request that somebody made, and its state now; its history is its transactions.
package struct Ticket: Hashable, Sendable {
    /// Never used again for another ticket; it stands in the subject tag.
    package let id: TicketID
    package var queue: QueueID
    /// As the requester wrote it, without our tag, at most 200 characters.
    package var subject: String
    /// One of the lifecycle's statuses.
    package var status: String
    /// `nil` means RT's "Nobody".
    package var owner: UserID?
    package var priority: Int64
    /// What it was opened with.
    package var initialPriority: Int64
    /// Where escalation leads.
    package var finalPriority: Int64
    /// Minutes.
    package var timeEstimated: Int64
    /// Minutes; the sum of what its transactions took.
    package var timeWorked: Int64
    /// Minutes.
    package var timeLeft: Int64
    package var creator: UserID
    package var created: Timestamp
    package var updated: Timestamp
    /// When it last changed by something that whoever sees it may read: no note, no custom field.
    package var publicUpdated: Timestamp
    /// When work on it is to begin.
    package var starts: Timestamp?
    /// When it first left its initial status.
    package var started: Timestamp?
    package var due: Timestamp?
    /// When it last became inactive; kept when it is reopened.
    package var resolved: Timestamp?
    /// When a requestor was last written to by somebody else.
    package var told: Timestamp?
    /// The ticket that took this one over; `nil` for a ticket that stands for itself.
    package var mergedInto: TicketID?

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: TicketID, queue: QueueID, subject: String, status: String, owner: UserID? = nil,
        priority: Int64 = 0, initialPriority: Int64 = 0, finalPriority: Int64 = 0,
        timeEstimated: Int64 = 0, timeWorked: Int64 = 0, timeLeft: Int64 = 0, creator: UserID,
        created: Timestamp, updated: Timestamp, publicUpdated: Timestamp? = nil,
        starts: Timestamp? = nil, started: Timestamp? = nil, due: Timestamp? = nil,
        resolved: Timestamp? = nil, told: Timestamp? = nil, mergedInto: TicketID? = nil
    ) {
        self.id = id
        self.queue = queue
        self.subject = subject
        self.status = status
        self.owner = owner
        self.priority = priority
        self.initialPriority = initialPriority
        self.finalPriority = finalPriority
        self.timeEstimated = timeEstimated
        self.timeWorked = timeWorked
        self.timeLeft = timeLeft
        self.creator = creator
        self.created = created
        self.updated = updated
        self.publicUpdated = publicUpdated ?? updated
        self.starts = starts
        self.started = started
        self.due = due
        self.resolved = resolved
        self.told = told
        self.mergedInto = mergedInto
    }

    /// As those see it who may not see every change of it, its notes and custom fields: last changed
    /// by what everybody sees.
    package var asEverybodySees: Ticket {
        var seen = self
        seen.updated = publicUpdated
        return seen
    }

    /// Longest subject that is kept, in characters; RT cuts at the same length.
    package static let subjectCharactersMax = 200
}
