import Yams

/// Turns Yams' nodes into ours: values without classes, which know their dotted key.
struct YAMLTree {
    /// Far above any real file; aliases of aliases of aliases would otherwise fill the memory.
    static let nodesMax = 100_000

    /// Keys that ``YAMLSource`` had to rename, by their place, with their real names.
    let renamedKeys: [YAMLPosition: String]
    private let marks: YAMLByteOrderMarks
    private(set) var problems: YAMLProblems
    private var nodeCount = 0

    init(text: String, file: String, renamedKeys: [YAMLPosition: String]) {
        self.renamedKeys = renamedKeys
        marks = YAMLByteOrderMarks(text)
        problems = YAMLProblems(file: file)
    }

    mutating func node(_ node: Node, path: String) -> YAMLNode {
        let position = Self.position(node.mark)
        nodeCount += 1
        guard nodeCount <= Self.nodesMax else {
            if nodeCount == Self.nodesMax + 1 {
                problems.add(
                    .syntax, at: position, key: nil, "more than \(Self.nodesMax) values")
            }
            return YAMLNode(content: .nothing, position: position, path: path)
        }
        let content: YAMLNode.Content
        switch node {
        case .scalar(let scalar):
            let text = marks.text(of: scalar, at: position)
            content = Self.isNothing(text, scalar.style) ? .nothing : .text(text)
        case .sequence(let sequence):
            var list: [YAMLNode] = []
            for element in sequence {
                list.append(self.node(element, path: "\(path)[\(list.count)]"))
            }
            content = .list(list)
        case .mapping(let mapping):
            content = .mapping(entries(mapping, path: path))
        case .alias:
            // Yams puts the anchor's value in the alias' place when it composes.
            content = .nothing
        }
        return YAMLNode(content: content, position: position, path: path)
    }

    private mutating func entries(_ mapping: Node.Mapping, path: String) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var indexOfKey: [String: Int] = [:]
        for (keyNode, value) in mapping {
            let position = Self.position(keyNode.mark)
            guard let scalar = keyNode.scalar else {
                problems.add(
                    .wrongType, at: position, key: nil,
                    "expected text before the colon, found a list or keys with values")
                continue
            }
            let key = renamedKeys[position] ?? marks.text(of: scalar, at: position)
            let whole = path.isEmpty ? key : "\(path).\(key)"
            let entry = YAMLNode.Entry(
                key: key, position: position, value: node(value, path: whole))
            if let index = indexOfKey[key] {
                problems.add(
                    .duplicateKey, at: position, key: whole,
                    "\"\(whole)\" is given twice; it was given before"
                        + " on line \(entries[index].position.line)")
                entries[index] = entry
            } else {
                indexOfKey[key] = entries.count
                entries.append(entry)
            }
        }
        return entries
    }

    private static func isNothing(_ text: String, _ style: Node.Scalar.Style) -> Bool {
        style == .plain && ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// Yams always gives a mark for what it has composed from text.
    private static func position(_ mark: Mark?) -> YAMLPosition {
        YAMLPosition(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}
