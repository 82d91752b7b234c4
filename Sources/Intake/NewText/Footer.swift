/// Tells whether a paragraph at the end of a text is a footer.
enum Footer {
    /// No paragraph is looked at beyond that.
    static let linesMax = 60
    private static let bytesMax = 8_000
    /// The telephone's line has a product, perhaps a link, perhaps an excuse.
    private static let telephoneLengthMax = 300
    private static let telephoneWordsMax = 12
    private static let ownerWordsMax = 8
    /// Words of ``DisclaimerPhrases`` that make a notice of a paragraph that begins like one.
    private static let wordsMin = 3
    /// The same in a paragraph too long for a remark; it may be shorter below a heading.
    private static let wordsMinOfLong = 2
    private static let longBytesMin = 400
    private static let longBytesMinOfHeaded = 200
    private static let headingWordsMax = 5
    /// Lines below the rule of a mailing list.
    private static let listLinesMax = 8
    /// "CAUTION: External email".
    private static let bannerWordsMax = 3

    enum Judgement {
        /// A footer that begins in that line.
        case from(Int)
        /// A footer if one follows above it: its own words do not prove it.
        case maybe
        case none
    }

    /// Whether a line is what a telephone or mail program says of itself.
    static func isOfTelephone(_ line: TextLine) -> Bool {
        guard !line.isBlank, line.length <= telephoneLengthMax else { return false }
        let text = FoldedText(line.text).undecorated
        // A link says nothing, and is long.
        let words = text.bytes.split(separator: 0x20)
            .count { !$0.starts(with: "<http".utf8) && !$0.starts(with: "http".utf8) }
        guard words <= telephoneWordsMax else { return false }
        let names = MobilePhrases.products.isIn(text)
        if let length = MobilePhrases.owners.prefixLength(of: text), length < text.bytes.count,
            names || words <= ownerWordsMax
        {
            return true
        }
        if MobilePhrases.wholes.isIn(text) { return true }
        // "Sent from Outlook to bob@example.org, not received" is somebody's report.
        guard !text.bytes.contains(UInt8(ascii: "@")), !text.contains(", "), names else {
            return false
        }
        return MobilePhrases.openings.prefixLength(of: text) != nil
            || (words <= ownerWordsMax && MobilePhrases.endings.isIn(text))
    }

    /// Looks at a paragraph at the end of a text.
    ///
    /// - Parameters:
    ///   - isBelowRule: whether a rule is drawn right above it.
    ///   - isAboveFooter: whether what stands right below it is one.
    static func judge(
        _ lines: TextLines, _ range: Range<Int>, isBelowRule: Bool, isAboveFooter: Bool
    ) -> Judgement {
        var folded: [FoldedText] = []
        var bytes = 0
        for index in range {
            bytes += lines[index].length
            guard bytes <= bytesMax else { return .none }
            folded.append(FoldedText(lines[index].text).undecorated)
        }
        if let line = serviceStart(folded) { return .from(range.lowerBound + line) }
        let whole = FoldedText(joining: folded)
        if isBelowRule, range.count <= listLinesMax, ServicePhrases.belowRule.isIn(whole),
            whole.contains("@") || whole.contains("http") || whole.contains("www.")
        {
            return .from(range.lowerBound)
        }
        for (offset, line) in folded.enumerated() {
            let isHeading = DisclaimerPhrases.headings.prefixLength(of: line) != nil
            if isHeading, isAboveFooter, offset == folded.count - 1,
                line.wordCount <= headingWordsMax
            {
                return .from(range.lowerBound + offset)
            }
            guard isHeading || DisclaimerPhrases.openings.prefixLength(of: line) != nil else {
                continue
            }
            let rest = FoldedText(
                joining: folded[offset...])
            let words = DisclaimerPhrases.words.count(in: rest, max: wordsMin)
            let longMin = isHeading ? longBytesMinOfHeaded : longBytesMin
            if words >= (rest.bytes.count >= longMin ? wordsMinOfLong : wordsMin) {
                return .from(range.lowerBound + offset)
            }
            // The first sentence alone tells where a notice begins.
            break
        }
        return DisclaimerPhrases.words.isIn(whole) || isBelowRule ? .maybe : .none
    }

    /// The line in which a list or scanner begins to speak, somebody's own lines may stand above it;
    /// `nil` if none does. In the middle of a sentence the same words are somebody's.
    private static func serviceStart(_ folded: [FoldedText]) -> Int? {
        folded.indices.first { index in
            let line = FoldedText(joining: folded[index..<min(index + 2, folded.count)])
            if ServicePhrases.anywhere.isIn(folded[index]) { return true }
            if ServicePhrases.starts.prefixLength(of: line) != nil { return true }
            return DisclaimerPhrases.openings.prefixLength(of: line) != nil
                && ServicePhrases.starts.isIn(line)
        }
    }

    /// Whether a paragraph on top of a text is a gateway's warning.
    static func isBanner(_ lines: TextLines, _ range: Range<Int>) -> Bool {
        guard range.count <= 8, range.reduce(0, { $0 + lines[$1].length }) <= 1_000 else {
            return false
        }
        var bytes: [UInt8] = []
        for index in range { bytes += FoldedText(lines[index].text).undecorated.bytes + [0x20] }
        let text = FoldedText(bytes: bytes).undecorated
        guard ServicePhrases.bannerOpenings.prefixLength(of: text) != nil else { return false }
        // "Warning: external email is down" is somebody's news.
        let count = ServicePhrases.banner.count(in: text, max: 2)
        return count == 2 || (count == 1 && text.wordCount <= bannerWordsMax)
    }
}
