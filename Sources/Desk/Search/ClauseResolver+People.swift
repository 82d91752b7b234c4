import Store
import Tickets

extension ClauseResolver {
    // MARK: Users

    func user(_ field: QueryField.UserField) throws -> TicketCondition {
        if clause.comparison == .isNull {
            return field == .owner ? .test(.isUnowned) : .never
        }
        let found = try clause.values.map { try user($0) }
        let users = Set(found.compactMap { if case .user(let user) = $0 { user.id } else { nil } })
        switch field {
        case .owner:
            let owned = TicketCondition.test(.owner(users))
            guard found.contains(.nobody) else { return owned }
            return users.isEmpty ? .test(.isUnowned) : .any([.test(.isUnowned), owned])
        case .creator: return .test(.creator(users))
        case .lastUpdatedBy: return .test(.lastUpdatedBy(users))
        case .updatedBy: return .test(.updatedBy(users))
        }
    }

    /// Who is meant by a value.
    enum NamedUser: Hashable {
        case nobody
        case user(User)
        /// There is none; told to staff only, since who ever wrote to us is nobody else's business.
        case unknown
    }

    func user(_ value: QueryValue) throws -> NamedUser {
        if let instead = value.insteadOfMagic { throw error(value, instead) }
        if value.isCurrentUser { return .user(try asker(value)) }
        if value.text.lowercased() == "nobody" { return .nobody }
        if let address = EmailAddress(value.text), let user = try names.session.user(at: address) {
            return .user(user)
        }
        if let user = try names.session.user(named: value.text) { return .user(user) }
        if let id = Int64(value.text), let user = try names.session.user(UserID(id)) {
            return .user(user)
        }
        guard names.isStaff else { return .unknown }
        let staff = try names.session.users().filter { $0.isPrivileged && !$0.isDisabled }
        let expected =
            names.isAsked
            ? "a user's name or address, Nobody or __CurrentUser__"
            : "a user's name or address, or Nobody"
        let words = names.isAsked ? ["Nobody", "__CurrentUser__"] : ["Nobody"]
        throw error(value, expected, among: staff.map(\.name) + words)
    }

    private func asker(_ value: QueryValue) throws -> User {
        guard names.isAsked else { throw error(value, "a user's name: nobody asks here") }
        return names.actor
    }

    // MARK: Watchers

    /// Addresses and names that nobody has are no mistake: people come and go.
    func watcher(
        _ named: QueryField.WatcherSeat, _ part: QueryField.WatcherPart
    ) throws -> TicketCondition {
        let seat = try known(named)
        if clause.comparison == .isNull { return .not(.test(.watcher(seat, .anybody))) }
        return .test(.watcher(seat, try person(part), isShallow: clause.isShallow))
    }

    /// What is asked of somebody; addresses and names that nobody has are no mistake.
    private func person(_ part: QueryField.WatcherPart) throws -> TicketTest.Person {
        switch clause.comparison {
        case .equal, .isIn:
            if part == .realName { break }
            return .users(Set(try clause.values.flatMap { try people($0, part) }))
        case .like, .startsWith, .endsWith: break
        case .isNull, .less, .greater, .lessOrEqual, .greaterOrEqual:
            throw error(nil, "= or != behind \(clause.field.name)")
        }
        return .matching(
            part, try match { part == .realName ? SearchWords.key($0) : $0.lowercased() })
    }

    /// `Owner.Name`; Nobody has neither name nor address.
    func user(
        _ field: QueryField.UserField, _ part: QueryField.WatcherPart
    ) throws -> TicketCondition {
        guard clause.comparison == .isNull else { return .test(.person(field, try person(part))) }
        return field == .owner ? .test(.isUnowned) : .never
    }

    /// A custom role is stored as the site spells it, whatever the query does.
    private func known(_ seat: QueryField.WatcherSeat) throws -> QueryField.WatcherSeat {
        if seat.isAnyone { return seat.with(heldRoles) }
        guard case .custom(let name)? = seat.roles.first else { return seat }
        let key = name.lowercased()
        let known = names.knownRoles.map(\.name)
        if let role = known.first(where: { $0.lowercased() == key }) { return .custom(role) }
        throw QueryError(
            column: max(1, clause.column), found: seat.name, expected: "a custom role",
            suggestion: NearestWord.find(name, among: known).map { "CustomRole.{\($0)}" },
            query: query.text)
    }

    /// The custom roles that count where any watcher is meant.
    private var heldRoles: [Role] { names.knownRoles.filter { !$0.isDisabled }.map(\.role) }

    private func people(_ value: QueryValue, _ part: QueryField.WatcherPart) throws -> [UserID] {
        if let instead = value.insteadOfMagic { throw error(value, instead) }
        if value.isCurrentUser { return [try asker(value).id] }
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
                guard field != .owner else {
                    return .test(.ownerIn(id, isShallow: clause.isShallow))
                }
                let roles = field.roles + (field == .watcher ? heldRoles : [])
                return .test(.watcherIn(roles, id, isShallow: clause.isShallow))
            })
    }

    private func group(_ value: QueryValue) throws -> GroupID {
        var found = try names.session.group(named: value.text)
        if found == nil, let id = Int64(value.text) { found = try names.session.group(GroupID(id)) }
        if let found, names.knows(found.id) { return found.id }
        let known = try names.session.groups().filter { names.knows($0.id) }.map(\.name)
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
