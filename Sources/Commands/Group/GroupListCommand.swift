import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group list`.
struct GroupListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists groups with the number of their members.")

    @Flag(name: [.short, .long], help: "Disabled groups as well.")
    var all = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let groups = try instance.store.read {
            try instance.desk.sight($0, of: instance.actor.id).groups
        }
        let lines = try instance.store.read { session in
            try groups.filter { all || !$0.isDisabled }.map { group in
                LineReport(
                    group: GroupReport(group), members: try session.members(of: group.id).count,
                    users: try session.users(in: group.id).count)
            }
        }
        let output = instance.output(options)
        try output.print("group_list", lines) {
            var table = Table("group", "members", "users in all", "description")
            for line in lines {
                let state = line.group.isDisabled ? "(disabled) " : ""
                table.add(
                    line.group.name, "\(line.members)", "\(line.users)",
                    state + line.group.description)
            }
            let empty =
                groups.isEmpty
                ? "No group that you may see: `postern group create --help`."
                : "All groups are disabled: `postern group list --all` shows them."
            return table.text(output.terminal, empty: empty)
        }
    }

    private struct LineReport: Encodable {
        let group: GroupReport
        /// Direct members, users and groups.
        let members: Int
        /// Users, also through other groups.
        let users: Int
    }
}
