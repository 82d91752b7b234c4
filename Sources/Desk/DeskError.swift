import Store
package import Tickets

/// Why a use case was not carried out; nothing of it was.
package struct DeskError: Error, Hashable {
    /// What was in the way.
    package enum Code: Hashable, Sendable {
        /// No such queue. For a mail this is the alias line's mistake, so the MTA should keep it.
        case unknownQueue
        case unknownTicket
        case unknownUser
        case unknownGroup
        case unknownMail
        case unknownLifecycle
        case unknownSearch
        case unknownField
        /// A custom field that must have a value has none.
        case missingField
        case unknownRole
        /// The actor does not hold the right.
        case noRight(Right)
        /// The lifecycle does not let the one status follow the other.
        case transition
        /// What was asked for contradicts what is there: a name that is taken, an own ticket taken.
        case conflict
        /// A value that cannot be: an empty name, a ticket merged into itself.
        case invalid
    }

    /// What a caller decides by.
    package let code: Code
    /// One line for the person who asked; may name queues, users and tickets.
    package let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension DeskError: Disposed {
    /// What an alias line or a file names and is not there: an admin may mend it while the mail
    /// waits.
    package var isTemporary: Bool {
        [.unknownQueue, .unknownTicket, .unknownLifecycle].contains(code)
    }

    /// Says no more than that it was refused: a stranger learns nothing of queues and tickets.
    package var publicText: String { "The tracker did not accept this request." }
}
