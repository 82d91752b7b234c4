import Settings
import Tickets

extension ScripFile {
    /// The text of a scrip after one of its queues got another name; nothing else is touched.
    ///
    /// - Returns: `nil` when the scrip does not name the queue, or writes it in a way that is not
    ///   understood.
    package static func renaming(queue old: String, to new: String, in text: String) -> String? {
        guard let document = try? YAMLDocument(text: text, file: ""),
            case .mapping(let entries) = document.root.content,
            case .list(let nodes)? = entries.first(where: { $0.key == "queues" })?.value.content
        else { return nil }
        var scalars = Array(text.unicodeScalars)
        let key = old.lowercased()
        // From the end, so that the places before stay true.
        let places = nodes.filter { node in
            if case .text(let name) = node.content { name.lowercased() == key } else { false }
        }.map(\.position).sorted(by: >)
        guard !places.isEmpty else { return nil }
        for place in places {
            guard let start = index(of: place, in: scalars),
                let end = end(from: start, in: scalars, name: old)
            else { return nil }
            scalars.replaceSubrange(start..<end, with: Array(YAMLScalar.text(new).unicodeScalars))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func index(of place: YAMLPosition, in scalars: [Unicode.Scalar]) -> Int? {
        var index = 0
        for _ in 1..<max(place.line, 1) {
            guard let end = scalars[index...].firstIndex(of: "\n") else { return nil }
            index = end + 1
        }
        // A byte order mark is no column.
        if index == 0, scalars.first == "\u{FEFF}" { index = 1 }
        index += place.column - 1
        return index < scalars.count ? index : nil
    }

    /// Where a scalar ends: behind the closing quote, or behind as many letters as the name has.
    private static func end(from start: Int, in scalars: [Unicode.Scalar], name: String) -> Int? {
        let first = scalars[start]
        guard first == "\"" || first == "'" else {
            let end = start + name.unicodeScalars.count
            guard end <= scalars.count else { return nil }
            let found = String(String.UnicodeScalarView(scalars[start..<end]))
            return found.lowercased() == name.lowercased() ? end : nil
        }
        var index = start + 1
        while index < scalars.count {
            if first == "\"", scalars[index] == "\\" {
                index += 2
            } else if scalars[index] == first {
                guard first == "'", index + 1 < scalars.count, scalars[index + 1] == "'" else {
                    return index + 1
                }
                index += 2
            } else {
                index += 1
            }
        }
        return nil
    }
}
