import Desk
import Store
import Tickets

/// A custom field, as JSON shows it.
struct FieldReport: Encodable {
    let name: String
    let description: String
    /// RT's name: `Select`, `Freeform`, `Date`.
    let type: String
    /// Values that one ticket may have; 0 for any number.
    let valuesMax: Int
    let pattern: String?
    let patternMessage: String?
    /// Choices of a Select; empty for others.
    let options: [OptionReport]
    let defaults: [String]
    /// Statuses that a ticket gets only when it has a value.
    let requiredOn: [String]
    let isRequiredOnCreate: Bool
    /// Names; empty for every queue.
    let queues: [String]
    let order: Int64
    let isDisabled: Bool
    /// What a template calls it: `{{ticket.field.root_cause}}`.
    let templateKey: String
    /// Tickets that have a value.
    let tickets: Int64

    /// A choice.
    struct OptionReport: Encodable {
        let name: String
        let description: String
        let isDisabled: Bool
    }

    init(_ field: CustomField, _ names: FieldNames) {
        name = field.name
        description = field.description
        type = field.kind.rawValue
        valuesMax = field.valuesMax
        pattern = field.pattern
        patternMessage = field.patternMessage
        options = field.options.map {
            OptionReport(
                name: $0.name, description: $0.description, isDisabled: $0.isDisabled)
        }
        defaults = field.defaults
        requiredOn = field.requiredOn
        isRequiredOnCreate = field.isRequiredOnCreate
        queues = field.queues.compactMap { names.queues[$0] }
        order = field.order
        isDisabled = field.isDisabled
        templateKey = field.templateKey
        tickets = names.use[field.id] ?? 0
    }

    /// `one`, `up to 3`, `any number`.
    var valuesText: String {
        switch valuesMax {
        case 0: "any number"
        case 1: "one"
        default: "up to \(valuesMax)"
        }
    }

    /// The page for people, each line ended.
    func text(_ terminal: Terminal) -> String {
        var list = FieldList()
        list.add("Field", name + (isDisabled ? "  (disabled: neither shown nor set)" : ""))
        list.add("Description", description)
        list.add("Type", type)
        list.add("Values", valuesText)
        list.add("Pattern", pattern)
        list.add("Message", patternMessage)
        list.add(
            "Options",
            options.map { option in
                option.name + (option.description.isEmpty ? "" : ": " + option.description)
                    + (option.isDisabled ? "  (disabled)" : "")
            })
        list.add("Default", defaults.joined(separator: ", "))
        let required = (isRequiredOnCreate ? ["a new ticket of staff"] : []) + requiredOn
        list.add("Required on", required.joined(separator: ", "))
        list.add("Queues", queues.isEmpty ? "every queue" : queues.joined(separator: ", "))
        list.add("Order", "\(order)")
        list.add("In queries", "CF.{\(name)}")
        list.add("In templates", "{{ticket.field.\(templateKey)}}")
        list.add("Tickets", tickets == 0 ? "none has a value" : "\(tickets) with a value")
        return list.text(terminal)
    }
}

/// What a field's page needs besides the field, as far as whoever asks may know it.
struct FieldNames {
    let queues: [QueueID: String]
    let use: [CustomFieldID: Int64]
}

extension Instance {
    /// What pages of fields need. Who administers fields is told of all queues and of all values.
    func fieldNames(_ fields: [CustomField]) throws -> FieldNames {
        try store.read { session in
            let sight = try desk.sight(session, of: actor.id)
            let isAdmin = sight.holds(.adminCustomField)
            let queues = isAdmin ? try session.queues() : sight.queues
            let use =
                isAdmin
                ? try session.fieldUse()
                : Dictionary(
                    uniqueKeysWithValues: try fields.map { ($0.id, try sight.use(of: $0)) })
            return FieldNames(
                queues: Dictionary(uniqueKeysWithValues: queues.map { ($0.id, $0.name) }),
                use: use)
        }
    }
}
