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
        let name = try instance.store.read { try RoleWord.requireCustom(role, $0).name }
        let view = try instance.desk.customRole(named: name, as: instance.actor.id)
        let page = try instance.store.read { try RolePage(view, $0) }
        let output = instance.output(options)
        try output.print("role", page) { page.text(output.terminal) }
    }
}

/// A custom role with what belongs to it.
struct RolePage: Encodable {
    let role: CustomRoleReport
    /// Seats on tickets and queues.
    let seats: Int64
    let grants: [GrantReport]

    init(_ view: CustomRoleView, _ session: StoreSession) throws {
        let queues = try session.queues().map { ($0.id, $0.name) }
        role = CustomRoleReport(view.role, queues: Dictionary(uniqueKeysWithValues: queues))
        seats = view.seats
        let names = try GrantNames(session)
        grants = try session.grants().filter { $0.grantee == .role(view.role.role) }.map {
            GrantReport($0, names)
        }
    }

    /// The page for people, each line ended.
    func text(_ terminal: Terminal) -> String {
        var list = FieldList()
        list.add("Role", role.name + (role.isDisabled ? "  (disabled: lends nothing)" : ""))
        list.add("Description", role.description)
        list.add(
            "Members", role.isSingle ? "one on a ticket, one on a queue" : "users and groups")
        list.add("Queues", role.place)
        list.add("Seats", seats == 0 ? "none yet" : "\(seats) on tickets and queues")
        list.add(
            "Rights",
            grants.isEmpty
                ? ["none: `postern right grant ShowTicket --to \(ShellWord.quoted(word))`"]
                : grants.map { "\($0.right) \($0.place)" })
        return list.text(terminal)
    }

    private var word: String { Role.customPrefix + role.name }
}
