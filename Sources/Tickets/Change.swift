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
    /// Makes somebody the owner however that must be done, or nobody.
    case owner(UserID?)
    case addWatcher(Role, Principal)
    case removeWatcher(Role, Principal)
    case addLink(Link.Kind, Link.Target)
    case removeLink(Link.Kind, Link.Target)
    /// `nil` removes the date.
    case date(Ticket.DateField, Timestamp?)
    case number(Ticket.NumberField, Int64)
    /// A priority by what the ticket's queue calls it; `nil` is the priority itself.
    case namedPriority(Ticket.NumberField?, String)
    /// Gives a custom field these values and no others; none clears it. The field is named
    /// regardless of case; values are as people write them.
    case setCustomField(String, [String])
    /// Adds a value to a custom field; in one of a single value it takes the place of the old one.
    case addCustomFieldValue(String, String)
    /// Takes a value away; without effect when it is not there.
    case removeCustomFieldValue(String, String)
    /// Mails that person nothing more about the ticket, whatever role they hold.
    case squelch(EmailAddress)
    /// Mails them again.
    case unsquelch(EmailAddress)
}
