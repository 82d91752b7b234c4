/// Finds out, while a document is parsed, which rows of tables can be written in one line.
///
/// A table may hold figures or lay out a page. A row whose cells have a line each is written as a
/// line; one with paragraphs in its cells is written cell below cell.
struct TableSurvey {
    struct Row {
        /// Where the element is in the document.
        let element: Int32
        /// A stand-in for cells that are in no row.
        fileprivate let isTable: Bool
        /// A cell has more than a line, or two are long.
        fileprivate(set) var isStacked = false
        fileprivate(set) var cellsWithText = 0
        fileprivate var longCells = 0
    }

    private struct Cell {
        var hasText = false
        var owesBreak = false
        var isStacked = false
        var textBytes = 0
    }

    private var rows: [Row] = []
    private var cells: [Cell] = []

    /// Two cells with more than this are read one after the other, not side by side.
    private static let longCellBytes = 120

    /// The innermost table, if any.
    var current: Int32? { rows.suffix(2).last { $0.isTable }?.element }

    mutating func open(_ tag: HTMLTag, _ element: Int32) {
        switch tag {
        case .table:
            breakLine()
            rows.append(Row(element: element, isTable: true))
        case .row:
            breakLine()
            rows.append(Row(element: element, isTable: false))
        case .cell, .headCell: cells.append(Cell())
        case .preformatted, .quote, .rule, .listItem:
            if !cells.isEmpty { cells[cells.count - 1].isStacked = true }
        default: if tag.lineBreaks > 0 || tag == .lineBreak { breakLine() }
        }
    }

    /// - Returns: the row, if one was closed.
    mutating func close(_ tag: HTMLTag) -> Row? {
        switch tag {
        case .table:
            rows.removeLast()
            breakLine()
        case .row:
            let row = rows.removeLast()
            breakLine()
            return row
        case .cell, .headCell: closeCell()
        default: if tag.lineBreaks > 0 { breakLine() }
        }
        return nil
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard !cells.isEmpty, !Self.isBlank(text) else { return }
        addText(text.count)
    }

    private mutating func addText(_ bytes: Int) {
        let last = cells.count - 1
        if cells[last].owesBreak { cells[last].isStacked = true }
        cells[last].hasText = true
        cells[last].textBytes += bytes
    }

    private mutating func breakLine() {
        guard !cells.isEmpty, cells[cells.count - 1].hasText else { return }
        cells[cells.count - 1].owesBreak = true
    }

    private mutating func closeCell() {
        let cell = cells.removeLast()
        if !rows.isEmpty {
            let last = rows.count - 1
            if cell.textBytes > Self.longCellBytes { rows[last].longCells += 1 }
            if cell.hasText { rows[last].cellsWithText += 1 }
            if cell.isStacked || rows[last].longCells > 1 { rows[last].isStacked = true }
        }
        guard cell.hasText, !cells.isEmpty else { return }
        addText(cell.textBytes)
        if cell.isStacked { cells[cells.count - 1].isStacked = true }
    }

    /// Nothing but white space, hard spaces included.
    private static func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.allSatisfy { $0 <= 0x20 || $0 == 0xC2 || $0 == 0xA0 }
    }
}
