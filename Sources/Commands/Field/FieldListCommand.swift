import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field list`.
struct FieldListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists custom fields in the order in which tickets show them."
    )

    @Flag(name: [.short, .long], help: "Disabled fields as well.")
    var all = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Only those that tickets of this queue have.", valueName: "queue"))
    var queue: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var fields = try instance.desk.allCustomFields(as: instance.actor.id)
        if !all { fields.removeAll(where: \.isDisabled) }
        let names = try instance.fieldNames(fields)
        if let queue {
            let id = try instance.store.read {
                try People.requireQueue(queue, $0, for: instance, holding: .adminCustomField).id
            }
            fields.removeAll { !$0.queues.isEmpty && !$0.queues.contains(id) }
        }
        let reports = fields.map { FieldReport($0, names) }
        let output = instance.output(options)
        try output.print("field_list", reports) {
            var table = Table("field", "type", "values", "queues", "required on", "description")
            for field in reports {
                let required = (field.isRequiredOnCreate ? ["create"] : []) + field.requiredOn
                table.add(
                    field.name, field.type, field.valuesText,
                    field.queues.isEmpty
                        ? "all" : field.queues.joined(separator: ", ").cut(toDisplayWidth: 24),
                    required.isEmpty ? "–" : required.joined(separator: ", "),
                    (field.isDisabled ? "(disabled) " : "") + field.description)
            }
            return table.text(
                output.terminal,
                empty: "No custom field that you may see: `postern field create --help`.")
        }
    }
}
