/// Names and values under each other, values aligned, for the head of what is shown.
struct FieldList {
    private var rows: [(name: String, value: String)] = []

    /// Adds a line; nothing for `nil` and for a value without text. Strangers' text is made safe.
    mutating func add(_ name: String, _ value: String?) {
        let line = Terminal.line(value ?? "")
        if !line.isEmpty { rows.append((name, line)) }
    }

    /// Adds a line a value; the name stands before the first.
    mutating func add(_ name: String, _ values: [String]) {
        for (index, value) in values.enumerated() { add(index == 0 ? name : "", value) }
    }

    /// The lines, each ended.
    func text(_ terminal: Terminal) -> String {
        let width = rows.map(\.name.displayWidth).max() ?? 0
        return rows.map { row in
            let gap = String(repeating: " ", count: width - row.name.displayWidth + 2)
            return terminal.styled(row.name, .faint) + gap + row.value + "\n"
        }.joined()
    }
}
