/// One thing that somebody wants done to a ticket; the Desk checks it, applies it, records it.
package enum Change: Hashable, Sendable {
    case subject(String)
    case status(String)
    case priority(Int64)
    case queue(QueueID)
    /// `nil` removes the date.
    case due(Timestamp?)
    /// Takes a ticket that nobody owns.
    case take
    /// Gives up an own ticket.
    case untake
    /// Takes a ticket from its owner.
    case steal
    /// Makes somebody else the owner.
    case give(UserID)
    case addWatcher(Role, Principal)
    case removeWatcher(Role, Principal)
    case addLink(Link.Kind, Link.Target)
    case removeLink(Link.Kind, Link.Target)
    /// Mails that person nothing more about the ticket, whatever role they hold.
    case squelch(EmailAddress)
    /// Mails them again.
    case unsquelch(EmailAddress)
}
