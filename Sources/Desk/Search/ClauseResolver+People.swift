import Store
import Tickets

extension ClauseResolver {
    // MARK: Users

    func user(_ field: QueryField.UserField) throws -> TicketCondition {
        if clause.comparison == .isNull {
            return field == .owner ? .test(.isUnowned) : .never
        }
        let found = try clause.values.map { try user($0) }
        let users = Set(found.compactMap { $0?.id })
        switch field {
        case .owner:
            let owned = TicketCondition.test(.owner(users))
            guard found.contains(nil) else { return owned }
            return users.isEmpty ? .test(.isUnowned) : .any([.test(.isUnowned), owned])
        case .creator: return .test(.creator(users))
        case .lastUpdatedBy: return .test(.lastUpdatedBy(users))
        case .updatedBy: return .test(.updatedBy(users))
        }
    }

    /// - Returns: `nil` for Nobody.
    func user(_ value: QueryValue) throws -> User? {
        switch value.text.lowercased() {
        case "nobody": return nil
        case "__currentuser__": return names.actor
        default: break
        }
        if let address = EmailAddress(value.text), let user = try names.session.user(at: address) {
            return user
        }
        if let user = try names.session.user(named: value.text) { return user }
        if let id = Int64(value.text), let user = try names.session.user(UserID(id)) { return user }
        // Only staff is offered: who else wrote to us is nobody's business.
        let staff = try names.session.users().filter { $0.isPrivileged && !$0.isDisabled }
        throw error(
            value, "a user's name or address, Nobody or __CurrentUser__",
            among: names.actor.isPrivileged ? staff.map(\.name) : [])
    }

    // MARK: Watchers

    /// Addresses and names that nobody has are no mistake: people come and go.
    func watcher(
        _ named: QueryField.WatcherSeat, _ part: QueryField.WatcherPart
    ) throws -> TicketCondition {
        let seat = try known(named)
        switch clause.comparison {
        case .isNull: return .not(.test(.watcher(seat, .anybody)))
        case .equal, .isIn:
            if part == .realName { break }
            let users = try clause.values.flatMap { try people($0, part) }
            return .test(.watcher(seat, .users(Set(users))))
        case .like, .startsWith, .endsWith: break
        case .less, .greater, .lessOrEqual, .greaterOrEqual:
            throw error(nil, "= or != behind \(clause.field.name)")
        }
        let match = try self.match { part == .realName ? SearchWords.key($0) : $0.lowercased() }
        return .test(.watcher(seat, .matching(part, match)))
    }

    /// A custom role is stored as the site spells it, whatever the query does.
    private func known(_ seat: QueryField.WatcherSeat) throws -> QueryField.WatcherSeat {
        guard case .custom(let name)? = seat.roles.first else { return seat }
        let key = name.lowercased()
        if let role = names.customRoles.first(where: { $0.name.lowercased() == key }) {
            return .custom(role.name)
        }
        let known = names.actor.isPrivileged ? names.customRoles.map(\.name) : []
        throw QueryError(
            column: max(1, clause.column), found: seat.name, expected: "a custom role",
            suggestion: NearestWord.find(name, among: known).map { "CustomRole.{\($0)}" },
            query: query.text)
    }

    private func people(_ value: QueryValue, _ part: QueryField.WatcherPart) throws -> [UserID] {
        if value.text.lowercased() == "__currentuser__" { return [names.actor.id] }
        let session = names.session
        switch part {
        case .id: return [UserID(try number(value))]
        case .name: return try session.user(named: value.text).map { [$0.id] } ?? []
        case .emailAddress, .realName:
            if let address = EmailAddress(value.text) {
                return try session.user(at: address).map { [$0.id] } ?? []
            }
            return try session.user(named: value.text).map { [$0.id] } ?? []
        }
    }

    func group(_ field: QueryField.GroupOf) throws -> TicketCondition {
        .any(
            try clause.values.map { value in
                let id = try group(value)
                return .test(field == .owner ? .ownerIn(id) : .watcherIn(field.roles, id))
            })
    }

    private func group(_ value: QueryValue) throws -> GroupID {
        if let group = try names.session.group(named: value.text) { return group.id }
        if let id = Int64(value.text), let group = try names.session.group(GroupID(id)) {
            return group.id
        }
        let known = names.actor.isPrivileged ? try names.session.groups().map(\.name) : []
        throw error(value, "a group", among: known)
    }

    // MARK: Links

    func link(_ field: QueryField.LinkField) throws -> TicketCondition {
        if clause.comparison == .isNull { return .not(.test(.link(field, .anything))) }
        return .any(
            try clause.values.map { value in
                let digits = value.text.hasPrefix("#") ? value.text.dropFirst() : value.text[...]
                if let id = Int64(digits) {
                    // Links to a ticket that became part of another lead to that one.
                    let stands = try names.session.ticket(TicketID(id))?.id ?? TicketID(id)
                    return .test(.link(field, .tickets([stands])))
                }
                guard value.text.contains(":") else {
                    throw error(value, "a ticket's number or an address such as https://…")
                }
                return .test(.link(field, .uri(value.text)))
            })
    }
}
