// What somebody wrote anew in a mail, told apart from what the mail program put around it.
//
// Lines in, two texts out; nobody's words are changed. Each line is looked at a fixed number of
// times, so the work is linear in the text. In doubt a line stays: too much is a nuisance, too
// little is a lost sentence.
//
// Start reading at ``NewText/split(_:on:)``: ``QuoteWalker`` finds quotes and where history begins,
// ``FooterTrimmer`` takes signatures and footers from the ends of what is left. What other
// languages and mail programs write stands in the tables: ``AttributionWords``,
// ``HeaderLabels``, ``DividerPhrases``, ``MobilePhrases``, ``DisclaimerPhrases``,
// ``ServicePhrases``.

/// The two halves of a mail's text.
package struct NewText: Hashable, Sendable {
    /// What was written for this mail, without quotes, signature and footers; between two answers
    /// stands an empty line. Empty when the mail is nothing but a quote.
    package let reply: String
    /// What was cut, in the order of the text; empty when ``reply`` is all of it.
    package let elided: String

    /// Splits the readable text of a mail, `\n` between lines, quotes marked with `>`.
    ///
    /// Where all of it would be cut, it is all kept, except a quote that says whose it is.
    package static func split(_ text: String, on occasion: Occasion = .answer) -> NewText {
        let lines = TextLines(text)
        var walker = QuoteWalker(lines: lines, occasion: occasion)
        walker.walk()
        var kept = walker.kept
        FooterTrimmer(lines: lines, fenced: walker.fenced, end: walker.end).trim(&kept)

        let nothingLeft = !lines.indices.contains { kept[$0] && !lines[$0].isBlank }
        if nothingLeft, !walker.sawAttributedQuote {
            return NewText(reply: text, elided: "")
        }
        guard lines.indices.contains(where: { !kept[$0] && !lines[$0].isBlank }) else {
            return NewText(reply: text, elided: "")
        }
        return NewText(
            reply: gather(lines, where: kept, between: "\n\n"),
            elided: gather(lines, where: kept.map { !$0 }, between: "\n"))
    }

    /// The lines of which `wanted` is true, without the empty ones around each run of them.
    private static func gather(
        _ lines: TextLines, where wanted: [Bool], between: String
    ) -> String {
        var result = ""
        var last: Int?
        for index in lines.indices where wanted[index] && !lines[index].isBlank {
            if let last {
                let isSameRun = (last + 1..<index).allSatisfy { wanted[$0] }
                if isSameRun {
                    result += String(repeating: "\n", count: index - last)
                } else {
                    result += between
                }
            }
            result += lines[index].text
            last = index
        }
        return result
    }
}
