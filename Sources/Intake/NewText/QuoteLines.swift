/// Which lines of a text are quoted, by the mark in front of them.
struct QuoteLines {
    let lines: TextLines
    let fenced: [Bool]
    /// The only `>` lines are prompts of Python.
    private let arePrompts: Bool
    /// Lines with `>` in the whole text.
    private let countAll: Int

    /// What stands before quoted lines instead of `>`; believed below an attribution only.
    enum Mark: Equatable {
        /// `| text`
        case bar
        /// `AB> text`: the initials of the writer.
        case initials(Substring)
    }

    init(lines: TextLines, fenced: [Bool]) {
        self.lines = lines
        self.fenced = fenced
        var count = 0
        var prompts = 0
        for index in lines.indices where lines[index].isQuote && !fenced[index] {
            count += 1
            let text = lines[index].text
            if text == ">>>" || text.utf8.starts(with: ">>> ".utf8) { prompts += 1 }
        }
        countAll = count
        arePrompts = count > 0 && prompts == count
    }

    /// Whether a `>` quote begins in that line.
    func begins(at index: Int) -> Bool { lines[index].isQuote && !fenced[index] && !arePrompts }

    /// The quoted lines from `index` on; `nil` if that one is not quoted.
    func run(at index: Int, mark: Mark?) -> Range<Int>? {
        guard isQuoted(index, mark: mark) else { return nil }
        var end = index + 1
        while end < lines.count {
            if isQuoted(end, mark: mark) || isTornOff(end) {
                end += 1
                continue
            }
            // Empty lines inside a quote lose their mark in some programs.
            let next = lines.firstSolid(from: end)
            guard lines[end].isBlank, next < lines.count, isQuoted(next, mark: mark) else { break }
            end = next
        }
        return index..<end
    }

    /// The quote that an attribution above line `index` announces, with the mark that it has.
    func announced(at index: Int) -> (run: Range<Int>, mark: Mark?)? {
        if let run = run(at: index, mark: nil) { return (run, nil) }
        guard !fenced[index], let mark = Self.mark(of: lines[index]) else { return nil }
        return run(at: index, mark: mark).map { ($0, mark) }
    }

    private func isQuoted(_ index: Int, mark: Mark?) -> Bool {
        if begins(at: index) { return true }
        guard let mark, !fenced[index] else { return false }
        return Self.mark(of: lines[index]) == mark
    }

    /// QUIRK: RFC 3676 §4 wants quotes broken with their mark; some programs break a long quoted
    /// line and leave its last words without. Such a scrap between two quoted lines is theirs.
    private func isTornOff(_ index: Int) -> Bool {
        let line = lines[index]
        guard !line.isBlank, line.length <= 24, (0x61...0x7A).contains(line.firstByte),
            !line.text.utf8.contains(where: { ".!?".utf8.contains($0) }),
            lines[index - 1].isQuote, lines[index - 1].length >= 70,
            !".!?:".utf8.contains(lines[index - 1].lastByte)
        else { return false }
        return index + 1 < lines.count && lines[index + 1].isQuote
    }

    private static func mark(of line: TextLine) -> Mark? {
        let text = line.trimmed
        if text.utf8.first == UInt8(ascii: "|") {
            // A row of a table has more of them.
            return text.utf8.dropFirst().contains(UInt8(ascii: "|")) ? nil : .bar
        }
        let initials = text.prefix { $0.isLetter && $0.isUppercase }.prefix(5)
        guard (1...4).contains(initials.count),
            text.utf8[initials.endIndex...].first == UInt8(ascii: ">")
        else { return nil }
        return .initials(initials)
    }

    /// Whether `>` lines that nobody is said to have written are something else than a quote: the
    /// output of diff or a shell, a line that the mail system escaped, somebody's own mark.
    func isSomethingElse(_ run: Range<Int>, sawText: Bool, occasion: NewText.Occasion) -> Bool {
        if occasion == .first { return true }
        let first = run.lowerBound
        if run.count == 1 {
            if lines[first].text.utf8.starts(with: ">From ".utf8) { return true }
            // One line in the whole mail, inside somebody's text: keeping it does no harm.
            if countAll == 1, sawText, lines.firstSolid(from: run.upperBound) < lines.count {
                return true
            }
        }
        guard first > 0 else { return false }
        let above = lines[first - 1]
        if above.isBlank { return false }
        let text = above.trimmed
        if text.utf8.starts(with: "$ ".utf8) || text.utf8.starts(with: "# ".utf8) { return true }
        if Self.isHunk(text) { return true }
        return text == "---" && first > 1 && lines[first - 2].firstByte == UInt8(ascii: "<")
    }

    /// `12,15d11`: the line that diff puts above its output.
    private static func isHunk(_ text: Substring) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        var letters = 0
        for part in parts {
            guard !part.isEmpty else { return false }
            for byte in part where !(0x30...0x39).contains(byte) {
                guard "acd".utf8.contains(byte) else { return false }
                letters += 1
            }
        }
        return letters == 1 && text.utf8.first.map { (0x30...0x39).contains($0) } == true
    }
}
