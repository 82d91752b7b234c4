import Store
import Tickets

/// Users and groups of a site's configuration.
extension Proceeding {
    /// Takes from users the addresses that they are to lose, or to have in another order, and from
    /// members of staff who are to go those that others are to have.
    ///
    /// - Throws: ``DeskError`` `conflict` for one that a member of staff keeps.
    func releaseUserAddresses(_ changes: [SiteChange]) throws {
        let changed = changes.filter { $0.keys.contains("addresses") && $0.after != nil }
        for name in changed.compactMap({ $0.before?.text("name") }) {
            guard let user = try session.user(named: name) else { continue }
            for address in user.addresses { try session.removeAddress(address, from: user.id) }
        }
        for change in changed {
            for address in (change.after?.list("addresses") ?? []).compactMap({ EmailAddress($0) })
            {
                guard let user = try session.user(at: address), user.isPrivileged else { continue }
                let isGoing = changes.contains {
                    $0.after == nil && $0.before?.text("name") == user.name
                }
                guard isGoing || user.isDisabled else {
                    throw DeskError(
                        .conflict,
                        "users.yaml: user \"\(change.after?.text("name") ?? "")\" wants \(address), "
                            + "which user \"\(user.name)\" has and keeps")
                }
                try session.removeAddress(address, from: user.id)
            }
        }
    }

    func carryOutUser(_ change: SiteChange) throws {
        guard let record = change.after else {
            guard var user = try change.before?.text("name").flatMap(session.user(named:)) else {
                return
            }
            user.isDisabled = true
            return try session.update(user)
        }
        let name = record.text("name") ?? ""
        let addresses = record.list("addresses").compactMap { EmailAddress($0) }
        var user: User
        if let known = try session.user(named: name) {
            user = known
        } else if let requester = try requester(at: addresses) {
            user = requester
        } else {
            for address in addresses { try requireFree(address) }
            user = try session.addUser(
                name: try checkedUserName(name), realName: nil, isPrivileged: false, language: nil,
                addresses: addresses, at: now)
        }
        if user.name.lowercased() != name.lowercased() { _ = try checkedUserName(name) }
        user.name = name
        user.realName = record.text("real_name")
        user.language = record.text("language")
        user.timeZone = record.text("time_zone")
        try requireZone(user.timeZone)
        user.isPrivileged = record.flag("privileged")
        user.isDisabled = record.flag("disabled")
        try session.update(user)
        for address in addresses where !user.addresses.contains(address) {
            try requireFree(address)
            try session.addAddress(address, to: user.id)
        }
    }

    /// Whoever wrote from one of these addresses and was never given a name: they become the user
    /// that the files describe, and keep their tickets.
    private func requester(at addresses: [EmailAddress]) throws -> User? {
        for user in try addresses.compactMap({ try session.user(at: $0) }) {
            let isNameless = user.addresses.contains { $0.value == user.name.lowercased() }
            if !user.isPrivileged, isNameless { return user }
        }
        return nil
    }

    func carryOutGroup(_ change: SiteChange) throws {
        guard let record = change.after else {
            guard var group = try change.before?.text("name").flatMap(session.group(named:)) else {
                return
            }
            group.isDisabled = true
            return try session.update(group)
        }
        let name = record.text("name") ?? ""
        let description = record.text("description") ?? ""
        var group =
            try session.group(named: name)
            ?? session.addGroup(name: try checkedName(name), description: description, at: now)
        group.name = name
        group.description = description
        group.isDisabled = record.flag("disabled")
        try session.update(group)
    }

    func carryOutMembers(_ change: SiteChange) throws {
        guard let record = change.after else { return }
        let group = try namedGroup(record.text("name") ?? "")
        let wanted = try principals(record.list("users"), record.list("groups"))
        let current = Set(try session.members(of: group.id))
        for member in current.subtracting(wanted) {
            try session.removeMember(member, from: group.id)
        }
        for member in wanted where !current.contains(member) {
            try session.addMember(member, to: group.id)
        }
    }

    /// Users and groups by their names.
    func principals(_ users: [String], _ groups: [String]) throws -> [Principal] {
        try users.map { .user(try namedUser($0).id) } + groups.map { .group(try namedGroup($0).id) }
    }

    func namedUser(_ name: String) throws -> User {
        guard let user = try session.user(named: name) else {
            throw DeskError(.unknownUser, "there is no user \"\(name)\"")
        }
        return user
    }

    func namedGroup(_ name: String) throws -> Group {
        guard let group = try session.group(named: name) else {
            throw DeskError(.unknownGroup, "there is no group \"\(name)\"")
        }
        return group
    }
}
