import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user show`.
struct UserShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a user with their addresses, groups and own rights.")

    @Argument(help: ArgumentHelp("Name or address.", valueName: "user"))
    var user: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let page = try instance.store.read { session in
            try UserPage(
                try People.requireUser(user, session, for: instance), session,
                instance.desk.sight(session, of: instance.actor.id))
        }
        let output = instance.output(options)
        try output.print("user", page) { page.text(output.terminal) }
    }
}

/// A user with what belongs to them.
struct UserPage: Encodable {
    let user: UserReport
    /// The groups that they are in, also through others.
    let groups: [GroupReport]
    /// Rights granted to the user by name; those through groups and roles are left out. Absent
    /// for whoever lacks ShowACL.
    let grants: [GrantReport]?

    init(_ user: User, _ session: StoreSession, _ sight: Sight) throws {
        self.user = UserReport(user)
        groups = try session.groups(of: user.id).sorted().compactMap { id in
            guard sight.knows(id) else { return nil }
            return try session.group(id).map(GroupReport.init)
        }
        grants = try GrantReport.of(.user(user.id), session, sight)
    }

    /// The page for people, each line ended.
    func text(_ terminal: Terminal) -> String {
        var list = FieldList()
        list.add("User", user.name)
        list.add("Real name", user.realName)
        let kind = user.isPrivileged ? "staff (privileged)" : "requester (unprivileged)"
        list.add("Kind", kind + (user.isDisabled ? ", disabled: never mailed, holds no right" : ""))
        list.add(
            "Addresses", user.addresses.isEmpty ? ["none: cannot be mailed"] : user.addresses)
        list.add("Language", user.language ?? "the queue's")
        list.add("Time zone", user.timeZone ?? "the queue's")
        list.add("Groups", groups.map(\.name).joined(separator: ", "))
        if let grants { list.add("Own rights", grants.map { "\($0.right) \($0.place)" }) }
        return list.text(terminal)
            + terminal.styled(
                "\n`postern right explain \(ShellWord.quoted(Terminal.line(user.name))) RIGHT` "
                    + "tells what else they may do.\n", .faint)
    }
}
