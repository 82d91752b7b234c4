import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group show`.
struct GroupShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a group with its members and rights.")

    @Argument(help: ArgumentHelp("The group's name.", valueName: "group"))
    var group: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let page = try instance.store.read { session in
            try GroupPage(
                try People.requireGroup(group, session, for: instance), session,
                instance.desk.sight(session, of: instance.actor.id))
        }
        let output = instance.output(options)
        try output.print("group", page) { page.text(output.terminal) }
    }
}

/// A group with what belongs to it.
struct GroupPage: Encodable {
    let group: GroupReport
    /// Direct members that are users.
    let users: [UserReport]
    /// Direct members that are groups.
    let groups: [GroupReport]
    /// How many users are in it, also through other groups.
    let usersInAll: Int
    /// Absent for whoever lacks ShowACL.
    let grants: [GrantReport]?

    init(_ group: Group, _ session: StoreSession, _ sight: Sight) throws {
        self.group = GroupReport(group)
        let members = try session.members(of: group.id)
        users = try members.compactMap { member in
            guard case .user(let id) = member else { return nil }
            return try session.user(id).map(UserReport.init)
        }
        groups = try members.compactMap { member in
            guard case .group(let id) = member else { return nil }
            guard sight.knows(id) else { return nil }
            return try session.group(id).map(GroupReport.init)
        }
        usersInAll = try session.users(in: group.id).count
        grants = try GrantReport.of(.group(group.id), session, sight)
    }

    /// The page for people, each line ended.
    func text(_ terminal: Terminal) -> String {
        var list = FieldList()
        list.add("Group", group.name + (group.isDisabled ? "  (disabled: lends nothing)" : ""))
        list.add("Description", group.description)
        let people = users.map { user in
            let address = user.addresses.first.map { " <\($0)>" } ?? ""
            return (user.realName ?? user.name) + address + (user.isDisabled ? "  (disabled)" : "")
        }
        let members = people + groups.map { "group \($0.name)" }
        list.add("Members", members.isEmpty ? ["none: `postern group add` adds some"] : members)
        if usersInAll != users.count { list.add("Users in all", "\(usersInAll)") }
        if let grants { list.add("Rights", grants.map { "\($0.right) \($0.place)" }) }
        return list.text(terminal)
    }
}
