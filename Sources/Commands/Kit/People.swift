import Store
import Tickets

/// Finds what people name on the command line, and says what was expected when it is not there.
enum People {
    /// A user by address, else by name; `nil` when there is none.
    static func user(_ text: String, _ session: StoreSession) throws -> User? {
        if let address = EmailAddress(text), let user = try session.user(at: address) {
            return user
        }
        return try session.user(named: text)
    }

    /// A user by address or name.
    static func requireUser(_ text: String, _ session: StoreSession) throws -> User {
        guard let user = try user(text, session) else {
            throw CommandFailure("there is no user \"\(text)\"; see `postern user list`")
        }
        return user
    }

    /// A group by name.
    static func requireGroup(_ text: String, _ session: StoreSession) throws -> Group {
        guard let group = try session.group(named: text) else {
            let near = Suggestion.text(for: text, among: try session.groups().map(\.name))
            throw CommandFailure(
                "there is no group \"\(text)\"\(near); see `postern group list`")
        }
        return group
    }

    /// A queue by name or number.
    ///
    /// - Parameter isHinting: offers the nearest name; not to requesters.
    static func requireQueue(
        _ text: String, _ session: StoreSession, isHinting: Bool = true
    ) throws -> Queue {
        if let queue = try session.queue(named: text) { return queue }
        if let number = Int64(text), let queue = try session.queue(QueueID(number)) { return queue }
        let near =
            isHinting ? Suggestion.text(for: text, among: try session.queues().map(\.name)) : ""
        throw CommandFailure("there is no queue \"\(text)\"\(near); see `postern queue list`")
    }

    /// `group:NAME`, else a user.
    static func requirePrincipal(_ text: String, _ session: StoreSession) throws -> Principal {
        if text.lowercased().hasPrefix("group:") {
            return .group(try requireGroup(String(text.dropFirst(6)), session).id)
        }
        return .user(try requireUser(text, session).id)
    }

    /// A ticket's number, with or without `#`.
    static func ticketID(_ text: String) throws -> TicketID {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard let number = Int64(digits), number > 0 else {
            throw CommandFailure(
                "\"\(text)\" is no ticket; a number such as 42 was expected", .usage)
        }
        return TicketID(number)
    }
}
