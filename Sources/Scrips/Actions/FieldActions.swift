import Templates
import Tickets

/// Actions that set fields; values may name what templates may.
extension ActionKind {
    static let setOwner = setting("Owner", as: "Set Owner", takes: "a user's name, or Nobody")
    static let setQueue = setting("Queue", as: "Set Queue", takes: "a queue's name")
    static let setDue = setting(
        "Due", as: "Set Due", takes: "a date such as 2026-11-21 or in 3 days, or none")

    /// Any fields: `{Priority: 50, Due: in 3 days, "CF.{Site}": Prague}`.
    static let setField = ActionKind(
        "Set Field", takes: .required("fields with values, such as {Priority: 50}")
    ) { argument in
        var fields: [(name: String, text: FilledText)] = []
        for (key, value) in try required(argument).entries(
            expected: "fields with values, such as {Priority: 50}")
        {
            let name = try Self.field(key, value)
            if fields.contains(where: { $0.name == name }) {
                throw ScripProblem(.actionArgument, path: value.path, "\"\(name)\" is set twice")
            }
            fields.append((name, try FieldValue.read(name, value)))
        }
        let order = TicketEdit.settableFields
        let sorted = fields.sorted { one, other in
            // Custom fields stand between the rest and the status.
            let last = order.count - 1
            let ranks = [one, other].map { field in
                order.firstIndex(of: field.name).map { $0 == last ? last + 1 : $0 } ?? last
            }
            return (ranks[0], one.name) < (ranks[1], other.name)
        }
        return ActionMeaning { _, templates, snapshot in
            .applied(
                try sorted.map { field in
                    .edit(
                        .set(
                            field: field.name,
                            value: try FieldValue.filled(
                                field.name, field.text, &templates, snapshot)))
                }, decisions: [])
        }
    }

    /// Empties a custom field.
    static let clearCustomFieldValue = ActionKind(
        "Clear Custom Field Value", takes: .required("the name of a custom field")
    ) {
        let name = try required($0).text(expected: "the name of a custom field")
        return ActionMeaning { _, _, _ in
            .applied([.change(.setCustomField(name, []))], decisions: [])
        }
    }

    /// Puts the present moment, or day, into a custom field.
    static let setCustomFieldToNow = ActionKind(
        "Set Custom Field To Now", takes: .required("the name of a custom field")
    ) {
        let name = try required($0).text(expected: "the name of a custom field")
        return ActionMeaning { _, _, snapshot in
            let held = snapshot.fields.first { $0.field.name.lowercased() == name.lowercased() }
            let now = UTCSecond.text(of: snapshot.now)
            // A field of days takes the day of it.
            let value = held?.field.kind == .date ? String(now.prefix(10)) : now
            return .applied([.change(.setCustomField(name, [value]))], decisions: [])
        }
    }

    private static func setting(
        _ field: String, as name: String, takes expected: String
    ) -> ActionKind {
        ActionKind(name, takes: .required(expected)) { argument in
            let text = try FieldValue.read(field, try required(argument))
            return ActionMeaning { _, templates, snapshot in
                let value = try FieldValue.filled(field, text, &templates, snapshot)
                return .applied([.edit(.set(field: field, value: value))], decisions: [])
            }
        }
    }

    /// A field's name as we write it.
    private static func field(_ key: String, _ value: ArgumentValue) throws -> String {
        let wanted = key.lowercased()
        for prefix in ["cf.{", "customfield.{"] where wanted.hasPrefix(prefix) {
            let name = key.dropFirst(prefix.count)
            guard name.last == "}", name.count > 1 else { break }
            return "CF.{\(name.dropLast())}"
        }
        let known = TicketEdit.settableFields
        if let found = known.first(where: { $0.lowercased() == wanted }) { return found }
        let near = NearestWord.find(key, among: known)
        let hint =
            near.map { "did you mean \"\($0)\"?" }
            ?? "expected one of \(known.joined(separator: ", ")), CF.{Name}"
        throw ScripProblem(
            .actionArgument, path: value.path, "unknown field \"\(key)\"; \(hint)")
    }
}

/// Values of fields as admins write them.
enum FieldValue {
    private static let dates: Set<String> = ["Starts", "Started", "Due", "Told", "Resolved"]

    /// Checks what can be checked without the ticket.
    static func read(_ field: String, _ value: ArgumentValue) throws -> FilledText {
        let text = try FilledText(value, isOneLine: true)
        guard text.isConstant else { return text }
        if dates.contains(field), !isNone(text.source), QueryDate(text.source, at: .zero) == nil {
            throw value.problem(expected: "\(QueryDate.expected), or none")
        }
        if field.hasSuffix("Priority") {
            _ = try value.number(in: ScripPriority.range)
        }
        return text
    }

    /// The value for one ticket; a date as the moment that it means now, in milliseconds.
    static func filled(
        _ field: String, _ text: FilledText, _ templates: inout CheckedTemplates,
        _ snapshot: Snapshot
    ) throws -> String {
        let value = try text.filled(&templates, snapshot)
        guard dates.contains(field), !isNone(value) else { return value }
        let time = QueryTime(now: snapshot.now, offsetSeconds: { _ in 0 })
        guard let date = QueryDate(value, at: time) else {
            throw ScripError(detail: "\(field): expected \(QueryDate.expected), found \"\(value)\"")
        }
        return "\(date.start.milliseconds)"
    }

    static func isNone(_ text: String) -> Bool {
        ["", "none", "not set"].contains(text.lowercased())
    }
}

extension QueryTime {
    /// Only to see whether a date can be read.
    static let zero = QueryTime(now: Timestamp(milliseconds: 0), offsetSeconds: { _ in 0 })
}
