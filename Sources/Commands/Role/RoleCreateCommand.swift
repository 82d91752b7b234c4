import ArgumentParser
import Desk
import Store
import Tickets

/// `postern role create`.
struct RoleCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a custom role.",
        discussion: """
            A new role gives its members no right; grant it some.

              postern role create Engineer --queue network --queue support
              postern role create "Account manager" --single
              postern right grant ShowTicket ReplyToTicket --to "role:Account manager"
              postern ticket watcher add 42 engineer anna
            """)

    @Argument(help: ArgumentHelp("Its name, unique.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String = ""

    @Flag(help: "At most one member on a ticket, and one on a queue.")
    var single = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Only for this queue; several times for several. Without it: all queues.",
            valueName: "queue"))
    var queue: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let queues = try instance.store.read { session in
            try queue.map {
                try People.requireQueue($0, session, for: instance, holding: .adminCustomRoles).id
            }
        }
        let role = try instance.desk.addCustomRole(
            CustomRole(
                id: CustomRoleID(0), name: name, description: description, isSingle: single,
                queues: queues.isEmpty ? nil : Set(queues)), as: instance.actor.id)
        let view = try instance.desk.customRole(named: role.name, as: instance.actor.id)
        let names = try instance.roleQueues()
        let page = try instance.store.read { session in
            try RolePage(
                view, names, session, instance.desk.sight(session, of: instance.actor.id))
        }
        let word = ShellWord.quoted(Role.customPrefix + role.name)
        try instance.output(options).print("role", page) {
            Terminal.line(
                "Role \"\(role.name)\" made; `postern right grant ShowTicket --to \(word)` gives it a "
                    + "right.") + "\n"
        }
    }
}
