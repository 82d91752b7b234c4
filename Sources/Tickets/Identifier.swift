/// A row's number, typed by what it numbers, so that a queue's id is never taken for a ticket's.
package struct Identifier<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Positive in every stored row.
    package let value: Int64

    /// Takes any number; whether such a row exists is the store's business.
    package init(_ value: Int64) { self.value = value }

    /// Orders by number, which is the order of creation.
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    /// The bare number, as people write it.
    package var description: String { String(value) }
}

extension Identifier: Codable {
    /// Reads a bare number.
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes a bare number.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// Number of a ticket, the one in the subject tag.
package typealias TicketID = Identifier<Ticket>
/// Number of a queue.
package typealias QueueID = Identifier<Queue>
/// Number of a user.
package typealias UserID = Identifier<User>
/// Number of a group.
package typealias GroupID = Identifier<Group>
/// Number of a transaction; ascending within a ticket.
package typealias TransactionID = Identifier<Transaction>
/// Number of a received mail.
package typealias MailID = Identifier<ReceivedMail>
/// Number of a message in a ticket's history.
package typealias EntryID = Identifier<Message>
/// Number of an outgoing mail.
package typealias OutboxID = Identifier<Notification>
