import ArgumentParser
import Desk
import Store
import Tickets

/// Rights and grantees as the command line names them.
enum RightWords {
    /// A right by its name, regardless of case: Postern's or a lifecycle's own.
    /// Lifecycles are staff's business.
    static func right(
        _ word: String, _ session: StoreSession, for instance: Instance
    ) throws -> Right {
        if let right = Right(named: word) { return right }
        let lifecycles = try instance.actor.isPrivileged ? session.lifecycles() : [:]
        return try right(word, own: lifecycles.values.flatMap(\.ownRights))
    }

    /// The same, where the rights of lifecycles are known.
    static func right(_ word: String, own: [Right]) throws -> Right {
        if let right = Right(named: word) { return right }
        let own = Set(own).sorted { $0.rawValue < $1.rawValue }
        guard let right = own.first(where: { $0.rawValue.lowercased() == word.lowercased() })
        else {
            let names = (Right.builtIn + own).map(\.rawValue)
            let near = Suggestion.text(for: word, among: names)
            // There are thirty of them: too many where one of them is meant.
            let all = near.isEmpty ? "; there are: \(names.joined(separator: ", "))" : ""
            throw CommandFailure("there is no right \"\(word)\"\(near)\(all)", .usage)
        }
        return right
    }

    /// `everyone`, `privileged`, `unprivileged`, a role, `role:NAME`, `group:NAME`, else a user.
    static func grantee(
        _ word: String, _ session: StoreSession, for instance: Instance
    ) throws -> Grantee {
        switch word.lowercased() {
        case "everyone": return .everyone
        case "privileged": return .privileged
        case "unprivileged": return .unprivileged
        default: break
        }
        if let role = Role(named: word) {
            guard role.isCustom else { return .role(role) }
            return .role(try RoleWord.requireCustom(word, session, for: instance).role)
        }
        if word.lowercased().hasPrefix("group:") {
            return .group(
                try People.requireGroup(
                    String(word.dropFirst(6)), session, for: instance
                ).id)
        }
        guard instance.actor.isPrivileged else {
            return .user(try People.userID(word, session, for: instance))
        }
        guard let user = try People.user(word, session) else {
            let words = ["everyone", "privileged", "unprivileged"] + Role.allCases.map(\.name)
            let staff = try session.users().filter(\.isPrivileged).map(\.name)
            let near = Suggestion.text(for: word, among: words.map { $0.lowercased() } + staff)
            throw CommandFailure(
                "there is nobody \"\(word)\"\(near); a user, group:NAME, role:NAME, everyone, privileged, "
                    + "unprivileged, requestor, cc, admincc or owner was expected", .usage)
        }
        return .user(user.id)
    }
}

/// The words that `grant` and `revoke` take.
struct GrantOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("ReplyToTicket, ModifyTicket, …", valueName: "right"))
    var rights: [String]

    @Option(
        help: ArgumentHelp(
            "A user, group:NAME, role:NAME, everyone, privileged, unprivileged, requestor, cc, "
                + "admincc or owner.",
            valueName: "who"))
    var to: String

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Only in this queue; without it, everywhere.", valueName: "queue"))
    var queue: String?

    /// Grants or revokes, and says which of the grants changed anything.
    func set(isGranted: Bool, _ options: GlobalOptions) throws {
        let instance = try Instance.open(options)
        let grants = try instance.store.read { session in
            let rights = try self.rights.map { try RightWords.right($0, session, for: instance) }
            let grantee = try RightWords.grantee(to, session, for: instance)
            let queue = try self.queue.map {
                try People.requireQueue($0, session, for: instance).id
            }
            return rights.map { Grant($0, to: grantee, in: queue) }
        }
        // Before the first of them is granted.
        if isGranted, let fault = grants.lazy.compactMap(\.fault).first {
            throw CommandFailure(fault, .usage)
        }
        // Of those who held nothing else a revoked grant would leave no name.
        let before = try instance.store.read { try GrantNames($0) }
        var results: [(Grant, Bool)] = []
        for grant in grants {
            results.append(
                (grant, try instance.desk.set(grant, isGranted: isGranted, as: instance.actor.id)))
        }
        let names = isGranted ? try instance.store.read { try GrantNames($0) } : before
        try instance.output(options).done(
            results.map { grant, isChanged in
                let report = GrantReport(grant, names)
                let verb = isGranted ? "granted to" : "revoked from"
                guard isChanged else {
                    let state = isGranted ? "is granted already" : "was not granted"
                    return "\(report.right) \(state) to \(report.who) \(report.place)."
                }
                return "\(report.right) \(verb) \(report.who) \(report.place)."
            })
    }
}
