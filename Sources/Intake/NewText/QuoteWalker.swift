/// Walks down a text once, finds quotes and the line from which all is history.
///
/// A quote is `>` lines with the line above that says whose they are. History without marks begins
/// with such a line too, with the head of a mail, or with a divider; it reaches to the end.
struct QuoteWalker {
    let lines: TextLines
    let occasion: NewText.Occasion
    /// For each line, whether it stays.
    private(set) var kept: [Bool]
    /// Behind the last line that the writer can have signed: what follows is history, which is
    /// cut, or a forwarded mail, which stays as it is.
    private(set) var end: Int
    /// Something was cut that says that it is a quote.
    private(set) var sawAttributedQuote = false

    /// Inside ``` fences nothing is a quote.
    let fenced: [Bool]
    private let quotes: QuoteLines
    /// What stands before each quoted line beside `>`, once a quote began so: `|`, `AB>`.
    private var mark: QuoteLines.Mark?
    /// The next attribution, found while its lines were still ahead.
    private var ahead: Attribution?
    /// Behind the last line that was looked at as the end of one.
    private var lookedAt = 0
    private var sawText = false
    private var sawQuote = false

    init(lines: TextLines, occasion: NewText.Occasion) {
        self.lines = lines
        self.occasion = occasion
        kept = [Bool](repeating: true, count: lines.count)
        end = lines.count
        fenced = CodeFences.find(in: lines)
        quotes = QuoteLines(lines: lines, fenced: fenced)
    }

    mutating func walk() {
        var index = lines.firstSolid(from: 0)
        while index < end {
            index = lines.firstSolid(from: step(at: index))
        }
    }

    /// Decides about the lines from `index` on; the first of them that it has left undecided.
    private mutating func step(at index: Int) -> Int {
        if fenced[index] {
            sawText = true
            return index + 1
        }
        if let run = quotes.run(at: index, mark: mark) {
            return quote(run, isAttributed: sawQuote)
        }
        if let divider = Divider(lines[index]), let next = pass(divider, at: index) { return next }
        if let head = HeaderBlock.starting(at: index, in: lines), stands(head, from: index) {
            return history(from: index, behindHead: head.end)
        }
        if let attribution = attribution(from: index) {
            if let next = believe(attribution) { return next }
        }
        sawText = true
        return index + 1
    }

    /// Whether it stands apart from the lines around it, as a mail program sets it.
    private func stands(_ head: HeaderBlock, from start: Int) -> Bool {
        guard lines.isBlankBefore(start) || head.isComplete else { return false }
        guard head.end < lines.count else { return true }
        let next = lines[head.end]
        if next.isBlank || next.isQuote { return true }
        if case .rule? = Divider(next) { return true }
        return false
    }

    // MARK: - Quotes

    private mutating func quote(_ run: Range<Int>, isAttributed: Bool) -> Int {
        guard isAttributed || !quotes.isSomethingElse(run, sawText: sawText, occasion: occasion)
        else {
            sawText = true
            return run.upperBound
        }
        if occasion == .forward { return stop(keepingFrom: run.lowerBound) }
        cut(run)
        sawQuote = true
        return run.upperBound
    }

    /// The attribution that starts in this very line.
    private mutating func attribution(from index: Int) -> Attribution? {
        if let found = ahead, found.lines.lowerBound < index { ahead = nil }
        // Each line is looked at once as the end of one, as soon as it may start here.
        var end = Swift.max(index, lookedAt)
        while ahead == nil, end < Swift.min(index + Attribution.linesMax, lines.count) {
            let line = lines[end]
            if line.isBlank || line.isQuote { break }
            let next = lines.firstSolid(from: end + 1)
            let isBeforeQuote = next < lines.count && quotes.begins(at: next)
            ahead = Attribution.ending(
                at: end, notAbove: index, in: lines, isBeforeQuote: isBeforeQuote)
            end += 1
            lookedAt = end
        }
        return ahead?.lines.lowerBound == index ? ahead : nil
    }

    /// Cuts what an attribution announces; `nil` where it is not to be believed.
    private mutating func believe(_ attribution: Attribution) -> Int? {
        let next = lines.firstSolid(from: attribution.lines.upperBound + 1)
        if next < lines.count, let found = quotes.announced(at: next) {
            if occasion == .forward { return stop(keepingFrom: attribution.lines.lowerBound) }
            // Far below, somebody quotes something else.
            guard next <= attribution.lines.upperBound + 4 else { return nil }
            mark = found.mark ?? mark
            cut(attribution.lines.lowerBound..<found.run.upperBound)
            sawQuote = true
            sawAttributedQuote = true
            return found.run.upperBound
        }
        // Without marks it takes all that follows, so there must be an answer above it.
        guard attribution.strength == .strong, sawText, next < lines.count else { return nil }
        return history(from: attribution.lines.lowerBound, behindHead: next)
    }

    // MARK: - Dividers

    /// What a divider leads to; `nil` where it leads nowhere and is a line like others.
    private mutating func pass(_ divider: Divider, at index: Int) -> Int? {
        let next = lines.firstSolid(from: index + 1)
        switch divider {
        case .forwarded:
            return stop(keepingFrom: index)
        case .replyAbove:
            if sawText { return stop(cuttingFrom: index) }
            cut(index..<index + 1)
            return index + 1
        case .original:
            if next < lines.count {
                if let head = HeaderBlock.starting(at: next, in: lines) {
                    return history(from: index, behindHead: head.end)
                }
                if quotes.begins(at: next) { return history(from: index, behindHead: next) }
                if let named = attribution(from: next), named.strength > .weak {
                    return history(from: index, behindHead: named.lines.upperBound + 1)
                }
            }
            return sawText ? history(from: index, behindHead: index + 1) : nil
        case .rule:
            guard next < lines.count else { return nil }
            if let head = HeaderBlock.starting(at: next, in: lines) {
                return history(from: index, behindHead: head.end)
            }
            let title = FoldedText(lines[next].text.prefix(80)).undecorated
            guard sawText, DividerPhrases.previous.equals(title) else { return nil }
            return stop(cuttingFrom: index)
        }
    }

    /// What is said to be an earlier mail: cut with its quote, or to the end where it has no marks.
    private mutating func history(from start: Int, behindHead: Int) -> Int {
        if occasion == .forward { return stop(keepingFrom: start) }
        let next = lines.firstSolid(from: behindHead)
        if next < lines.count, let found = quotes.announced(at: next) {
            mark = found.mark ?? mark
            cut(start..<found.run.upperBound)
            sawQuote = true
            sawAttributedQuote = true
            return found.run.upperBound
        }
        // Nothing above: passed on without a word.
        return sawText ? stop(cuttingFrom: start) : stop(keepingFrom: start)
    }

    // MARK: - Marking

    private mutating func cut(_ range: Range<Int>) {
        for index in range { kept[index] = false }
    }

    private mutating func stop(cuttingFrom start: Int) -> Int {
        cut(start..<lines.count)
        end = start
        return lines.count
    }

    private mutating func stop(keepingFrom start: Int) -> Int {
        end = start
        return lines.count
    }
}
