import ArgumentParser
import Desk
import Store
import Tickets

/// `postern role show`.
struct RoleShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a custom role with its rights and how much it is used.")

    @Argument(help: ArgumentHelp("The role's name.", valueName: "role"))
    var role: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let name = try instance.store.read {
            try RoleWord.requireCustom(role, $0, for: instance).name
        }
        let view = try instance.desk.customRole(named: name, as: instance.actor.id)
        let queues = try instance.roleQueues()
        let page = try instance.store.read { session in
            try RolePage(
                view, queues, session, instance.desk.sight(session, of: instance.actor.id))
        }
        let output = instance.output(options)
        try output.print("role", page) { page.text(output.terminal) }
    }
}

/// A custom role with what belongs to it.
struct RolePage: Encodable {
    let role: CustomRoleReport
    /// Seats on tickets and queues; absent for whoever may not see all tickets.
    let seats: Int64?
    /// Absent for whoever lacks ShowACL.
    let grants: [GrantReport]?

    init(
        _ view: CustomRoleView, _ queues: [QueueID: String], _ session: StoreSession, _ sight: Sight
    ) throws {
        role = CustomRoleReport(view.role, queues: queues)
        seats = view.seats
        grants = try GrantReport.of(.role(view.role.role), session, sight)
    }

    /// The page for people, each line ended.
    func text(_ terminal: Terminal) -> String {
        var list = FieldList()
        list.add("Role", role.name + (role.isDisabled ? "  (disabled: lends nothing)" : ""))
        list.add("Description", role.description)
        list.add(
            "Members", role.isSingle ? "one on a ticket, one on a queue" : "users and groups")
        list.add("Queues", role.place)
        if let seats {
            list.add("Seats", seats == 0 ? "none yet" : "\(seats) on tickets and queues")
        }
        if let grants {
            list.add(
                "Rights",
                grants.isEmpty
                    ? ["none: `postern right grant ShowTicket --to \(ShellWord.quoted(word))`"]
                    : grants.map { "\($0.right) \($0.place)" })
        }
        return list.text(terminal)
    }

    private var word: String { Role.customPrefix + role.name }
}
