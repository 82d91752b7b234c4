package import Tickets

/// An outgoing mail and what became of it.
package struct OutboxRow: Hashable, Sendable {
    package let id: OutboxID
    package let ticket: TicketID
    package let transaction: TransactionID
    /// Name of the scrip that made it.
    package let scrip: String
    package let state: OutboxState
    package let created: Timestamp
    /// When somebody last asked to try it again; `nil` when nobody did.
    package let retried: Timestamp?
    /// When it is due; while it is being sent, when the lease ends.
    package let nextAttempt: Timestamp
    /// Attempts begun so far.
    package let attempts: Int64
    /// What the last attempt said; `nil` when there was none or it succeeded.
    package let lastError: String?
    package let sent: Timestamp?
    /// Who still has to get it; `nil` means everybody.
    package let pendingRecipients: [EmailAddress]?
    package let notification: Notification

    /// From when on the time counts after which it is given up.
    package var wanted: Timestamp { retried ?? created }

    /// Those that an attempt now is for.
    package var dueRecipients: [EmailAddress] { pendingRecipients ?? notification.recipients }
}

/// Where an outgoing mail is on its way. Raw values are stored; never change one.
package enum OutboxState: String, Hashable, Sendable, CaseIterable {
    case queued
    /// Leased by a process that is sending it; due again when the lease ends.
    case sending
    case sent
    /// Given up; `postern outbox retry` queues it again.
    case dead
    case cancelled
}
