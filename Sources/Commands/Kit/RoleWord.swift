import Store
import Tickets

/// Roles as the command line names them.
enum RoleWord {
    /// A role that somebody can be seated in by hand: one of `roles` or a custom one, with or without
    /// `role:` before it; not the owner's, who takes a ticket.
    static func watcher(
        _ word: String, among roles: [Role] = [.requestor, .cc, .adminCc], _ session: StoreSession
    ) throws -> Role {
        if let role = Role(named: word), roles.contains(role) { return role }
        if Role(named: word) == .owner {
            throw CommandFailure(
                "the owner is changed by `postern ticket take`, `steal` and `give`", .usage)
        }
        if let role = try custom(word, session) { return role.role }
        let names =
            roles.map { $0.name.lowercased() }
            + (try session.customRoles().filter { !$0.isDisabled }.map(\.name))
        throw CommandFailure(
            "there is no role \"\(word)\" here\(Suggestion.text(for: bare(word), among: names)); "
                + "there are: \(names.joined(separator: ", "))", .usage)
    }

    /// A custom role by its name, with or without `role:` before it; `nil` when there is none.
    static func custom(_ word: String, _ session: StoreSession) throws -> CustomRole? {
        try session.customRole(named: bare(word))
    }

    /// Without `role:`.
    private static func bare(_ word: String) -> String {
        let isPrefixed = word.lowercased().hasPrefix(Role.customPrefix)
        return isPrefixed ? String(word.dropFirst(Role.customPrefix.count)) : word
    }

    /// A custom role by its name.
    static func requireCustom(_ word: String, _ session: StoreSession) throws -> CustomRole {
        if let role = try custom(word, session) { return role }
        let names = try session.customRoles().map(\.name)
        throw CommandFailure(
            "there is no role \"\(bare(word))\"\(Suggestion.text(for: bare(word), among: names)); "
                + "see `postern role list`")
    }
}
