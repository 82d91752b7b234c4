/// A line, or up to four, that says who wrote what follows, and when.
struct Attribution {
    let lines: ClosedRange<Int>
    let strength: Strength

    enum Strength: Comparable {
        /// Somebody "wrote": believed when a quote follows at once.
        case weak
        /// With date or address as well: believed when a quote follows.
        case fair
        /// All that mail programs put there and people do not: believed without quote marks.
        case strong
    }

    /// Mail programs wrap these lines at 72 columns or so.
    static let linesMax = 4

    /// The one that ends in line `end`; `nil` if none does.
    ///
    /// - Parameters:
    ///   - first: how far up it may reach.
    ///   - isBeforeQuote: whether a quote follows; then it may lack the colon.
    static func ending(
        at end: Int, notAbove first: Int, in lines: TextLines, isBeforeQuote: Bool
    ) -> Attribution? {
        guard lines[end].length <= FoldedText.lengthMax,
            isBeforeQuote || endsAsAttribution(lines[end])
        else { return nil }
        var best: (traits: Traits, start: Int)?
        var folded = FoldedText("")
        for start in stride(from: end, through: max(first, end - linesMax + 1), by: -1) {
            let line = lines[start]
            guard !line.isBlank, !line.isQuote, line.length <= FoldedText.lengthMax else { break }
            let part = FoldedText(line.text)
            folded = FoldedText(bytes: part.bytes + (start < end ? [0x20] + folded.bytes : []))
            let traits = Traits(folded)
            guard let known = best?.traits else {
                best = (traits, start)
                continue
            }
            // A line above belongs to it if it says more, or if only it begins as these lines do
            // and is not somebody's sentence.
            let saysMore = traits.count > known.count
            let opens =
                !known.opens && traits.opens && part.bytes.contains(where: isDigit)
                && ![UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(
                    part.bytes.last)
            if saysMore || opens { best = (traits, start) }
        }
        guard let best, let strength = best.traits.strength else { return nil }
        if !best.traits.hasColon, !isBeforeQuote { return nil }
        return Attribution(lines: best.start...end, strength: strength)
    }

    /// A cheap look before the dear one: `:`, `：`, the dashes of Zoho, of which those behind may be
    /// lost, or a mark that sets the direction of writing, as Gmail puts behind the colon in Hebrew.
    private static func endsAsAttribution(_ line: TextLine) -> Bool {
        let end = line.trimmed.utf8
        guard let last = end.last else { return false }
        if end.starts(with: "---".utf8) { return true }
        if last < 0x80 { return ":-*_".utf8.contains(last) }
        let tail = Array(end.suffix(3))
        return tail == [0xEF, 0xBC, 0x9A] || tail.starts(with: [0xE2, 0x80])
            || tail.starts(with: [0xE2, 0x81]) || tail.suffix(2) == [0xC2, 0xA0]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension Attribution {
    /// What a text has of an attribution.
    struct Traits {
        let hasAddress: Bool
        /// A year or a date in figures.
        let hasDate: Bool
        let hasTime: Bool
        let hasVerb: Bool
        /// Begins as such lines do: with a digit, "On", "Am", a day of the week.
        let opens: Bool
        /// Ends in a colon, or stands between dashes, or behind some with a verb at its end.
        let hasColon: Bool
        /// Ends in an address in brackets and a colon.
        let endsInAddress: Bool
        let wordCount: Int

        init(_ text: FoldedText) {
            let core = text.undecorated
            let bytes = core.bytes
            let isBetweenRules = text.ruleLength >= 3 && text.bytes.last == UInt8(ascii: "-")
            hasAddress = Self.hasAddress(bytes)
            (hasDate, hasTime) = Self.dateAndTime(bytes)
            hasVerb = AttributionWords.verbs.isIn(core)
            let isBelowRule =
                text.ruleLength >= 3 && hasAddress
                && bytes.lastIndex(of: 0x20).map {
                    AttributionWords.verbs.isIn(FoldedText(bytes: Array(bytes[($0 + 1)...])))
                } == true
            hasColon = bytes.last == UInt8(ascii: ":") || isBetweenRules || isBelowRule
            let head = bytes.first { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "\"") } ?? 0
            opens = Self.isDigit(head) || AttributionWords.openings.prefixLength(of: core) != nil
            let tail = bytes.last == UInt8(ascii: ":") ? bytes.dropLast() : bytes[...]
            let close = tail.last { $0 != 0x20 }
            endsInAddress = hasAddress && (close == UInt8(ascii: ">") || close == UInt8(ascii: ")"))
            wordCount = core.wordCount
        }

        var count: Int {
            [hasAddress, hasDate, hasTime, hasVerb].count { $0 }
        }

        /// `nil` when it is no attribution at all.
        var strength: Strength? {
            let hasMoment = hasDate || hasTime
            if hasColon {
                if hasAddress, hasMoment, hasVerb || (opens && endsInAddress) { return .strong }
                if hasVerb, hasDate, hasTime, opens { return .strong }
                if hasAddress, hasMoment || hasVerb { return .fair }
                if hasVerb, hasMoment { return .fair }
                return hasVerb && wordCount <= 6 ? .weak : nil
            }
            if hasVerb, hasAddress || (hasDate && hasTime && opens) { return .fair }
            return hasAddress && hasMoment && endsInAddress ? .fair : nil
        }

        private static func hasAddress(_ bytes: [UInt8]) -> Bool {
            bytes.indices.contains { index in
                bytes[index] == UInt8(ascii: "@") && index > 0 && index + 1 < bytes.count
                    && isWord(bytes[index - 1]) && isWord(bytes[index + 1])
            }
        }

        /// A year from 1970 on or `5.1.15`; `10:00` or `10h00`.
        private static func dateAndTime(_ bytes: [UInt8]) -> (Bool, Bool) {
            var date = false
            var time = false
            var last = 0
            // Figures in a row with a full stop, slash or dash between them: `2025-05-05`, `5. 5. 25`.
            var dated = 0
            var index = 0
            var gap: ArraySlice<UInt8> = []
            while index < bytes.count {
                let start = index
                while index < bytes.count, isDigit(bytes[index]) { index += 1 }
                let digits = index - start
                if digits == 0 {
                    while index < bytes.count, !isDigit(bytes[index]) { index += 1 }
                    gap = bytes[start..<index]
                    continue
                }
                if gap.count == 1, last <= 2, last > 0, digits == 2 {
                    time = time || gap.first == UInt8(ascii: ":") || gap.first == UInt8(ascii: "h")
                }
                let isJoined =
                    last > 0 && gap.first.map { "./-".utf8.contains($0) } == true
                    && (gap.count == 1 || (gap.count == 2 && gap.last == 0x20))
                dated = isJoined && digits <= 4 ? dated + 1 : 1
                let isWhole = gap.last.map { !isWordLetter($0) } ?? true
                if dated >= 3 || (digits == 4 && isWhole && isYear(bytes[start..<index])) {
                    date = true
                }
                last = digits
                gap = []
            }
            return (date, time)
        }

        private static func isYear(_ digits: ArraySlice<UInt8>) -> Bool {
            let head = Array(digits.prefix(2))
            return head == Array("20".utf8) || head == Array("19".utf8)
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        private static func isWordLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
        private static func isWord(_ byte: UInt8) -> Bool {
            byte >= 0x80 || isDigit(byte) || isWordLetter(byte) || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "[")
        }
    }
}
