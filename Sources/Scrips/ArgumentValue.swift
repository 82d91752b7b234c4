import Tickets

/// Reads an argument value by value; each reader says what is wrong with it, and where.
///
/// Handed to the kinds of conditions and actions, which know what they take.
package struct ArgumentValue {
    /// What stands there.
    package let value: ScripArgument
    let key: ScripProblem.Key
    /// As in ``ScripProblem/path``.
    let path: String

    init(_ value: ScripArgument, key: ScripProblem.Key, path: String = "") {
        self.value = value
        self.key = key
        self.path = path
    }

    /// A mistake at this place in the usual words.
    ///
    /// - Parameters:
    ///   - expected: completes "expected …".
    ///   - candidates: words of which the nearest is offered.
    func problem(expected: String, nearestOf candidates: [String] = []) -> ScripProblem {
        var hint = ""
        if case .text(let text) = value, let near = NearestWord.find(text, among: candidates) {
            hint = "; did you mean \"\(near)\"?"
        }
        return ScripProblem(
            key, path: path, "expected \(expected), found \(value.summary)\(hint)")
    }

    // MARK: Single values

    /// Any text that is not empty.
    func text(expected: String = "text") throws -> String {
        guard case .text(let text) = value, !text.isEmpty else { throw problem(expected: expected) }
        return text
    }

    /// Text, also an empty one.
    func textOrEmpty(expected: String = "text") throws -> String {
        guard case .text(let text) = value else { throw problem(expected: expected) }
        return text
    }

    /// A whole number in decimal digits.
    func number(in range: ClosedRange<Int64>) throws -> Int64 {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .text(let text) = value, let number = Int64(text), range.contains(number) else {
            throw problem(expected: expected)
        }
        return number
    }

    /// `true`, `yes`, `on` or `false`, `no`, `off`.
    func flag() throws -> Bool {
        switch try text(expected: "true or false").lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw problem(expected: "true or false")
        }
    }

    /// One of a few words, regardless of case, as `words` writes it.
    func choice(of words: [String]) throws -> String {
        let expected = "one of \(words.joined(separator: ", "))"
        let wanted = try text(expected: expected).lowercased()
        guard let found = words.first(where: { $0.lowercased() == wanted }) else {
            throw problem(expected: expected, nearestOf: words)
        }
        return found
    }

    /// A length of time as RT writes it, `1w2d3h4m5s`, in seconds; the parts in any number, each
    /// unit once, with or without spaces.
    func seconds() throws -> Int64 {
        let expected = "a length of time such as 30m, 4h or 1d2h"
        let text = try text(expected: expected)
        guard let seconds = TimeSpan.seconds(text) else { throw problem(expected: expected) }
        return seconds
    }

    // MARK: Several values

    /// The elements of a list; a single value counts as a list of one.
    func elements() -> [ArgumentValue] {
        guard case .list(let list) = value else { return [self] }
        return list.enumerated().map {
            ArgumentValue($0.element, key: key, path: "\(path)[\($0.offset)]")
        }
    }

    /// Texts of a list, or of one text with commas between them; never empty.
    func words(expected: String) throws -> [String] {
        var words: [String] = []
        for element in elements() {
            let parts = try element.text(expected: expected).split(separator: ",")
            words += parts.map { OneWord.trimmed(String($0)) }.filter { !$0.isEmpty }
        }
        guard !words.isEmpty else { throw problem(expected: expected) }
        return words
    }

    /// A mapping of known keys, and of `others` that are the site's own.
    ///
    /// - Returns: the values of those that are there.
    func fields(
        _ allowed: [String], required: [String] = [], others: (String) -> Bool = { _ in false }
    ) throws -> [String: ArgumentValue] {
        let values = try entries(expected: "keys with values (\(allowed.joined(separator: ", ")))")
        var fields: [String: ArgumentValue] = [:]
        for (name, field) in values {
            guard allowed.contains(name) || others(name) else {
                let near = NearestWord.find(name, among: allowed)
                let hint =
                    near.map { "did you mean \"\($0)\"?" }
                    ?? "expected one of \(allowed.joined(separator: ", "))"
                throw ScripProblem(key, path: field.path, "unknown key \"\(name)\"; \(hint)")
            }
            fields[name] = field
        }
        for name in required where fields[name] == nil {
            throw ScripProblem(key, path: path, "\"\(name)\" is missing")
        }
        return fields
    }

    /// A mapping whose keys are the site's own; sorted by key, never empty.
    func entries(expected: String) throws -> [(key: String, value: ArgumentValue)] {
        guard case .object(let object) = value, !object.isEmpty else {
            throw problem(expected: expected)
        }
        return object.sorted { $0.key < $1.key }.map {
            ($0.key, ArgumentValue($0.value, key: key, path: "\(path).\($0.key)"))
        }
    }
}

/// Spaces at the ends of a word mean nothing.
enum OneWord {
    static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
