/// A query whose names were looked up: what a ticket must be like. Pure data, free of names.
///
/// Every test is true or false of each ticket, never unknown: a ticket without a due date is not
/// due before tomorrow, and so it is among those that are not.
package indirect enum TicketCondition: Hashable, Sendable {
    /// True for none.
    case all([TicketCondition])
    /// False for none.
    case any([TicketCondition])
    case not(TicketCondition)
    case test(TicketTest)

    /// Holds for every ticket.
    package static let always = TicketCondition.all([])
    /// Holds for no ticket.
    package static let never = TicketCondition.any([])
}

/// One thing that is true of a ticket or not.
package enum TicketTest: Hashable, Sendable {
    case queue(Set<QueueID>)
    case status(Set<String>)
    case subject(TextMatch)
    /// The number, or that of the ticket that it became part of.
    case isTicket(Set<TicketID>)
    case number(NumberColumn, Order, Int64)
    case columns(NumberColumn, Order, NumberColumn)
    case isNull(NumberColumn)
    case owner(Set<UserID>)
    /// Nobody owns it.
    case isUnowned
    case creator(Set<UserID>)
    /// The person in question is like that; never `anybody`.
    case person(QueryField.UserField, Person)
    case lastUpdatedBy(Set<UserID>)
    case updatedBy(Set<UserID>)
    /// Some entry of the history was made then.
    case updated(Order, Timestamp)
    case updatedBetween(Timestamp, Timestamp)
    /// Some entry of the history compares so with a date of the ticket.
    case updatedCompared(Order, NumberColumn)
    case text(TextQuery, TextPlace)
    case filename(TextMatch)
    case contentType(TextMatch)
    /// Has an attachment.
    case hasAttachment
    /// Somebody in such a seat; `isShallow` leaves out members of groups that sit there.
    case watcher(QueryField.WatcherSeat, Person, isShallow: Bool = false)
    /// The owner is in a group; `isShallow` leaves out groups in it, here and below.
    case ownerIn(GroupID, isShallow: Bool = false)
    case watcherIn([Role], GroupID, isShallow: Bool = false)
    case link(QueryField.LinkField, LinkEnd)
    case mergedInto(Set<TicketID>)
    case isMerged
    /// A value of a custom field, whoever asks; ``seesCustomFields`` belongs beside it.
    case customField(CustomFieldID, FieldTest)
    /// A value of a custom field compares so with something else of the ticket.
    case fieldCompared(CustomFieldID, Order, Operand)
    /// The asker may see custom fields of the ticket.
    case seesCustomFields

    /// What is true of one of the values in a custom field.
    package enum FieldTest: Hashable, Sendable {
        /// By their keys.
        case oneOf(Set<FieldValue>)
        case match(TextMatch)
        /// As one of these, which no index finds.
        case matchesAny([TextMatch])
        /// The key against another one.
        case key(Order, String)
        /// Keys from the first to the last.
        case between(String, String)
        /// Ranges that hold all keys from the first to the last.
        case covers(String, String)
        case hasAny
    }

    /// Columns that hold numbers; times are milliseconds.
    package enum NumberColumn: Hashable, Sendable {
        case id, priority, created, starts, started, due, resolved, told, lastUpdated
        case initialPriority, finalPriority, timeEstimated, timeWorked, timeLeft
    }

    /// How numbers compare.
    package enum Order: Hashable, Sendable {
        case equal, less, greater, lessOrEqual, greaterOrEqual

        /// The same with both sides swapped.
        package var mirrored: Order {
            switch self {
            case .equal: .equal
            case .less: .greater
            case .greater: .less
            case .lessOrEqual: .greaterOrEqual
            case .greaterOrEqual: .lessOrEqual
            }
        }
    }

    /// What a value of a custom field is compared with; the field's kind must be as said.
    package enum Operand: Hashable, Sendable {
        /// A field of numbers.
        case number(NumberColumn)
        /// A field of moments; to the second.
        case moment(NumberColumn)
        /// A field of days; the day on which a moment falls, by what clocks showed since when.
        case day(NumberColumn, [ZoneStep])
        /// A field of text.
        case subject
        /// A field of users; owner or creator.
        case user(QueryField.UserField)
        /// A field of the same kind.
        case field(CustomFieldID)
    }

    /// Seconds that local time is ahead of UTC, from a moment on.
    package struct ZoneStep: Hashable, Sendable {
        package let start: Timestamp
        package let offsetSeconds: Int64
    }

    /// Where words are looked for.
    package enum TextPlace: Hashable, Sendable {
        case content, everywhere
    }

    /// Who sits in a seat.
    package enum Person: Hashable, Sendable {
        case users(Set<UserID>)
        case matching(QueryField.WatcherPart, TextMatch)
        case anybody
    }

    /// What a link leads to.
    package enum LinkEnd: Hashable, Sendable {
        case tickets(Set<TicketID>)
        case uri(String)
        case anything
    }
}

/// How a short text is compared, regardless of case and diacritics.
package enum TextMatch: Hashable, Sendable {
    case oneOf(Set<String>)
    case contains(String)
    case starts(String)
    case ends(String)
}

extension TicketCondition {
    /// Whether tickets that became part of others are asked for, which are left out otherwise.
    package var looksAtMerged: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.looksAtMerged)
        case .not(let part): part.looksAtMerged
        case .test(.mergedInto), .test(.isMerged): true
        case .test: false
        }
    }

    /// The words that found tickets hold, or may hold: not those behind NOT.
    package var textQueries: [TextQuery] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.textQueries)
        case .test(.text(let query, _)): [query]
        case .not, .test: []
        }
    }
}
