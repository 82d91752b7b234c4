import ArgumentParser
import Desk
import Store
import Tickets

/// `postern role list`.
struct RoleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists custom roles and the queues that have them.")

    @Flag(name: [.short, .long], help: "Disabled roles as well.")
    var all = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let roles = try instance.desk.customRoles(as: instance.actor.id).filter {
            all || !$0.isDisabled
        }
        let names = try instance.roleQueues()
        let reports = roles.map { CustomRoleReport($0, queues: names) }
        let output = instance.output(options)
        try output.print("role_list", reports) {
            var table = Table("role", "members", "queues", "description")
            for report in reports {
                table.add(
                    report.name, report.isSingle ? "one" : "several", report.place,
                    (report.isDisabled ? "(disabled) " : "") + report.description)
            }
            return table.text(
                output.terminal,
                empty: "No custom role that you may see: `postern role create --help`.")
        }
    }
}

extension Instance {
    /// The names of the queues that whoever asks may know of; of all, for who administers roles.
    func roleQueues() throws -> [QueueID: String] {
        try store.read { session in
            let sight = try desk.sight(session, of: actor.id)
            let queues = sight.holds(.adminCustomRoles) ? try session.queues() : sight.queues
            return Dictionary(uniqueKeysWithValues: queues.map { ($0.id, $0.name) })
        }
    }
}

/// A custom role, as JSON shows one.
struct CustomRoleReport: Encodable {
    let id: Int64
    let name: String
    let description: String
    /// At most one member on a ticket, and one on a queue.
    let isSingle: Bool
    /// Names of the queues that have it; absent for every queue.
    let queues: [String]?
    let isDisabled: Bool

    init(_ role: CustomRole, queues names: [QueueID: String]) {
        id = role.id.value
        name = role.name
        description = role.description
        isSingle = role.isSingle
        queues = role.queues.map { $0.compactMap { names[$0] }.sorted() }
        isDisabled = role.isDisabled
    }

    /// Where it can be held, in words.
    var place: String {
        guard let queues else { return "all" }
        return queues.isEmpty ? "none" : queues.joined(separator: ", ")
    }
}
