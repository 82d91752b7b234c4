import Store
package import Tickets

extension Desk {
    /// Makes a user.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminUsers, `conflict` when the name or an
    ///   address is taken, `invalid` for an empty name or an unknown time zone.
    package func addUser(
        name: String, realName: String?, isPrivileged: Bool, language: String?,
        timeZone: String? = nil, addresses: [EmailAddress], as actor: UserID
    ) throws -> User {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminUsers)
            let name = try proceeding.checkedUserName(name)
            guard try proceeding.session.user(named: name) == nil else {
                throw DeskError(.conflict, "there is a user \"\(name)\" already")
            }
            try proceeding.requireZone(timeZone)
            for address in addresses { try proceeding.requireFree(address) }
            return try proceeding.session.addUser(
                name: name, realName: realName, isPrivileged: isPrivileged, language: language,
                timeZone: timeZone, addresses: addresses, at: proceeding.now)
        }.result
    }

    /// Writes a changed user, its addresses left alone.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminUsers, `conflict` when the new name is
    ///   taken. With ModifySelf everybody changes their own real name, language and time zone.
    package func update(_ user: User, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            if try !proceeding.isOwnAffair(user) { try proceeding.requireGlobal(.adminUsers) }
            guard user.id != User.systemID else {
                throw DeskError(.invalid, "the tracker's own user cannot be changed")
            }
            // Names of before there was this rule stay.
            let isRenamed = try proceeding.session.user(user.id)?.name != user.name
            _ =
                try isRenamed
                ? proceeding.checkedUserName(user.name) : proceeding.checkedName(user.name)
            try proceeding.requireZone(user.timeZone)
            if let other = try proceeding.session.user(named: user.name), other.id != user.id {
                throw DeskError(.conflict, "there is a user \"\(user.name)\" already")
            }
            try proceeding.keepingSuperUser { try proceeding.session.update(user) }
        }
    }

    /// Gives a user one more address.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminUsers, `conflict` when it is a queue's or
    ///   another user's.
    package func addAddress(_ address: EmailAddress, to user: UserID, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminUsers)
            try proceeding.requireMaySpeak(for: user)
            try proceeding.requireFree(address)
            try proceeding.session.addAddress(address, to: user)
        }
    }

    /// Takes an address from a user.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminUsers, `conflict` when it is not theirs.
    package func removeAddress(_ address: EmailAddress, from user: User, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminUsers)
            guard user.addresses.contains(address) else {
                throw DeskError(.conflict, "\(address) is not an address of \(user.name)")
            }
            try proceeding.session.removeAddress(address, from: user.id)
        }
    }

    /// Makes a group.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminGroup, `conflict` when the name is taken.
    package func addGroup(name: String, description: String, as actor: UserID) throws -> Group {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminGroup)
            let name = try proceeding.checkedName(name)
            guard try proceeding.session.group(named: name) == nil else {
                throw DeskError(.conflict, "there is a group \"\(name)\" already")
            }
            return try proceeding.session.addGroup(
                name: name, description: description, at: proceeding.now)
        }.result
    }

    /// Writes a changed group.
    package func update(_ group: Group, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminGroup)
            _ = try proceeding.checkedName(group.name)
            if let other = try proceeding.session.group(named: group.name), other.id != group.id {
                throw DeskError(.conflict, "there is a group \"\(group.name)\" already")
            }
            try proceeding.keepingSuperUser { try proceeding.session.update(group) }
        }
    }

    /// Puts a user or group into a group, or takes it out; without effect when it is so already.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminGroupMembership, `invalid` for a group in
    ///   itself, also by way of others.
    package func setMember(
        _ member: Principal, of group: GroupID, isMember: Bool, as actor: UserID
    ) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminGroupMembership)
            if isMember { try proceeding.requireMayLend(group) }
            if isMember {
                if case .group(let inner) = member {
                    try proceeding.requireNoCircle(of: inner, in: group)
                }
                try proceeding.session.addMember(member, to: group)
            } else {
                try proceeding.keepingSuperUser {
                    try proceeding.session.removeMember(member, from: group)
                }
            }
        }
    }

    /// The user who belongs to an address, made if there is none: for watchers from the command line.
    ///
    /// - Throws: ``DeskError``: `invalid` for an address of the tracker itself, `noRight` for
    ///   requesters, who may name nobody but themselves.
    package func userOrNew(at address: EmailAddress, as actor: UserID) throws -> User {
        try proceed(as: actor) { proceeding in
            let known = try proceeding.session.user(at: address)
            // Who has an account is only staff's business.
            if known?.id != actor { try proceeding.requireStaff() }
            if let known { return known }
            try proceeding.requireFree(address)
            return try proceeding.session.person(at: NamedAddress(address), now: proceeding.now)
        }.result
    }
}

extension Proceeding {
    /// A name on one line, without controls or outer spaces.
    func checkedName(_ name: String) throws -> String {
        let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isClean = words.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
        guard !words.isEmpty, isClean, words.count <= 200 else {
            throw DeskError(.invalid, "a name has 1 to 200 characters and no control characters")
        }
        return words
    }

    /// The same of a user, whose name must not mean somebody else where users are named.
    func checkedUserName(_ name: String) throws -> String {
        let checked = try checkedName(name)
        guard User.isName(checked) else {
            throw DeskError(
                .invalid,
                "a user cannot be called \"\(checked)\": numbers, roles, everyone, privileged, "
                    + "unprivileged, nobody, me and any mean somebody else, and so does what begins "
                    + "with group: or role:")
        }
        return checked
    }

    /// Refuses an address that is anybody's, or the tracker's own.
    func requireFree(_ address: EmailAddress) throws {
        if let user = try session.user(at: address) {
            throw DeskError(.conflict, "\(address) belongs to user \(user.name)")
        }
        if let (queue, _) = try session.queue(at: address) {
            throw DeskError(.conflict, "\(address) is the address of queue \"\(queue.name)\"")
        }
        if desk.site.ownAddresses.contains(address) {
            throw DeskError(.conflict, "\(address) is an address of the tracker itself")
        }
    }
}
