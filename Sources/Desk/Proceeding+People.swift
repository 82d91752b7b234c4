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
            throw DeskError(.noRight(right), "\(actor.name) does not hold \(right.rawValue)")
        }
    }

    /// Whether the actor is a member of staff, or the tracker itself.
    var isStaff: Bool {
        actor.isPrivileged && (!actor.isDisabled || actor.id == User.systemID)
    }

    /// Refuses whoever is no member of staff.
    func requireStaff() throws {
        guard isStaff else {
            throw DeskError(.noRight(.seeQueue), "\(actor.name) is no member of staff")
        }
    }

    func holdsGlobally(_ right: Right, _ user: User) throws -> Bool {
        let standing = Standing(user: user, groups: try session.groups(of: user.id))
        return standing.decide(right, by: try session.grants(in: nil)).isAllowed
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
