import Scrips
import Settings

extension ScripArgument {
    /// The value of a YAML node; `nil` for a node, or a part of it, that says nothing.
    init?(_ node: YAMLNode, _ problems: inout YAMLProblems) {
        switch node.content {
        case .nothing:
            problems.add(.wrongType, at: node, expected: "a value")
            return nil
        case .text(let text):
            self = .text(text)
        case .list(let nodes):
            let list = nodes.compactMap { ScripArgument($0, &problems) }
            guard list.count == nodes.count else { return nil }
            self = .list(list)
        case .mapping(let entries):
            var object: [String: ScripArgument] = [:]
            for entry in entries { object[entry.key] = ScripArgument(entry.value, &problems) }
            guard object.count == entries.count else { return nil }
            self = .object(object)
        }
    }
}

extension YAMLProblems {
    /// Notes what Scrips says of a value, at its place in the file.
    mutating func add(_ problem: ScripProblem, in fields: [String: YAMLNode]) {
        let key = problem.key.rawValue
        let node = fields[key]?.node(at: key + problem.path) ?? fields[key]
        // A key that is missing is looked for beside the word that wants it.
        let neighbour = problem.key == .conditionArgument ? "condition" : "action"
        add(
            .impossibleValue, at: (node ?? fields[neighbour])?.position, key: key + problem.path,
            "\"\(key)\(problem.path)\": \(problem.text)")
    }
}

extension YAMLNode {
    /// The node with that dotted key, here or below.
    fileprivate func node(at path: String) -> YAMLNode? {
        if self.path == path { return self }
        switch content {
        case .list(let nodes): return nodes.lazy.compactMap { $0.node(at: path) }.first
        case .mapping(let entries):
            return entries.lazy.compactMap { $0.value.node(at: path) }.first
        case .nothing, .text: return nil
        }
    }
}
