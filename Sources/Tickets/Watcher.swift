/// What somebody is to a ticket or queue: RT's four roles, and those that the site made itself.
package enum Role: Hashable, Sendable {
    case requestor
    case cc
    case adminCc
    case owner
    /// A ``CustomRole`` by its name, as the site wrote it.
    case custom(String)

    /// RT's roles, which every site has, in the order in which people read them.
    package static let allCases: [Role] = [.requestor, .cc, .adminCc, .owner]

    /// As people read it: `AdminCc`; of a custom role its bare name.
    package var name: String {
        switch self {
        case .requestor: "Requestor"
        case .cc: "Cc"
        case .adminCc: "AdminCc"
        case .owner: "Owner"
        case .custom(let name): name
        }
    }

    /// Whether the site made it.
    package var isCustom: Bool { if case .custom = self { true } else { false } }

    /// What stands before a custom role's name where other words could stand as well.
    package static let customPrefix = "role:"

    /// Finds a role by its name, regardless of case; `role:NAME` is a custom role, whether there is
    /// one or not, spelt as it stands there.
    package init?(named name: String) {
        let wanted = name.lowercased()
        if let role = Role.allCases.first(where: { $0.name.lowercased() == wanted }) {
            self = role
        } else if wanted.hasPrefix(Role.customPrefix), wanted != Role.customPrefix {
            self = .custom(String(name.dropFirst(Role.customPrefix.count)))
        } else {
            return nil
        }
    }
}

extension Role: RawRepresentable {
    /// As it is stored: RT's name, or `role:NAME`. Never changes for the roles that are built in.
    package var rawValue: String {
        if case .custom(let name) = self { Role.customPrefix + name } else { name }
    }

    /// Reads what is stored.
    package init?(rawValue: String) {
        if let role = Role.allCases.first(where: { $0.name == rawValue }) {
            self = role
        } else if rawValue.hasPrefix(Role.customPrefix), rawValue != Role.customPrefix {
            self = .custom(String(rawValue.dropFirst(Role.customPrefix.count)))
        } else {
            return nil
        }
    }
}

extension Role: Comparable {
    /// RT's roles in the order of ``allCases``, then the site's own by name.
    package static func < (left: Role, right: Role) -> Bool {
        (left.rank, left.name) < (right.rank, right.name)
    }

    private var rank: Int { Role.allCases.firstIndex(of: self) ?? Role.allCases.count }
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
