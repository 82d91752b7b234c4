import Desk
import Store
import Tickets

/// Roles as the command line names them.
enum RoleWord {
    /// A role that somebody can be seated in by hand: one of `roles` or a custom one, with or without
    /// `role:` before it; not the owner's, who takes a ticket.
    static func watcher(
        _ word: String, among roles: [Role] = [.requestor, .cc, .adminCc], _ session: StoreSession,
        for instance: Instance
    ) throws -> Role {
        let known = try instance.desk.sight(session, of: instance.actor.id).roles
        return try watcher(word, among: roles, known: known)
    }

    /// - Parameter known: the custom roles that the actor may know of.
    static func watcher(
        _ word: String, among roles: [Role] = [.requestor, .cc, .adminCc], known: [CustomRole]
    ) throws -> Role {
        if let role = Role(named: word), roles.contains(role) { return role }
        if Role(named: word) == .owner {
            throw CommandFailure(
                "the owner is changed by `postern ticket take`, `steal` and `give`", .usage)
        }
        if let role = find(word, among: known) { return role.role }
        let names =
            roles.map { $0.name.lowercased() }
            + known.filter { !$0.isDisabled }.map(\.name)
        throw CommandFailure(
            "there is no role \"\(word)\" here\(Suggestion.text(for: bare(word), among: names)); "
                + "there are: \(names.joined(separator: ", "))", .usage)
    }

    /// A custom role by its name, with or without `role:` before it; `nil` when there is none.
    private static func find(_ word: String, among known: [CustomRole]) -> CustomRole? {
        let key = bare(word).lowercased()
        return known.first { $0.name.lowercased() == key }
    }

    /// Without `role:`.
    private static func bare(_ word: String) -> String {
        let isPrefixed = word.lowercased().hasPrefix(Role.customPrefix)
        return isPrefixed ? String(word.dropFirst(Role.customPrefix.count)) : word
    }

    /// A custom role by its name, as far as the actor may know of it.
    static func requireCustom(
        _ word: String, _ session: StoreSession, for instance: Instance
    ) throws -> CustomRole {
        let known = try instance.desk.sight(session, of: instance.actor.id).roles
        if let role = find(word, among: known) { return role }
        let names = known.map(\.name)
        throw CommandFailure(
            "there is no role \"\(bare(word))\"\(Suggestion.text(for: bare(word), among: names)); "
                + "see `postern role list`")
    }
}
