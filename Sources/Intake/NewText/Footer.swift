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
    /// The same below a heading, and in a paragraph too long for a remark.
    private static let wordsMinOfHeaded = 2
    private static let longBytesMin = 250
    private static let headingWordsMax = 5

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
        if names, MobilePhrases.openings.prefixLength(of: text) != nil { return true }
        if names, words <= ownerWordsMax, MobilePhrases.endings.isIn(text) { return true }
        if words <= ownerWordsMax, MobilePhrases.owners.prefixLength(of: text) != nil {
            return text.wordCount > 1
        }
        return MobilePhrases.wholes.isIn(text)
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
        let whole = FoldedText(bytes: Array(folded.map(\.bytes).joined(separator: [0x20])))
        if ServicePhrases.certain.isIn(whole) {
            return .from(range.lowerBound + serviceStart(folded))
        }
        if isBelowRule, ServicePhrases.belowRule.isIn(whole), range.count <= 8 {
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
                bytes: Array(folded[offset...].map(\.bytes).joined(separator: [0x20])))
            let words = DisclaimerPhrases.words.count(in: rest, max: wordsMin)
            let isLong = isHeading || rest.bytes.count >= longBytesMin
            if words >= (isLong ? wordsMinOfHeaded : wordsMin) {
                return .from(range.lowerBound + offset)
            }
            // The first sentence alone tells where a notice begins.
            break
        }
        return DisclaimerPhrases.words.isIn(whole) || isBelowRule ? .maybe : .none
    }

    /// The line that says it, where somebody's own lines stand right above; else the first one.
    private static func serviceStart(_ folded: [FoldedText]) -> Int {
        folded.firstIndex { ServicePhrases.certain.isIn($0) } ?? 0
    }

    /// Whether a paragraph on top of a text is a gateway's warning.
    static func isBanner(_ lines: TextLines, _ range: Range<Int>) -> Bool {
        guard range.count <= 8, range.reduce(0, { $0 + lines[$1].length }) <= 1_000 else {
            return false
        }
        var bytes: [UInt8] = []
        for index in range { bytes += FoldedText(lines[index].text).undecorated.bytes + [0x20] }
        let text = FoldedText(bytes: bytes).undecorated
        return ServicePhrases.bannerOpenings.prefixLength(of: text) != nil
            && ServicePhrases.banner.isIn(text)
    }
}
