import Store
import Tickets

extension StoreSession {
    /// The user at an address, made as a requester if there is none.
    func person(at address: NamedAddress, now: Timestamp) throws -> User {
        if let known = try user(at: address.address) { return known }
        // The address is the name, unless somebody's account bears that one.
        let value = address.address.value
        return try addUser(
            name: try user(named: value) == nil ? value : "mailto:" + value,
            realName: address.name, isPrivileged: false, language: nil,
            addresses: [address.address], at: now)
    }
}

extension Proceeding {
    /// Refuses unless the actor holds the right for the whole site.
    func requireGlobal(_ right: Right) throws {
        guard try holdsGlobally(right, actor) else {
            throw DeskError(
                .noRight(right),
                "\(actor.name) does not hold \(right.rawValue) for the whole site")
        }
    }

    /// Whether a changed user is the actor, who may change that much of themselves.
    func isOwnAffair(_ user: User) throws -> Bool {
        guard user.id == actor.id, var own = try session.user(user.id) else { return false }
        (own.realName, own.language, own.timeZone) = (user.realName, user.language, user.timeZone)
        return try own == user && holdsGlobally(.modifySelf, actor)
    }

    /// Whether the actor is a member of staff, or the tracker itself.
    var isStaff: Bool {
        actor.isPrivileged && (!actor.isDisabled || actor.id == User.systemID)
    }

    /// Refuses whoever is no member of staff.
    func requireStaff() throws {
        guard isStaff else {
            if actor.isPrivileged {
                throw DeskError(.noRight(.seeQueue), "the account of \(actor.name) is disabled")
            }
            throw DeskError(.noRight(.seeQueue), "\(actor.name) is no member of staff")
        }
    }

    func holdsGlobally(_ right: Right, _ user: User) throws -> Bool {
        let standing = Standing(user: user, groups: try session.groups(of: user.id))
        return standing.decide(right, by: try session.grants(in: nil)).isAllowed
    }

    /// Makes a change after which somebody must still hold SuperUser, if somebody did before: nobody
    /// could hand it on any more.
    func keepingSuperUser<T>(_ change: () throws -> T) throws -> T {
        let wasThere = try isSuperUserThere()
        let result = try change()
        if wasThere, try !isSuperUserThere() {
            throw DeskError(
                .conflict, "nobody would hold SuperUser any more; grant it to somebody else first")
        }
        return result
    }

    private func isSuperUserThere() throws -> Bool {
        for grant in try session.grants(in: nil) where grant.right == .superUser {
            let users: [User]
            switch grant.grantee {
            case .user(let id): users = try session.users([id])
            case .group(let id): users = try session.users(session.users(in: id))
            case .privileged: users = try session.users().filter(\.isPrivileged)
            case .everyone, .unprivileged, .role: users = []
            }
            let isThere = try users.contains {
                try !$0.isDisabled && $0.id != User.systemID && holdsGlobally(.superUser, $0)
            }
            if isThere { return true }
        }
        return false
    }

    /// Only those who hold SuperUser may hand it on, be it by a seat in a group that holds it.
    func requireMayLend(_ group: GroupID) throws {
        let strong = try session.grants(in: nil).compactMap { grant -> GroupID? in
            guard grant.right == .superUser, case .group(let id) = grant.grantee else { return nil }
            return id
        }
        var seen: Set<GroupID> = []
        var open = strong
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            for case .group(let id) in try session.members(of: next) { open.append(id) }
        }
        if seen.contains(group) { try requireGlobal(.superUser) }
    }

    /// The same for an address of somebody who holds it: who writes from there is that person.
    func requireMaySpeak(for user: UserID) throws {
        guard let user = try session.user(user), try holdsGlobally(.superUser, user) else { return }
        try requireGlobal(.superUser)
    }
}
