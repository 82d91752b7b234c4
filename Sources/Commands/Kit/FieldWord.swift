import Desk
import Store
import Tickets

/// Custom fields as people write them on the command line: `cf.Name`, `cf.{Name}`.
enum FieldWord {
    /// The name; `nil` for a word that does not begin with `cf.`.
    static func name(_ word: String) -> String? {
        guard word.lowercased().hasPrefix("cf."), word.count > 3 else { return nil }
        let rest = word.dropFirst(3)
        return rest.hasPrefix("{") && rest.hasSuffix("}")
            ? String(rest.dropFirst().dropLast()) : String(rest)
    }

    /// The field of that name, regardless of case.
    static func require(_ name: String, among fields: [CustomField]) throws -> CustomField {
        guard let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw CommandFailure(
                "there is no custom field \"\(name)\""
                    + "\(Suggestion.text(for: name, among: fields.map(\.name)));"
                    + " see `postern field list`", .usage)
        }
        return field
    }

    /// A value in the form that does not depend on the site's zone or on who asks.
    ///
    /// Days and times are read by the site's clock; `me` in a field of users is the actor.
    static func text(_ value: String, of field: CustomField, _ instance: Instance) throws -> String
    {
        switch field.kind {
        case .date, .dateTime: try field.value(from: value, at: instance.queryTime).text
        case .user where value.lowercased() == "me": instance.actor.name
        default: value
        }
    }

    /// A value for people: times by the site's clock.
    static func shown(_ text: String, of field: CustomField, _ time: TimeText) -> String {
        guard field.kind == .dateTime, let moment = UTCSecond.moment(text) else { return text }
        return time.exact(moment)
    }
}

/// `High`, `80`: a priority by its name or number.
enum PriorityWord {
    /// - Parameter queue: whose names count.
    static func read(
        _ word: String, in queue: QueueID, _ rules: PriorityRules
    ) throws -> Int64 {
        if let number = number(word) { return number }
        guard let value = rules[queue].value(of: word) else {
            throw mistake(word, rules[queue].names.map(\.name))
        }
        return value
    }

    /// A number; `nil` for a name that means something in some queue, perhaps not in each the same.
    static func number(_ word: String, _ rules: PriorityRules) throws -> Int64? {
        if let number = number(word) { return number }
        guard rules.allNames.contains(where: { $0.lowercased() == word.lowercased() }) else {
            throw mistake(word, rules.allNames)
        }
        return nil
    }

    private static func number(_ word: String) -> Int64? {
        Int64(word).flatMap { NumberLimits.priority.contains($0) ? $0 : nil }
    }

    private static func mistake(_ word: String, _ names: [String]) -> CommandFailure {
        CommandFailure(
            "priority is a whole number \(NumberLimits.words(NumberLimits.priority)) or one of "
                + "\(names.joined(separator: ", ")), not \"\(word)\""
                + Suggestion.text(for: word, among: names), .usage)
    }
}
