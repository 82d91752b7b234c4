import Desk
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

    /// A user by address or name; `me` is the actor. Whoever is no staff and does not look after users finds only
    /// themselves, and is refused alike for everybody else.
    static func requireUser(
        _ text: String, _ session: StoreSession, for instance: Instance
    ) throws -> User {
        if text.lowercased() == "me" { return instance.actor }
        let user = try user(text, session)
        if let user, user.id == instance.actor.id { return user }
        let sight = try instance.desk.sight(session, of: instance.actor.id)
        guard sight.isStaff || sight.holds(.adminUsers) else {
            throw CommandFailure("\(instance.actor.name) is no member of staff")
        }
        guard let user else {
            throw CommandFailure("there is no user \"\(text)\"; see `postern user list`")
        }
        return user
    }

    /// The number of a user by address or name; `me` is the actor. Who has an account is only staff's business: for
    /// others it is nobody's, and the Desk answers as it would for somebody.
    static func userID(
        _ text: String, _ session: StoreSession, for instance: Instance
    ) throws -> UserID {
        if instance.actor.isPrivileged || text.lowercased() == "me" {
            return try requireUser(text, session, for: instance).id
        }
        return try user(text, session)?.id ?? UserID(0)
    }

    /// A group by name, as far as the actor may know of it.
    static func requireGroup(
        _ text: String, _ session: StoreSession, for instance: Instance
    ) throws -> Group {
        let sight = try instance.desk.sight(session, of: instance.actor.id)
        guard let group = try session.group(named: text), sight.knows(group.id) else {
            let near = Suggestion.text(for: text, among: sight.groups.map(\.name))
            throw CommandFailure(
                "there is no group \"\(text)\"\(near); see `postern group list`")
        }
        return group
    }

    /// A queue by name or number, as far as the actor may know of it.
    ///
    /// - Parameter right: holding it there lets the actor name a queue out of sight as well.
    static func requireQueue(
        _ text: String, _ session: StoreSession, for instance: Instance, holding right: Right? = nil
    ) throws -> Queue {
        let sight = try instance.desk.sight(session, of: instance.actor.id)
        let found =
            try session.queue(named: text)
            ?? Int64(text).flatMap { try session.queue(QueueID($0)) }
        if let found {
            if sight.knows(found.id) { return found }
            if let right, sight.holds(right, in: found.id) { return found }
        }
        let near =
            sight.isStaff ? Suggestion.text(for: text, among: sight.queues.map(\.name)) : ""
        throw CommandFailure("there is no queue \"\(text)\"\(near); see `postern queue list`")
    }

    /// `group:NAME`, else a user.
    static func requirePrincipal(
        _ text: String, _ session: StoreSession, for instance: Instance
    ) throws -> Principal {
        if text.lowercased().hasPrefix("group:") {
            return .group(try requireGroup(String(text.dropFirst(6)), session, for: instance).id)
        }
        return .user(try userID(text, session, for: instance))
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
