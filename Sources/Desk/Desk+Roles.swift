import Store
package import Tickets

/// A custom role and how much it is used.
package struct CustomRoleView: Hashable, Sendable {
    package let role: CustomRole
    /// Seats on tickets and queues; `nil` for whoever may not see all tickets.
    package let seats: Int64?
}

extension Desk {
    /// The custom roles that somebody may know of, in the order of their names.
    ///
    /// - Throws: ``DeskError`` `noRight` for anybody but staff.
    package func customRoles(as actor: UserID) throws -> [CustomRole] {
        try store.read { session in
            try reader(actor, session).requireStaff()
            return try sight(session, of: actor).roles
        }
    }

    /// One custom role by its name, regardless of case.
    ///
    /// - Throws: ``DeskError``: `unknownRole`; `noRight` for anybody but staff.
    package func customRole(named name: String, as actor: UserID) throws -> CustomRoleView {
        try store.read { session in
            let reader = try reader(actor, session)
            try reader.requireStaff()
            let sight = try sight(session, of: actor)
            guard let role = try session.customRole(named: name), sight.roles.contains(role) else {
                throw DeskError(.unknownRole, "\"\(name)\" is no custom role")
            }
            let isWhole = sight.holds(.showTicket) || sight.holds(.adminCustomRoles)
            return CustomRoleView(
                role: role, seats: isWhole ? try session.seatCount(of: role) : nil)
        }
    }

    /// Makes a custom role; the number in `role` is ignored.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminCustomRoles, `conflict` when the name is
    ///   taken, `invalid` for a name that cannot be, `unknownQueue`.
    package func addCustomRole(_ role: CustomRole, as actor: UserID) throws -> CustomRole {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminCustomRoles)
            try proceeding.check(role, isNew: true)
            return try proceeding.session.add(role, at: proceeding.now)
        }.result
    }

    /// Writes a changed custom role. Seats and grants follow a new name; saved searches that name
    /// it do not.
    ///
    /// - Throws: as ``addCustomRole(_:as:)``; `conflict` too when it is to have one member and has
    ///   several somewhere; ``ScripFaults`` when it gets a new name and scrips have the old.
    package func update(_ role: CustomRole, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminCustomRoles)
            try proceeding.check(role, isNew: false)
            guard
                let old = try proceeding.session.customRoles().first(where: { $0.id == role.id })
            else { throw DeskError(.unknownRole, "there is no role \(role.id)") }
            if role.isSingle, !old.isSingle, let place = try proceeding.session.crowded(old) {
                throw DeskError(
                    .conflict,
                    "role \"\(old.name)\" has several members on \(place); take the others out first"
                )
            }
            let faults = try proceeding.scripFaults()
            try proceeding.session.update(role, from: old)
            try proceeding.requireNoNewFaults(beside: faults)
        }
    }
}

extension Proceeding {
    /// Refuses a role whose name cannot be or is taken, and queues that are not there.
    func check(_ role: CustomRole, isNew: Bool) throws {
        guard CustomRole.isName(role.name) else {
            throw DeskError(
                .invalid,
                "a role cannot be called \"\(role.name)\": a name has 1 to "
                    + "\(CustomRole.nameCharactersMax) characters without { } / , : and is neither a "
                    + "number nor a name that RT or the tracker uses for somebody else")
        }
        if let other = try session.customRole(named: role.name), isNew || other.id != role.id {
            throw DeskError(.conflict, "there is a role \"\(other.name)\" already")
        }
        for queue in (role.queues ?? []).sorted() { _ = try self.queue(queue) }
    }
}
