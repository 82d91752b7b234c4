/// Rows in aligned columns for a terminal; the last column takes what width is left.
struct Table {
    private let heads: [String]
    private var rows: [[String]] = []

    /// Names the columns.
    init(_ heads: String...) { self.heads = heads }

    /// Names the columns, when their number is known only at run time.
    init(_ heads: [String]) { self.heads = heads }

    /// Adds a row with a cell a column; text of strangers is made safe here.
    mutating func add(_ cells: String...) { add(cells) }

    /// The same, when the number of columns is known only at run time.
    mutating func add(_ cells: [String]) {
        precondition(cells.count == heads.count, "a row needs a cell for each column")
        rows.append(cells.map(Terminal.line))
    }

    /// The table with its heads, each line ended; `empty` when there is no row.
    func text(_ terminal: Terminal, empty: String) -> String {
        lines(terminal, empty: empty).map { $0 + "\n" }.joined()
    }

    /// The same as lines without ends: the heads, then a line a row.
    func lines(_ terminal: Terminal, empty: String) -> [String] {
        guard !rows.isEmpty else { return [empty] }
        let widths = heads.indices.map { column in
            ([heads[column]] + rows.map { $0[column] }).map(\.displayWidth).max() ?? 0
        }
        let head = line(heads.map { $0.uppercased() }, widths, terminal)
        return [terminal.styled(head, .faint)] + rows.map { line($0, widths, terminal) }
    }

    private func line(_ cells: [String], _ widths: [Int], _ terminal: Terminal) -> String {
        var line = ""
        var used = 0
        for (column, cell) in cells.enumerated() {
            if column == cells.count - 1 {
                let room = terminal.isTerminal ? max(12, terminal.width - used) : Int.max
                line += cell.cut(toDisplayWidth: room)
            } else {
                line += cell + String(repeating: " ", count: widths[column] - cell.displayWidth + 2)
                used += widths[column] + 2
            }
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension String {
    /// Columns that a terminal uses: East Asian wide characters and most emoji take two (UAX #11).
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// Cut to a number of columns, with an ellipsis when something is lost.
    func cut(toDisplayWidth width: Int) -> String {
        guard displayWidth > width else { return self }
        var kept = ""
        var used = 1
        for character in self {
            used += character.displayWidth
            if used > width { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x0300...0x036F, 0x200B...0x200F: return 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
