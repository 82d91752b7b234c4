import ArgumentParser
import Desk
import Store
import Tickets

/// `postern lifecycle list`.
struct LifecycleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the lifecycles with their statuses and the queues that have them.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let lines = try instance.store.read { session in
            let sight = try instance.desk.sight(session, of: instance.actor.id)
            return try session.lifecycles().values.sorted { $0.name < $1.name }.map { lifecycle in
                LifecycleLine(
                    name: lifecycle.name, initial: lifecycle.initial, active: lifecycle.active,
                    inactive: lifecycle.inactive,
                    queues: sight.queues.filter { $0.lifecycle == lifecycle.name }.map(\.name),
                    mapsFrom: lifecycle.maps.keys.sorted())
            }
        }
        let output = instance.output(options)
        try output.print("lifecycle_list", lines) {
            var table = Table("name", "initial", "active", "inactive", "queues")
            for line in lines {
                table.add(
                    line.name, line.initial.joined(separator: ", "),
                    line.active.joined(separator: ", "), line.inactive.joined(separator: ", "),
                    line.queues.isEmpty ? "–" : line.queues.joined(separator: ", "))
            }
            return table.text(output.terminal, empty: "No lifecycle.")
        }
    }
}

/// A lifecycle as JSON shows it in lists.
struct LifecycleLine: Encodable {
    let name: String
    let initial: [String]
    let active: [String]
    let inactive: [String]
    /// Names of the queues that have it.
    let queues: [String]
    /// Names of the lifecycles from which it says what becomes of a ticket's status.
    let mapsFrom: [String]
}
