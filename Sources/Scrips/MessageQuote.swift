/// A message's text as an answer quotes it.
enum MessageQuote {
    /// Columns of a quoted line with its marks, unless a single word is longer.
    static let columnsMax = 76
    /// Lines; whoever needs more finds it in the ticket.
    static let linesMax = 60

    /// The text with `> ` before each line, long lines broken between words, the end left out with
    /// `> […]` when there are more than ``linesMax``.
    ///
    /// What was quoted already goes one deeper as RFC 3676 writes it: `>> `.
    static func of(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines += quoted(line)
            guard lines.count <= linesMax else {
                lines.removeLast(lines.count - linesMax)
                while lines.last == ">" { lines.removeLast() }
                lines.append("> […]")
                break
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func quoted(_ line: Substring) -> [String] {
        var depth = 1
        var rest = line
        while true {
            let trimmed = rest.drop { $0 == " " }
            // A blank stands between two marks at most; more of them belong to the text.
            guard trimmed.first == ">", depth == 1 || rest.count - trimmed.count <= 1 else { break }
            depth += 1
            rest = trimmed.dropFirst()
        }
        if depth > 1, rest.first == " " { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        let mark = String(repeating: ">", count: min(depth, 20))
        return broken(rest, max: columnsMax - mark.count - 1).map {
            $0.isEmpty ? mark : "\(mark) \($0)"
        }
    }

    private static func broken(_ line: Substring, max: Int) -> [Substring] {
        var result: [Substring] = []
        var rest = line
        while rest.index(rest.startIndex, offsetBy: max + 1, limitedBy: rest.endIndex) != nil {
            let limit = rest.index(rest.startIndex, offsetBy: max)
            let head = rest[..<limit]
            let indent = head.prefix { $0 == " " }.endIndex
            let blank =
                rest[limit] == " "
                ? limit
                : head[indent...].lastIndex(of: " ")
                    ?? rest[limit...].firstIndex(of: " ")
            guard let blank else { break }
            result.append(rest[..<blank])
            rest = rest[blank...].drop { $0 == " " }
            if result.count > linesMax { return result }
        }
        return result + [rest]
    }
}
