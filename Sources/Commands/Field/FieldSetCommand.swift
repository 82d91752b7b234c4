import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field set`.
struct FieldSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes a custom field.",
        discussion: """
            Properties: name, description, type, values, pattern, message, default, required-on, \
            required-on-create, queues, order. Several statuses, queues and defaults stand between \
            commas; "none" clears, and queues=none means every queue. A type cannot change once a \
            ticket has a value. required-on takes steps too: "open -> resolved", "* -> rejected".

              postern field set "Root cause" required-on=resolved,rejected "name=Cause"
              postern field set "Root cause" "required-on=open -> resolved"
              postern field set Hosts values=any queues=support,billing
            """)

    @Argument(help: ArgumentHelp("The field's name.", valueName: "field"))
    var field: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "property=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    private static let properties = [
        "name", "description", "type", "values", "pattern", "message", "default", "required-on",
        "required-on-create", "queues", "order",
    ]

    func run() throws {
        let assignments = try Assignment.parse(
            changes, fields: Self.properties,
            elsewhere: [
                "option": "options are changed by `postern field option`",
                "options": "options are changed by `postern field option`",
                "disabled": "a field is switched by `postern field disable` and `enable`",
                "queue": "write queues=NAME,NAME",
            ], repeated: ["required-on", "queues"])
        let instance = try Instance.open(options)
        var field = try instance.requireField(field)
        let before = field
        for assignment in assignments { try apply(assignment, to: &field, instance) }
        let names = assignments.map(\.field).joined(separator: ", ")
        try instance.put(
            field, before: before, "Field \"\(field.name)\": \(names) set.", options)
    }

    private func apply(
        _ assignment: Assignment, to field: inout CustomField, _ instance: Instance
    ) throws {
        let value = assignment.value
        let list = FieldWords.list(assignment.valueOrNil)
        switch assignment.field {
        case "name": field.name = value
        case "description": field.description = assignment.valueOrNil ?? ""
        case "type": field.kind = try FieldWords.kind(value)
        case "values": field.valuesMax = try FieldWords.valuesMax(value)
        case "pattern": field.pattern = assignment.valueOrNil
        case "message": field.patternMessage = assignment.valueOrNil
        case "default": field.defaults = field.valuesMax == 1 ? one(assignment) : list
        case "required-on": field.requiredOn = try FieldWords.statuses(list, instance.desk)
        case "required-on-create":
            field.isRequiredOnCreate = try FieldWords.yesOrNo(value, assignment.field)
        case "queues": field.queues = try FieldWords.queues(list, instance)
        default: field.order = try FieldWords.order(value)
        }
    }

    /// A single value may hold commas.
    private func one(_ assignment: Assignment) -> [String] {
        assignment.valueOrNil.map { [$0] } ?? []
    }
}
