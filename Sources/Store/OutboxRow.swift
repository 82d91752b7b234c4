package import Tickets

/// Something that goes out, a mail or a call, and what became of it.
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
    /// Who still has to get the mail; `nil` means everybody.
    package let pendingRecipients: [EmailAddress]?
    /// What is to go out.
    package let content: Outgoing
    /// What a webhook or program answered last; `nil` for mails and when nothing came.
    package let answer: CallAnswer?

    /// From when on the time counts after which it is given up.
    package var wanted: Timestamp { retried ?? created }

    /// The mail; `nil` for a call.
    package var mail: Notification? { if case .mail(let mail) = content { mail } else { nil } }

    /// Those that an attempt now is for; nobody for a call.
    package var dueRecipients: [EmailAddress] { pendingRecipients ?? mail?.recipients ?? [] }
}

/// Where something that goes out is on its way. Raw values are stored; never change one.
package enum OutboxState: String, Hashable, Sendable, CaseIterable {
    case queued
    /// Leased by a process that is sending it; due again when the lease ends.
    case sending
    case sent
    /// Given up; `postern outbox retry` queues it again.
    case dead
    case cancelled
}
