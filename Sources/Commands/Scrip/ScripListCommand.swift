import ArgumentParser
import Desk
import Foundation
import Scrips
import Store
import Tickets

/// `postern scrip list`.
struct ScripListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the scrips in the order in which they run.",
        discussion: """
            --conditions and --actions list what a scrip may name instead, with what each takes.
            """)

    @Flag(name: [.short, .long], help: "Disabled ones as well.")
    var all = false

    @Option(
        name: [.short, .long], help: ArgumentHelp("Only what runs there.", valueName: "queue"))
    var queue: String?

    @Flag(help: "List the conditions that there are.")
    var conditions = false

    @Flag(help: "List the actions that there are.")
    var actions = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if [conditions, actions, all || queue != nil].count(where: { $0 }) > 1 {
            throw ValidationError("--conditions and --actions go alone")
        }
    }

    func run() throws {
        if conditions { return try ScripWordLine.print(.conditions, Output(options.format)) }
        if actions { return try ScripWordLine.print(.actions, Output(options.format)) }
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(.scrip, instance)
        let files = Dictionary(shelf.rules.map { ($0.name, $0.written.file) }) { first, _ in first }
        let known = try instance.store.read { session -> [ScripLine] in
            let only = try queue.map {
                try People.requireQueue($0, session, for: instance, holding: .showScrips).id
            }
            var names: [QueueID: String] = [:]
            for queue in try session.queues() { names[queue.id] = queue.name }
            return try session.scrips().filter { row in
                only.map { row.queues.isEmpty || row.queues.contains($0) } ?? true
            }.sorted { ($0.position, $0.name) < ($1.position, $1.name) }.map { row in
                ScripLine(row, file: files[row.name] ?? "", queueNames: names)
            }
        }
        let lines = known.filter { all || $0.isEnabled }
        let output = instance.output(options)
        try output.print("scrip_list", lines) {
            let hidden = known.count - lines.count
            let count = hidden == 1 ? "A disabled scrip is" : "\(hidden) disabled scrips are"
            return ScripLine.table(lines).text(
                output.terminal,
                empty: hidden > 0
                    ? "No scrip is enabled." : "No scrip: `postern scrip create --help`.")
                + (hidden > 0 ? "\(count) not shown; --all shows all.\n" : "")
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
    let conditionArgument: ArgumentReport?
    let `where`: String?
    let action: String
    let actionArgument: ArgumentReport?
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
        conditionArgument = row.conditionArgument.flatMap(Self.argument)
        `where` = row.search
        action = row.action
        actionArgument = row.actionArgument.flatMap(Self.argument)
        template = row.template
        stage = row.stage
        queues = row.queues.compactMap { queueNames[$0] }
        isEnabled = row.isEnabled
    }

    private static func argument(_ json: String) -> ArgumentReport? {
        let argument = try? JSONDecoder().decode(ScripArgument.self, from: Data(json.utf8))
        return argument.map(ArgumentReport.init)
    }

    /// With columns for stages and queries only where a scrip has one.
    static func table(_ lines: [ScripLine]) -> Table {
        let hasStage = lines.contains { $0.stage != Scrip.Stage.transactionCreate.rawValue }
        let hasSearch = lines.contains { $0.where != nil }
        var table = Table(
            ["order", "name"] + (hasStage ? ["stage"] : []) + ["condition"]
                + (hasSearch ? ["where"] : []) + ["action", "template", "queues"])
        for line in lines {
            var cells = ["\(line.order)", (line.isEnabled ? "" : "(disabled) ") + line.name]
            if hasStage { cells.append(line.stage) }
            cells.append(shown(line.condition, line.conditionArgument))
            if hasSearch { cells.append(line.where.map { $0.cut(toDisplayWidth: 40) } ?? "–") }
            cells += [
                shown(line.action, line.actionArgument), line.template ?? "–",
                line.queues.isEmpty ? "all" : line.queues.joined(separator: ", "),
            ]
            table.add(cells)
        }
        return table
    }

    private static func shown(_ word: String, _ argument: ArgumentReport?) -> String {
        guard let argument else { return word }
        if case .text(let text) = argument.argument {
            return "\(word) \(text.cut(toDisplayWidth: 40))"
        }
        return "\(word) \(argument.argument.flowText.cut(toDisplayWidth: 40))"
    }
}

/// An argument as JSON, with its keys as they are in the file: they are the site's own, not ours.
struct ArgumentReport: Encodable {
    let argument: ScripArgument

    init(_ argument: ScripArgument) { self.argument = argument }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch argument {
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list.map(ArgumentReport.init))
        case .object(let object): try container.encode(object.mapValues(ArgumentReport.init))
        }
    }
}

extension ScripArgument {
    /// As YAML writes it on one line.
    var flowText: String {
        switch self {
        case .text(let text): YAMLScalar.text(text)
        case .list(let list): "[" + list.map(\.flowText).joined(separator: ", ") + "]"
        case .object(let object):
            "{"
                + object.sorted { $0.key < $1.key }.map {
                    "\(YAMLScalar.text($0.key)): \($0.value.flowText)"
                }.joined(separator: ", ") + "}"
        }
    }
}
