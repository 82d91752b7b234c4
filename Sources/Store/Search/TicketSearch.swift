package import Tickets

/// A search as the store runs it: what tickets must be like, who asks, in which order.
package struct TicketSearch: Hashable, Sendable {
    package var condition: TicketCondition
    /// Tickets outside of it are not found, whatever the condition.
    package var access: TicketAccess
    /// Where notes among staff may be read; elsewhere nothing that they hold is found.
    package var commentAccess: TicketAccess
    /// Where custom fields may be seen; elsewhere a ticket is as if it had none.
    package var fieldAccess: TicketAccess
    /// Ends with the number, so that the order is total; empty for newest first.
    package var order: [TicketOrder]
    /// Only what comes after this row; for the next page.
    package var cursor: SearchCursor?
    /// Rows at most.
    package var limit: Int
    /// From when on something is common; they change how long a search takes, never what it finds.
    package var thresholds = Thresholds()

    /// Says what is looked for.
    package init(
        _ condition: TicketCondition, access: TicketAccess, commentAccess: TicketAccess,
        fieldAccess: TicketAccess? = nil, order: [TicketOrder] = [], cursor: SearchCursor? = nil,
        limit: Int = 50
    ) {
        self.condition = condition
        self.access = access
        self.commentAccess = commentAccess
        self.fieldAccess = fieldAccess ?? TicketAccess(user: access.user)
        self.order = order
        self.cursor = cursor
        self.limit = limit
    }
}

extension TicketSearch {
    /// How many must fit before collecting all of them is worse than asking each ticket as its turn
    /// comes.
    package struct Thresholds: Hashable, Sendable {
        /// Texts that hold words.
        package var texts: Int64 = 20_000
        /// The same in SQLite for pages in another order than by number: collecting takes 0.2 µs a
        /// text, asking 350 µs a ticket among a million (measured).
        package var askedTexts: Int64 = 100_000
        /// Values of a custom field.
        package var values: Int64 = 10_000
        /// Users with such a name or address.
        package var users: Int64 = 1_000
        /// Tickets in an index.
        package var tickets: Int64 = 10_000
        /// Tickets that are looked at first for a page by number.
        package var stretch: Int64 = 1_000

        /// Those that were measured.
        package init() {}

        /// The same number for all.
        package init(all number: Int64) {
            (texts, values, users, tickets) = (number, number, number, number)
            (askedTexts, stretch) = (number, number)
        }
    }
}

/// One key of an order.
package struct TicketOrder: Hashable, Sendable {
    package let key: Key
    package let isDescending: Bool

    /// Orders by `key`; tickets that have none come last either way.
    package init(_ key: Key, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    /// What tickets are ordered by.
    package enum Key: Hashable, Sendable {
        case id, subject, status, queue, owner, creator, priority
        case initialPriority, finalPriority, timeEstimated, timeWorked, timeLeft
        case created, starts, started, due, resolved, told, lastUpdated
        /// How well the words fit; stands alone, and looks at the newest texts that hold them.
        case relevance
        /// The least value, in the queues whose tickets have the field (none: all).
        case customField(CustomFieldID, Set<QueueID>)
    }
}

/// Where a page ended: the keys and number of its last row, or for relevance how many were shown.
///
/// Keys, not a count, so that tickets that come and go meanwhile shift nothing.
package struct SearchCursor: Hashable, Sendable {
    /// In the order of the search; empty for relevance.
    package let keys: [SQLValue]
    /// The last row's number; rows shown so far for relevance.
    package let number: Int64

    /// Takes what a page said of its last row.
    package init(keys: [SQLValue], number: Int64) {
        self.keys = keys
        self.number = number
    }
}

/// What a search found.
package struct SearchPage: Hashable, Sendable {
    package let tickets: [Ticket]
    /// Where the next page begins; `nil` when this is the last.
    package let next: SearchCursor?
}

extension TicketOrder.Key {
    /// All but custom fields, as people write them.
    package static let named: [(name: String, key: TicketOrder.Key)] = [
        ("id", .id), ("subject", .subject), ("status", .status), ("queue", .queue),
        ("owner", .owner), ("creator", .creator), ("priority", .priority),
        ("initialpriority", .initialPriority), ("finalpriority", .finalPriority),
        ("timeestimated", .timeEstimated), ("timeworked", .timeWorked), ("timeleft", .timeLeft),
        ("created", .created), ("starts", .starts), ("started", .started), ("due", .due),
        ("resolved", .resolved), ("told", .told), ("lastupdated", .lastUpdated),
        ("relevance", .relevance),
    ]
}
