import Tickets

/// A `field=value` of the command line.
struct Assignment: Hashable {
    /// One of the command's fields, or the name of a custom field.
    let field: String
    let value: String
    /// What is to be done to a custom field; `nil` for the command's own fields.
    var custom: Operation?

    /// `cf.Name=value`, `cf.Name+=value`, `cf.Name-=value`.
    enum Operation: Hashable {
        case set, add, remove
    }

    /// Takes words apart.
    ///
    /// - Parameters:
    ///   - fields: those that there are, in the order in which a mistake lists them.
    ///   - elsewhere: fields that are changed by another command, with a hint where.
    ///   - repeated: fields that may stand several times, their values then put between commas.
    ///   - takesCustom: whether `cf.Name=value` is one, which may stand several times.
    /// - Throws: ``CommandFailure`` for a word without `=`, an unknown field, one given twice.
    static func parse(
        _ words: [String], fields: [String], elsewhere: [String: String] = [:],
        repeated: Set<String> = [], takesCustom: Bool = false
    ) throws -> [Assignment] {
        guard !words.isEmpty else {
            throw CommandFailure("field=value was expected; \(list(fields))", .usage)
        }
        var found: [Assignment] = []
        for word in words {
            guard let mark = word.firstIndex(of: "=") else {
                throw CommandFailure(
                    "\"\(word)\" is no field=value; \(list(fields))", .usage)
            }
            if takesCustom, let custom = custom(word[..<mark], word[word.index(after: mark)...]) {
                found.append(custom)
                continue
            }
            let field = word[..<mark].lowercased().split(whereSeparator: { $0 == "_" || $0 == " " })
                .joined(separator: "-")
            guard fields.contains(field) else {
                if let hint = elsewhere[field] { throw CommandFailure(hint, .usage) }
                throw CommandFailure(
                    "there is no field \"\(field)\"\(Suggestion.text(for: field, among: fields)); "
                        + list(fields)
                        + (takesCustom ? "; a custom field is written cf.\(word[..<mark])=…" : ""),
                    .usage)
            }
            let value = String(word[word.index(after: mark)...])
            let old = found.firstIndex { $0.field == field && $0.custom == nil }
            guard let old else {
                found.append(Assignment(field: field, value: value))
                continue
            }
            guard repeated.contains(field) else {
                throw CommandFailure("\"\(field)\" is given twice", .usage)
            }
            found[old] = Assignment(field: field, value: found[old].value + "," + value)
        }
        return found
    }

    private static func custom(_ word: Substring, _ value: Substring) -> Assignment? {
        var name = String(word)
        var operation = Operation.set
        if name.hasSuffix("+") || name.hasSuffix("-") {
            operation = name.removeLast() == "+" ? .add : .remove
        }
        return FieldWord.name(name).map {
            Assignment(field: $0, value: String(value), custom: operation)
        }
    }

    /// The value, or `nil` for an empty one and for `none`: how a field is cleared.
    var valueOrNil: String? { value.isEmpty || value.lowercased() == "none" ? nil : value }

    private static func list(_ fields: [String]) -> String {
        "fields: " + fields.joined(separator: ", ")
    }
}

/// "Did you mean", for names that people type.
enum Suggestion {
    /// `; did you mean "open"?`, or nothing when no candidate is near.
    static func text(for word: String, among candidates: [String]) -> String {
        guard let meant = NearestWord.find(word, among: candidates) else { return "" }
        return " (did you mean \"\(meant)\"?)"
    }
}
