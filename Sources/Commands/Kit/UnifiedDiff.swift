/// The difference of two texts, as `diff -u` writes it.
struct UnifiedDiff {
    /// One line of the comparison.
    private enum Line {
        case same(Int, Int)
        case gone(Int)
        case new(Int)
    }

    private let old: [Substring]
    private let new: [Substring]
    private let lines: [Line]

    /// Lines around a change that are shown with it.
    private static let context = 3

    /// Compares line by line and byte for byte.
    ///
    /// - Parameters:
    ///   - old: `nil` for a text that was not there.
    ///   - new: `nil` for a text that is not there any more.
    init(_ old: String?, _ new: String?) {
        self.old = Self.lines(old ?? "")
        self.new = Self.lines(new ?? "")
        lines = Self.compare(self.old, self.new)
    }

    /// The hunks, each line ended; empty where nothing differs.
    var text: String {
        hunks.map { hunk in
            var before = (old: 0, new: 0)
            for line in lines[..<hunk.lowerBound] { Self.count(line, &before) }
            var size = (old: 0, new: 0)
            for line in lines[hunk] { Self.count(line, &size) }
            let head =
                "@@ -\(Self.range(before.old, size.old)) +\(Self.range(before.new, size.new)) @@\n"
            return lines[hunk].reduce(head) { $0 + shown($1) }
        }.joined()
    }

    // MARK: Hunks

    private var hunks: [Range<Int>] {
        let changed = lines.indices.filter { index in
            if case .same = lines[index] { false } else { true }
        }
        var ranges: [Range<Int>] = []
        for index in changed {
            let start = max(0, index - Self.context)
            let end = min(lines.count, index + Self.context + 1)
            if let last = ranges.last, start <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }

    private static func count(_ line: Line, _ sides: inout (old: Int, new: Int)) {
        switch line {
        case .same: sides = (sides.old + 1, sides.new + 1)
        case .gone: sides.old += 1
        case .new: sides.new += 1
        }
    }

    /// An empty range is named by the line before it.
    private static func range(_ before: Int, _ count: Int) -> String {
        if count == 0 { return "\(before),0" }
        return count == 1 ? "\(before + 1)" : "\(before + 1),\(count)"
    }

    private func shown(_ line: Line) -> String {
        let (mark, text) =
            switch line {
            case .same(let number, _): (" ", old[number])
            case .gone(let number): ("-", old[number])
            case .new(let number): ("+", new[number])
            }
        return text.utf8.last == UInt8(ascii: "\n")
            ? "\(mark)\(text)" : "\(mark)\(text)\n\\ No newline at end of file\n"
    }

    /// Lines with their ends; `\r\n` keeps both, so that files with other ends differ.
    private static func lines(_ text: String) -> [Substring] {
        var lines: [Substring] = []
        var start = text.startIndex
        var index = text.utf8.startIndex
        while index < text.utf8.endIndex {
            let byte = text.utf8[index]
            index = text.utf8.index(after: index)
            if byte == UInt8(ascii: "\n") {
                lines.append(text[start..<index])
                start = index
            }
        }
        if start < text.endIndex { lines.append(text[start...]) }
        return lines
    }

    // MARK: Comparison

    /// Equal heads and tails are set aside; the rest by the longest common subsequence, or as gone
    /// and new where that would be too much work.
    private static func compare(_ old: [Substring], _ new: [Substring]) -> [Line] {
        func isSame(_ one: Int, _ other: Int) -> Bool {
            old[one].utf8.elementsEqual(new[other].utf8)
        }
        var head = 0
        while head < min(old.count, new.count), isSame(head, head) { head += 1 }
        var tail = 0
        while tail < min(old.count, new.count) - head,
            isSame(old.count - 1 - tail, new.count - 1 - tail)
        { tail += 1 }
        let (rows, columns) = (old.count - head - tail, new.count - head - tail)
        var lines = (0..<head).map { Line.same($0, $0) }
        if rows * columns > 4_000_000 {
            lines += (0..<rows).map { .gone(head + $0) } + (0..<columns).map { .new(head + $0) }
        } else {
            lines += middle(rows, columns, offset: head, isSame)
        }
        return lines
            + (0..<tail).map { .same(old.count - tail + $0, new.count - tail + $0) }
    }

    private static func middle(
        _ rows: Int, _ columns: Int, offset: Int, _ isSame: (Int, Int) -> Bool
    ) -> [Line] {
        var lengths = [[Int32]](
            repeating: [Int32](repeating: 0, count: columns + 1), count: rows + 1)
        for row in stride(from: rows - 1, through: 0, by: -1) {
            for column in stride(from: columns - 1, through: 0, by: -1) {
                lengths[row][column] =
                    isSame(offset + row, offset + column)
                    ? lengths[row + 1][column + 1] + 1
                    : max(lengths[row + 1][column], lengths[row][column + 1])
            }
        }
        var lines: [Line] = []
        var (row, column) = (0, 0)
        while row < rows || column < columns {
            if row < rows, column < columns, isSame(offset + row, offset + column) {
                lines.append(.same(offset + row, offset + column))
                (row, column) = (row + 1, column + 1)
            } else if column == columns
                || (row < rows && lengths[row + 1][column] >= lengths[row][column + 1])
            {
                lines.append(.gone(offset + row))
                row += 1
            } else {
                lines.append(.new(offset + column))
                column += 1
            }
        }
        return lines
    }
}
