package import Tickets

/// What a scrip wants done at a ticket, where names are still to be looked up.
package enum TicketEdit: Hashable, Sendable, CustomStringConvertible {
    /// A field by RT's name (``settableFields``) or `CF.{Name}`, with the value as people write it.
    case set(field: String, value: String)
    /// Seats somebody in a role, or takes them out of it.
    case watcher(Role, Who, isAdded: Bool)
    /// Ties the ticket to another; `isInverse`: the other to the ticket.
    case link(Link.Kind, Link.Target, isInverse: Bool)

    /// Somebody as an admin names them.
    package enum Who: Hashable, Sendable {
        case address(EmailAddress)
        case user(String)
        case group(String)

        /// As it was named.
        package var text: String {
            switch self {
            case .address(let address): address.value
            case .user(let name): name
            case .group(let name): "group \(name)"
            }
        }
    }

    /// Fields that `Set Field` knows, in the order in which they are set: the queue first, since
    /// others depend on it; the status last, since it may depend on others.
    package static let settableFields = [
        "Queue", "Subject", "Owner", "Priority", "InitialPriority", "FinalPriority", "Starts",
        "Started", "Due", "Told", "Resolved", "TimeEstimated", "TimeWorked", "TimeLeft", "Status",
    ]

    /// For people: `Status: open`.
    package var description: String {
        switch self {
        case .set(let field, let value): "\(field): \(value)"
        case .watcher(let role, let who, let isAdded):
            "\(isAdded ? "add" : "remove") \(role.rawValue) \(who.text)"
        case .link(let kind, let target, let isInverse):
            "\(isInverse ? kind.inverseName : kind.rawValue) \(target.text)"
        }
    }
}

extension Link.Target {
    /// `#12`, or the URI.
    var text: String {
        switch self {
        case .ticket(let id): "#\(id)"
        case .uri(let uri): uri
        }
    }
}

/// A text that a scrip wants written on the ticket, by the tracker itself.
package struct WrittenText: Hashable, Sendable {
    /// A note among staff rather than a public answer.
    package let isComment: Bool
    package let subject: String
    package let text: String

    init(isComment: Bool, subject: String, text: String) {
        self.isComment = isComment
        self.subject = subject
        self.text = text
    }
}

/// A ticket that a scrip wants opened; names are still to be looked up.
package struct TicketPlan: Hashable, Sendable {
    /// What other plans of the same scrip call it.
    package let name: String
    /// `nil`: the queue of the ticket that the scrip speaks of.
    package var queue: String?
    package var subject: String
    package var text: String
    package var requestors: [EmailAddress] = []
    package var cc: [EmailAddress] = []
    package var adminCc: [EmailAddress] = []
    /// Name of a user; `nil` for nobody.
    package var owner: String?
    /// `nil`: as the lifecycle says.
    package var status: String?
    package var priority: Int64 = 0
    package var due: Timestamp?
    package var links: [Tie] = []

    /// A link of the new ticket.
    package struct Tie: Hashable, Sendable {
        package let kind: Link.Kind
        /// The far end is tied to the new ticket, rather than the other way round.
        package let isInverse: Bool
        package let end: End
    }

    /// What a link leads to.
    package enum End: Hashable, Sendable {
        /// The ticket that the scrip speaks of.
        case top
        /// Another plan's ticket, by its name.
        case plan(String)
        case target(Link.Target)
    }
}
