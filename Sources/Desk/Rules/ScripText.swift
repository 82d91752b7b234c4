import Store
import Tickets

/// Writes a scrip as a file, for one that is older than sources were kept.
enum ScripText {
    /// The keys in the order of the shipped files; what is as if left out is left out.
    static func of(_ row: ScripRow, queueNames: [QueueID: String]) -> String {
        var lines = ["name: \(row.name)"]
        if !row.description.isEmpty {
            lines.append("description: \(YAMLScalar.text(row.description))")
        }
        lines.append("condition: \(YAMLScalar.text(row.condition))")
        // Arguments are JSON, and that is YAML as well.
        if let argument = row.conditionArgument { lines.append("condition_argument: \(argument)") }
        if let search = row.search { lines.append("where: \(YAMLScalar.text(search))") }
        lines.append("action: \(YAMLScalar.text(row.action))")
        if let argument = row.actionArgument { lines.append("action_argument: \(argument)") }
        if let template = row.template { lines.append("template: \(YAMLScalar.text(template))") }
        lines.append("order: \(row.position)")
        let queues = row.queues.compactMap { queueNames[$0] }.map(YAMLScalar.text)
        if !queues.isEmpty { lines.append("queues: [\(queues.joined(separator: ", "))]") }
        if row.stage != "TransactionCreate" { lines.append("stage: \(YAMLScalar.text(row.stage))") }
        if !row.isEnabled { lines.append("enabled: false") }
        return lines.map { $0 + "\n" }.joined()
    }
}
