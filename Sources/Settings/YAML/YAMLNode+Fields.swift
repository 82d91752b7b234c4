import Tickets

/// Readers of lists and mappings. `nil` means: a mistake was noted, and the caller carries on.
extension YAMLNode {
    /// The elements of a list; nothing after the colon is an empty list.
    ///
    /// - Parameter expected: Completes "expected …" in the message.
    package func list(
        expected: String = "a list", _ problems: inout YAMLProblems
    ) -> [YAMLNode]? {
        switch content {
        case .list(let nodes): return nodes
        case .nothing: return []
        case .text, .mapping:
            problems.add(.wrongType, at: self, expected: expected)
            return nil
        }
    }

    /// A list whose elements are all texts. Every element that is not is noted.
    package func texts(
        expected: String = "a list of texts", _ problems: inout YAMLProblems
    ) -> [String]? {
        guard let nodes = list(expected: expected, &problems) else { return nil }
        let texts = nodes.compactMap { $0.text(&problems) }
        return texts.count == nodes.count ? texts : nil
    }

    /// A mapping of known keys; nothing after the colon is an empty one.
    ///
    /// Notes every key that is not allowed, with the nearest one that is, and every required key
    /// that is not there.
    ///
    /// - Parameters:
    ///   - allowed: All keys that may stand here, without the path before them.
    ///   - required: Those of them that must.
    /// - Returns: Key to value, for the allowed keys that are there.
    package func fields(
        _ allowed: [String], required: [String] = [], _ problems: inout YAMLProblems
    ) -> [String: YAMLNode]? {
        guard let entries = entries(&problems) else { return nil }
        var fields: [String: YAMLNode] = [:]
        for entry in entries {
            guard allowed.contains(entry.key) else {
                let near = NearestWord.find(entry.key, among: allowed)
                let hint =
                    near.map { "did you mean \"\($0)\"?" }
                    ?? "expected one of \(allowed.joined(separator: ", "))"
                problems.add(
                    .unknownKey, at: entry.position, key: entry.value.path,
                    "unknown key \"\(entry.value.path)\"; \(hint)")
                continue
            }
            fields[entry.key] = entry.value
        }
        for key in required where fields[key] == nil {
            let whole = path.isEmpty ? key : "\(path).\(key)"
            problems.add(
                .missingKey, at: path.isEmpty ? nil : position, key: whole,
                "\"\(whole)\" is missing")
        }
        return fields
    }

    /// A mapping whose keys are the file's own, such as statuses or rights; empty if nothing.
    package func entries(_ problems: inout YAMLProblems) -> [Entry]? {
        switch content {
        case .mapping(let entries): return entries
        case .nothing: return []
        case .text, .list:
            problems.add(.wrongType, at: self, expected: "keys with values")
            return nil
        }
    }
}
