import Tickets

/// Roles as the command line names them.
enum RoleWord {
    /// A role that somebody can be seated in by hand: not the owner's, who takes a ticket.
    static func watcher(_ word: String, among roles: [Role] = [.requestor, .cc, .adminCc]) throws
        -> Role
    {
        if let role = Role(named: word), roles.contains(role) { return role }
        if Role(named: word) == .owner {
            throw CommandFailure(
                "the owner is changed by `postern ticket take`, `steal` and `give`", .usage)
        }
        let names = roles.map { $0.rawValue.lowercased() }
        throw CommandFailure(
            "there is no role \"\(word)\" here\(Suggestion.text(for: word, among: names)); "
                + "there are: \(names.joined(separator: ", "))", .usage)
    }
}
