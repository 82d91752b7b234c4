package import Tickets

/// What a scrip wants done at a ticket, where names are still to be looked up.
package enum TicketEdit: Hashable, Sendable, CustomStringConvertible {
    /// A field by RT's name (``settableFields``), with the value as people write it; a date as
    /// milliseconds, or `none`.
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

    /// The name of a custom field in `CF.{Name}`; `nil` for any other field.
    package static func customField(_ field: String) -> String? {
        FieldSetting.customField(field)
    }

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
    package var subject: String
    package var text: String
    /// Fields that are given, each once.
    package var fields: [Field] = []
    package var people: [Seat] = []
    package var links: [Tie] = []

    /// A field of the new ticket.
    package struct Field: Hashable, Sendable {
        /// One of ``TicketEdit/settableFields`` or `CF.{Name}`.
        package let name: String
        /// As people write them, a date as ``TicketEdit/set(field:value:)`` has it; never empty,
        /// several only for a custom field.
        package let values: [String]
    }

    /// Somebody in a role of the new ticket.
    package struct Seat: Hashable, Sendable {
        package let role: Role
        package let who: TicketEdit.Who
    }

    /// The first value of a field by its name; `nil` when it is not given.
    package func value(of field: String) -> String? {
        fields.first { $0.name == field }?.values.first
    }

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
