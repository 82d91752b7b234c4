/// Takes from the pieces that are left of a text what stands at their ends without being written
/// for this mail: signatures, the telephone's line, notices of companies, lists and scanners.
struct FooterTrimmer {
    let lines: TextLines
    /// For each line whether it is code between fences.
    let fenced: [Bool]
    /// Behind the last line that may be touched.
    let end: Int

    /// A signature behind `-- ` has RFC 3676 §4.3's word; behind a bare `--` it must look like one.
    private static let signatureLinesMax = 30
    private static let looseSignatureLinesMax = 8
    private static let looseLineLengthMax = 120
    private static let looseParagraphsMax = 2
    /// Lists draw a rule over half a line.
    private static let listRuleLengthMin = 20
    /// Paragraphs of footers below one piece.
    private static let footersMax = 20

    /// Marks as cut what it finds in each run of kept lines.
    func trim(_ kept: inout [Bool]) {
        var isTop = true
        var index = 0
        while index < end {
            guard kept[index] else {
                index += 1
                continue
            }
            var stop = index
            while stop < end, kept[stop] { stop += 1 }
            var piece = index..<stop
            if isTop { piece = withoutBanner(piece, &kept) }
            isTop = false
            let rest = withoutFooters(withoutSignature(withoutFooters(piece)))
            for line in rest.upperBound..<stop { kept[line] = false }
            index = stop
        }
    }

    // MARK: - Signatures

    /// Without all from the first line on that separates a signature.
    private func withoutSignature(_ piece: Range<Int>) -> Range<Int> {
        var solidBelow = 0
        var isLoose = true
        var paragraphs = 0
        var found: Int?
        for index in piece.reversed() {
            let line = lines[index]
            if line.isBlank { continue }
            if solidBelow > 0, !fenced[index],
                isSeparator(index, mayBeLoose: isLoose, top: piece.lowerBound)
            {
                found = index
            }
            solidBelow += 1
            guard solidBelow <= Self.signatureLinesMax else { break }
            if index + 1 >= piece.upperBound || lines[index + 1].isBlank { paragraphs += 1 }
            isLoose =
                isLoose && solidBelow <= Self.looseSignatureLinesMax
                && line.length <= Self.looseLineLengthMax && paragraphs <= Self.looseParagraphsMax
        }
        guard let found, !isInPatch(found, piece) else { return piece }
        return piece.lowerBound..<found
    }

    /// `-- ` is also a line `- ` that a patch takes away; below the signature of a patch stands a
    /// version.
    private func isInPatch(_ index: Int, _ piece: Range<Int>) -> Bool {
        guard index + 1 < piece.upperBound,
            "+-@ \\".utf8.contains(lines[index + 1].text.utf8.first ?? 0)
        else { return false }
        return (piece.lowerBound..<index).contains {
            lines[$0].text.utf8.starts(with: "@@ -".utf8)
        }
    }

    private func isSeparator(_ index: Int, mayBeLoose: Bool, top: Int) -> Bool {
        if lines[index].text == "-- " { return true }
        guard mayBeLoose, index + 1 < lines.count, !lines[index + 1].isBlank,
            !".?!:".utf8.contains(lines[index + 1].lastByte)
        else { return false }
        // QUIRK: RFC 3676 §4.3 has a space behind the dashes; many programs and people leave it out,
        // or draw another rule. It is believed above a few short lines.
        // A name follows at once; a sentence is an afterthought. Fixture: newtext/loose.txt
        switch lines[index].trimmed {
        case "--", "—", "–", "__":
            guard index > top, !lines[index - 1].isBlank else { return true }
            // The head of a narrow column in a table.
            return lines[index - 1].length > 3
        default: return false
        }
    }

    // MARK: - Footers

    /// Without the footers at its end, whatever their number.
    private func withoutFooters(_ piece: Range<Int>) -> Range<Int> {
        // Behind `stop` all is cut; between `cursor` and `stop` stands what may be part of a footer.
        var stop = piece.upperBound
        var cursor = piece.upperBound
        for _ in 0..<Self.footersMax {
            while cursor > piece.lowerBound, lines[cursor - 1].isBlank { cursor -= 1 }
            guard cursor > piece.lowerBound else { break }
            if Footer.isOfTelephone(lines[cursor - 1]) {
                cursor -= 1
                stop = cursor
                continue
            }
            if isRule(cursor - 1) || isLastSeparator(cursor - 1, stop, in: piece) {
                cursor -= 1
                // A rule drawn above a footer belongs to it.
                if stop < piece.upperBound, lines.firstSolid(from: cursor + 1) >= stop {
                    stop = cursor
                }
                continue
            }
            var start = cursor - 1
            while start > piece.lowerBound, cursor - start < Footer.linesMax, continues(start - 1) {
                start -= 1
            }
            let isBelowRule =
                start > piece.lowerBound && isRule(start - 1)
                && lines[start - 1].length >= Self.listRuleLengthMin
            let isAboveFooter =
                stop < piece.upperBound && lines.firstSolid(from: cursor) >= stop
            switch Footer.judge(
                lines, start..<cursor, isBelowRule: isBelowRule, isAboveFooter: isAboveFooter)
            {
            case .from(let line):
                cursor = line
                stop = line
            case .maybe: cursor = start
            case .none: return piece.lowerBound..<stop
            }
        }
        return piece.lowerBound..<stop
    }

    /// `-- ` of which all that stood below was a footer.
    private func isLastSeparator(_ index: Int, _ stop: Int, in piece: Range<Int>) -> Bool {
        stop < piece.upperBound && lines[index].trimmed == "--"
            && lines.firstSolid(from: index + 1) >= stop
    }

    private func isRule(_ index: Int) -> Bool {
        lines[index].length < 200 && FoldedText(lines[index].text).isRule
    }

    /// Whether a line is of the same paragraph as the one below it.
    private func continues(_ index: Int) -> Bool {
        !lines[index].isBlank && !isRule(index)
    }

    // MARK: - Banners

    /// Cuts the warning that a gateway puts above mail from outside.
    private func withoutBanner(_ piece: Range<Int>, _ kept: inout [Bool]) -> Range<Int> {
        var start = lines.firstSolid(from: piece.lowerBound)
        while start < piece.upperBound, isRule(start) { start = lines.firstSolid(from: start + 1) }
        var stop = start
        while stop < piece.upperBound, stop - start < Footer.linesMax, continues(stop) { stop += 1 }
        guard start < stop, Footer.isBanner(lines, start..<stop) else { return piece }
        if stop < piece.upperBound, isRule(stop) { stop += 1 }
        for line in piece.lowerBound..<stop { kept[line] = false }
        return stop..<piece.upperBound
    }
}
