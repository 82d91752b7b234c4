/// A role that a site made for itself: `Engineer`, `Account manager`.
package struct CustomRole: Hashable, Sendable {
    package let id: CustomRoleID
    /// Unique regardless of case; see ``isName(_:)``.
    package var name: String
    package var description: String
    /// At most one member on a ticket, and one on a queue; a new one takes the old one's seat.
    package var isSingle: Bool
    /// The queues that have it; `nil` for every queue.
    package var queues: Set<QueueID>?
    /// A disabled role lends its members nothing; their seats stay.
    package var isDisabled: Bool

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: CustomRoleID, name: String, description: String = "", isSingle: Bool = false,
        queues: Set<QueueID>? = nil, isDisabled: Bool = false
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.isSingle = isSingle
        self.queues = queues
        self.isDisabled = isDisabled
    }

    /// As seats and grants name it.
    package var role: Role { .custom(name) }

    /// Whether a queue has it now.
    package func isHeld(in queue: QueueID) -> Bool {
        !isDisabled && queues.map { $0.contains(queue) } ?? true
    }

    /// Longest name in characters.
    package static let nameCharactersMax = 64

    /// Words that mean somebody else where a role may be named.
    private static let taken: Set<String> = [
        "everyone", "privileged", "unprivileged", "nobody", "watcher", "requestors", "ccs",
        "adminccs", "user", "group", "role", "all",
    ]

    /// Whether a role can be called that: 1 to 64 characters on one line, none of `{ } / , :`, which
    /// mean something in queries and scrips, no number, and no name that means somebody else.
    package static func isName(_ text: String) -> Bool {
        let reserved: Set<Character> = ["{", "}", "/", ",", ":"]
        let key = text.lowercased()
        return !text.isEmpty && text.count <= nameCharactersMax && Int64(text) == nil
            && text.first?.isWhitespace == false && text.last?.isWhitespace == false
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
            && !text.contains(where: reserved.contains) && !taken.contains(key)
            && !Role.allCases.contains { $0.name.lowercased() == key }
    }
}

/// Number of a custom role.
package typealias CustomRoleID = Identifier<CustomRole>
