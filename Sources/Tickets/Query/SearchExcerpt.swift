/// The stretch of a text where a search hit, with the words that were found.
package struct SearchExcerpt: Hashable, Sendable {
    /// A stretch, either found or between.
    package struct Piece: Hashable, Sendable {
        package let text: String
        package let isHit: Bool
    }

    /// In their order; joined, the excerpt on one line.
    package let pieces: [Piece]

    /// Characters before the first hit.
    private static let leadMax = 40
    /// Characters in all.
    private static let lengthMax = 200

    /// Cuts the first place out of `text` that holds words of `queries`.
    ///
    /// - Returns: `nil` when none of the words is in the text.
    package init?(of text: String, finding queries: [TextQuery]) {
        var words: Set<String> = []
        var prefixes: Set<String> = []
        for phrase in queries.flatMap(\.phrases) {
            words.formUnion(phrase.words)
            if phrase.isPrefix, let last = phrase.words.last { prefixes.insert(last) }
        }
        let hits = SearchWords.spans(of: text).filter { span in
            words.contains(span.word) || prefixes.contains { span.word.hasPrefix($0) }
        }.map(\.range)
        guard let first = hits.first else { return nil }
        let start = Self.start(of: first, in: text)
        let end =
            text.index(start, offsetBy: Self.lengthMax, limitedBy: text.endIndex) ?? text.endIndex
        var pieces: [Piece] = []
        func add(_ stretch: Substring, isHit: Bool) {
            let line = Self.line(stretch)
            guard !line.isEmpty else { return }
            if let last = pieces.last, last.isHit == isHit {
                pieces[pieces.count - 1] = Piece(text: last.text + line, isHit: isHit)
            } else {
                pieces.append(Piece(text: line, isHit: isHit))
            }
        }
        if start > text.startIndex { add("…", isHit: false) }
        var place = start
        for hit in hits where hit.lowerBound >= place && hit.upperBound <= end {
            add(text[place..<hit.lowerBound], isHit: false)
            add(text[hit], isHit: true)
            place = hit.upperBound
        }
        add(text[place..<max(place, end)], isHit: false)
        if end < text.endIndex { add("…", isHit: false) }
        self.pieces = pieces
    }

    /// A little before the hit, at the beginning of a word where there is one.
    private static func start(of hit: Range<String.Index>, in text: String) -> String.Index {
        let early =
            text.index(hit.lowerBound, offsetBy: -leadMax, limitedBy: text.startIndex)
            ?? text.startIndex
        guard early > text.startIndex,
            let blank = text[early..<hit.lowerBound].firstIndex(where: \.isWhitespace)
        else { return early }
        return text.index(after: blank)
    }

    /// White space and controls become single blanks.
    private static func line(_ stretch: Substring) -> String {
        var line = ""
        for character in stretch {
            let isBlank =
                character.isWhitespace
                || character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
            if !isBlank {
                line.append(character)
            } else if line.last != " " {
                line.append(" ")
            }
        }
        return line
    }
}
