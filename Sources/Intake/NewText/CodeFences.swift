/// Lines between ``` and ```, as Markdown marks code.
enum CodeFences {
    /// A fence that is not closed within that many lines was none.
    private static let linesMax = 500

    /// For each line whether it stands between two fences, the fences included.
    static func find(in lines: TextLines) -> [Bool] {
        var fenced = [Bool](repeating: false, count: lines.count)
        var open: Int?
        for index in lines.indices where lines[index].text.utf8.starts(with: "```".utf8) {
            if let start = open, index - start <= linesMax {
                for line in start...index { fenced[line] = true }
                open = nil
            } else {
                open = index
            }
        }
        return fenced
    }
}
