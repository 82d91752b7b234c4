import Store
package import Tickets

/// What became of one mail, once it is on the disk.
package struct Receipt: Hashable, Sendable {
    package let outcome: Outcome
    /// The stored mail; for a duplicate, the one that was stored first.
    package let mail: MailID
    /// How the ticket was found; `nil` for quarantine.
    package let match: String?
    /// Mails that this one caused, due now.
    package let outbox: [OutboxID]

    /// The ways a mail can go.
    package enum Outcome: Hashable, Sendable {
        case opened(TicketID)
        /// Became part of a ticket that was there.
        case added(TicketID)
        /// Was here before; the ticket that it became then, `nil` when it went to quarantine.
        case duplicate(TicketID?)
        case quarantined(QuarantineReason, detail: String?)
    }
}
