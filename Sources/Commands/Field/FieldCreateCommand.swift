import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field create`.
struct FieldCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a custom field.",
        discussion: """
            Types: Select (one of the options), Freeform (a line), Text (several lines), Date, \
            DateTime, Number, IPAddress, IPAddressRange, URL, User.

              postern field create "Root cause" --type select --option network --option power \\
                  --required-on resolved --queue support
              postern field create "Customer number" --pattern '^\\d{4,6}$' \\
                  --message "four to six digits, as on the invoice"
              postern field create Hosts --values any
            """)

    @Argument(help: ArgumentHelp("Its name, unique.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What its values are.", valueName: "type"))
    var type: String = "Freeform"

    @Option(help: ArgumentHelp("For whoever fills it in.", valueName: "text"))
    var description: String = ""

    @Option(help: ArgumentHelp("Values of one ticket: a number, or any.", valueName: "number"))
    var values: String = "1"

    @Option(
        help: ArgumentHelp("A choice of a Select; several times for several.", valueName: "name"))
    var option: [String] = []

    @Option(
        help: ArgumentHelp("A regular expression that values must match.", valueName: "pattern"))
    var pattern: String?

    @Option(
        help: ArgumentHelp("What to tell whoever gives another value.", valueName: "text"))
    var message: String?

    @Option(
        name: .customLong("default"),
        help: ArgumentHelp(
            "What a new ticket gets, also one by mail; several times for several.",
            valueName: "value"))
    var defaults: [String] = []

    @Option(
        help: ArgumentHelp(
            "A status that needs a value first, or a step such as \"open -> resolved\"; several "
                + "between commas, or several times.", valueName: "status"))
    var requiredOn: [String] = []

    @Flag(help: "Staff must give a value for a new ticket. Mail never needs one.")
    var requiredOnCreate = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Only tickets of this queue have it; several times for several. Without it: all.",
            valueName: "queue"))
    var queue: [String] = []

    @Option(help: ArgumentHelp("Lower ones are shown first.", valueName: "number"))
    var order: String = "0"

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let kind = try FieldWords.kind(type)
        let instance = try Instance.open(options)
        let wanted = CustomField(
            name: name, description: description, kind: kind,
            valuesMax: try FieldWords.valuesMax(values), pattern: pattern,
            patternMessage: message, options: option.map { CustomField.Option(name: $0) },
            defaults: defaults,
            requiredOn: try FieldWords.statuses(requiredOn, instance.desk),
            isRequiredOnCreate: requiredOnCreate,
            queues: try FieldWords.queues(queue, instance), order: try FieldWords.order(order))
        let field = try instance.desk.put(wanted, as: instance.actor.id)
        let report = FieldReport(field, try instance.fieldNames([field]))
        let output = instance.output(options)
        try output.print("field", report) {
            var lines = ["Field \"\(field.name)\" made."]
            if field.kind == .select, field.options.isEmpty {
                lines.append("It has no option yet: `postern field option add` adds some.")
            }
            return lines.map { Terminal.line($0) + "\n" }.joined()
        }
    }
}
