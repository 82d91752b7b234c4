import Store
import Tickets

extension Proceeding {
    /// Seats somebody in a role of a ticket, or takes the seat away.
    mutating func seat(
        _ member: Principal, as role: Role, on ticket: inout Ticket, isAdded: Bool
    ) throws -> String? {
        guard role != .owner else {
            throw DeskError(.invalid, "the owner is changed by take, steal and give")
        }
        let queue = try queue(ticket.queue)
        if case .user(let id) = member, id == actor.id, !role.isCustom {
            let own: Right = role == .adminCc ? .watchAsAdminCc : .watch
            try require(.modifyTicket, own, at: ticket, in: queue)
        } else {
            try require(.modifyTicket, at: ticket, in: queue)
        }
        let custom = try customRole(role, in: isAdded ? queue : nil)
        let role = custom?.role ?? role
        let name = try name(of: member)
        if isAdded, custom?.isSingle == true,
            let old = try session.seats(of: ticket.id).first(where: { $0.role == role })
        {
            return try replace(old, by: member, on: &ticket)
        }
        let isChanged =
            isAdded
            ? try session.add(role, member, to: ticket.id)
            : try session.remove(role, member, from: ticket.id)
        guard isChanged else { return nil }
        let before = ticket
        try record(
            isAdded ? .addWatcher : .delWatcher, on: &ticket, before: before, field: role.name,
            oldValue: isAdded ? nil : name, newValue: isAdded ? name : nil)
        guard isAdded else { return "\(name) is not \(role.name) any more." }
        let note = try isDisabled(member) ? ", but disabled: nobody is mailed there" : ""
        return "\(name) is \(role.name) now\(note)."
    }

    private func isDisabled(_ member: Principal) throws -> Bool {
        switch member {
        case .user(let id): try session.user(id)?.isDisabled == true
        case .group(let id): try session.group(id)?.isDisabled == true
        }
    }

    /// Gives the one seat of a role to somebody else.
    private mutating func replace(
        _ old: Watcher, by member: Principal, on ticket: inout Ticket
    ) throws -> String? {
        guard old.member != member else { return nil }
        let (role, before) = (old.role, ticket)
        let (oldName, name) = (try name(of: old.member), try name(of: member))
        _ = try session.remove(role, old.member, from: ticket.id)
        _ = try session.add(role, member, to: ticket.id)
        try record(
            .setWatcher, on: &ticket, before: before, field: role.name, oldValue: oldName,
            newValue: name)
        return "\(name) is \(role.name) now instead of \(oldName)."
    }

    /// A custom role as it is stored; `nil` for a role that every site has.
    ///
    /// - Parameter queue: must have the role; `nil` leaves that unchecked.
    /// - Throws: ``DeskError``: `unknownRole`, naming those that there are; `conflict` for one that
    ///   is disabled or that the queue does not have.
    func customRole(_ role: Role, in queue: Queue?) throws -> CustomRole? {
        guard case .custom(let name) = role else { return nil }
        guard let custom = try session.customRole(named: name) else {
            let known = try session.customRoles().map(\.name)
            let near = NearestWord.find(name, among: known).map { "; did you mean \"\($0)\"?" }
            throw DeskError(.unknownRole, "there is no role \"\(name)\"\(near ?? "")")
        }
        guard let queue, !custom.isHeld(in: queue.id) else { return custom }
        throw DeskError(
            .conflict,
            custom.isDisabled
                ? "role \"\(custom.name)\" is disabled"
                : "queue \"\(queue.name)\" does not have the role \"\(custom.name)\"")
    }

    /// What people call somebody who sits somewhere.
    func name(of member: Principal) throws -> String {
        switch member {
        case .user(let id):
            guard let user = try session.user(id) else {
                throw DeskError(.unknownUser, "there is no user \(id)")
            }
            return user.name
        case .group(let id):
            guard let group = try session.group(id) else {
                throw DeskError(.unknownGroup, "there is no group \(id)")
            }
            return "group \(group.name)"
        }
    }
}
