/// All that the question "may they?" depends on about one user and one ticket or queue.
package struct Standing: Hashable, Sendable {
    package let user: User
    /// The groups that the user is in, through other groups as well; disabled ones left out.
    package let groups: Set<GroupID>
    /// The roles that the user holds on the ticket or its queue, directly or through a group.
    package let roles: Set<Role>
    /// The queue in question; `nil` for a question about the whole site.
    package let queue: QueueID?

    /// Gathers what was loaded.
    package init(
        user: User, groups: Set<GroupID> = [], roles: Set<Role> = [], queue: QueueID? = nil
    ) {
        self.user = user
        self.groups = groups
        self.roles = roles
        self.queue = queue
    }

    /// Decides whether one of `grants` gives `right`.
    ///
    /// A disabled user holds nothing. The system user may do everything.
    ///
    /// - Returns: the decision with the grant that made it, for "why may X do Y".
    package func decide(_ right: Right, by grants: [Grant]) -> RightDecision {
        if user.id == User.systemID { return .allowed(by: nil) }
        if user.isDisabled { return .refused(.userDisabled) }
        for grant in grants where grant.right == right || grant.right == .superUser {
            if let place = grant.queue, place != queue { continue }
            if matches(grant.grantee) { return .allowed(by: grant) }
        }
        return .refused(.noGrant)
    }

    private func matches(_ grantee: Grantee) -> Bool {
        switch grantee {
        case .user(let id): id == user.id
        case .group(let id): groups.contains(id)
        case .role(let role): roles.contains(role)
        case .everyone: true
        case .privileged: user.isPrivileged
        case .unprivileged: !user.isPrivileged
        }
    }
}

/// Whether a right is held, and why.
package enum RightDecision: Hashable, Sendable {
    /// Held by this grant; `nil` for the system user, who needs none.
    case allowed(by: Grant?)
    case refused(Reason)

    /// Why a right is not held.
    package enum Reason: Hashable, Sendable {
        case userDisabled
        case noGrant
    }

    /// True when the right is held.
    package var isAllowed: Bool {
        if case .allowed = self { true } else { false }
    }
}
