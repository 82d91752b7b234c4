/// What somebody is to a ticket or queue, by RT's names.
package enum Role: String, Hashable, Sendable, CaseIterable, Codable {
    case requestor = "Requestor"
    case cc = "Cc"
    case adminCc = "AdminCc"
    case owner = "Owner"

    /// Finds a role by its name, regardless of case.
    package init?(named name: String) {
        let wanted = name.lowercased()
        guard let role = Role.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
            return nil
        }
        self = role
    }
}

/// A user or a group, wherever either may stand.
package enum Principal: Hashable, Sendable {
    case user(UserID)
    case group(GroupID)
}

/// One seat in a role of a ticket or of a queue.
package struct Watcher: Hashable, Sendable {
    package let role: Role
    package let member: Principal
    /// True when the seat is the queue's and so holds for each of its tickets.
    package let isOfQueue: Bool

    /// Pairs a role with who sits in it.
    package init(role: Role, member: Principal, isOfQueue: Bool = false) {
        self.role = role
        self.member = member
        self.isOfQueue = isOfQueue
    }
}
