import ArgumentParser
import Desk
import Store
import Tickets

/// `postern role set`.
struct RoleSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes name, description, queues or the number of members of a role.",
        discussion: """
            Seats and rights follow a new name; saved searches that name the role do not. A scrip that \
            names it must be changed or disabled first. "queues" takes names with commas between them, or "all"; "single" takes yes or no.

              postern role set engineer name=Technician "queues=network, support"
            """)

    @Argument(help: ArgumentHelp("The role's name.", valueName: "role"))
    var role: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let assignments = try Assignment.parse(
            changes, fields: ["name", "description", "single", "queues"],
            elsewhere: ["disabled": "a role is switched by `postern role disable` and `enable`"])
        let instance = try Instance.open(options)
        let role = try instance.store.read { session in
            var role = try RoleWord.requireCustom(self.role, session, for: instance)
            for assignment in assignments { try Self.set(assignment, of: &role, session, instance) }
            return role
        }
        try instance.desk.update(role, as: instance.actor.id)
        let names = assignments.map(\.field).joined(separator: ", ")
        try instance.output(options).done(["Role \"\(role.name)\": \(names) set."])
    }

    private static func set(
        _ assignment: Assignment, of role: inout CustomRole, _ session: StoreSession,
        _ instance: Instance
    ) throws {
        switch assignment.field {
        case "name": role.name = assignment.value
        case "description": role.description = assignment.value
        case "single":
            switch assignment.value.lowercased() {
            case "yes": role.isSingle = true
            case "no": role.isSingle = false
            default:
                throw CommandFailure("single=\(assignment.value): yes or no was expected", .usage)
            }
        default:
            if assignment.value.lowercased() == "all" { return role.queues = nil }
            let names = assignment.value.split(separator: ",").map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            role.queues = Set(
                try names.filter { !$0.isEmpty }.map {
                    try People.requireQueue($0, session, for: instance, holding: .adminCustomRoles)
                        .id
                })
        }
    }
}
