import Templates
import Tickets

/// Actions that set fields; values may name what templates may.
extension ActionKind {
    static let setOwner = setting("Owner", as: "Set Owner", takes: "a user's name, or Nobody")
    static let setQueue = setting("Queue", as: "Set Queue", takes: "a queue's name")
    static let setDue = setting(
        "Due", as: "Set Due", takes: "a date such as 2026-11-21 or in 3 days, or none")

    /// Any fields: `{Priority: 50, Due: in 3 days, "CF.{Site}": [Prague, Brno]}`. `internal: true`
    /// beside them lets values quote what only staff may read.
    static let setField = ActionKind(
        "Set Field", takes: .required("fields with values, such as {Priority: 50}")
    ) { argument in
        var fields: [FieldSetting] = []
        var isForInternal = false
        for (key, value) in try required(argument).entries(
            expected: "fields with values, such as {Priority: 50}")
        {
            if key == "internal" {
                isForInternal = try value.flag()
                continue
            }
            let field = try FieldSetting(Self.field(key, value), value)
            if fields.contains(where: { $0.name.lowercased() == field.name.lowercased() }) {
                throw ScripProblem(
                    .actionArgument, path: value.path, "\"\(field.name)\" is set twice")
            }
            fields.append(field)
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
        let mayQuote = isForInternal
        return ActionMeaning { _, templates, snapshot in
            let refusal = try InternalGuard.refusal(
                snapshot, isForInternal: mayQuote,
                quoting: {
                    for field in sorted where try field.quotesEntry(&templates, snapshot) {
                        return true
                    }
                    return false
                })
            if let refusal { return .notApplicable(refusal) }
            return .applied(
                try sorted.map { field -> ScripOutcome.Effect in
                    let values = try field.values(&templates, snapshot)
                    if let name = field.customField {
                        return .change(.setCustomField(name, values))
                    }
                    return .edit(.set(field: field.name, value: values.first ?? ""))
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
            let setting = try FieldSetting(field, try required(argument))
            return ActionMeaning { _, templates, snapshot in
                let refusal = try InternalGuard.refusal(snapshot) {
                    try setting.quotesEntry(&templates, snapshot)
                }
                if let refusal { return .notApplicable(refusal) }
                let value = try setting.values(&templates, snapshot).first ?? ""
                return .applied([.edit(.set(field: field, value: value))], decisions: [])
            }
        }
    }

    /// A field's name as we write it.
    private static func field(_ key: String, _ value: ArgumentValue) throws -> String {
        if let name = FieldSetting.customField(key) { return "CF.{\(name)}" }
        let known = TicketEdit.settableFields
        let wanted = key.lowercased()
        if let found = known.first(where: { $0.lowercased() == wanted }) { return found }
        let near = NearestWord.find(key, among: known)
        let hint =
            near.map { "did you mean \"\($0)\"?" }
            ?? "expected one of \(known.joined(separator: ", ")), CF.{Name}"
        throw ScripProblem(
            .actionArgument, path: value.path, "unknown field \"\(key)\"; \(hint)")
    }
}
