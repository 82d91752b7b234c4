import ArgumentParser
import Desk
import Store
import Tickets

/// `postern scrip list`.
struct ScripListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the scrips in the order in which they run.")

    @Flag(name: [.short, .long], help: "Disabled ones as well.")
    var all = false

    @Option(
        name: [.short, .long], help: ArgumentHelp("Only what runs there.", valueName: "queue"))
    var queue: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(.scrip, instance)
        let files = Dictionary(shelf.rules.map { ($0.name, $0.written.file) }) { first, _ in first }
        let lines = try instance.store.read { session -> [ScripLine] in
            let only = try queue.map { try People.requireQueue($0, session).id }
            var names: [QueueID: String] = [:]
            for queue in try session.queues() { names[queue.id] = queue.name }
            return try session.scrips().filter { row in
                let isThere = only.map { row.queues.isEmpty || row.queues.contains($0) } ?? true
                return isThere && (all || row.isEnabled)
            }.sorted { ($0.position, $0.name) < ($1.position, $1.name) }.map { row in
                ScripLine(row, file: files[row.name] ?? "", queueNames: names)
            }
        }
        let output = instance.output(options)
        try output.print("scrip_list", lines) {
            var table = Table("order", "name", "condition", "action", "template", "queues")
            for line in lines {
                table.add(
                    "\(line.order)", (line.isEnabled ? "" : "(disabled) ") + line.name,
                    line.condition, line.action, line.template ?? "–",
                    line.queues.isEmpty ? "all" : line.queues.joined(separator: ", "))
            }
            return table.text(output.terminal, empty: "No scrip: `postern scrip create --help`.")
        }
    }
}

/// A scrip as JSON shows it in lists.
struct ScripLine: Encodable {
    let name: String
    let file: String
    let description: String
    let order: Int64
    let condition: String
    let action: String
    let template: String?
    let stage: String
    /// Empty means all.
    let queues: [String]
    let isEnabled: Bool

    init(_ row: ScripRow, file: String, queueNames: [QueueID: String]) {
        name = row.name
        self.file = file
        description = row.description
        order = row.position
        condition = row.condition
        action = row.action
        template = row.template
        stage = row.stage
        queues = row.queues.compactMap { queueNames[$0] }
        isEnabled = row.isEnabled
    }
}
