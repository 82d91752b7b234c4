import Tickets

/// Words as the two engines' text indexes are asked for them.
///
/// Only words that ``Tickets/SearchWords`` cut come in here: letters, digits, marks. They still
/// stand in quotes, so that none is taken for an operator.
struct TextTerms {
    /// Which texts are looked at.
    enum Part {
        /// Those that everybody reads who sees the ticket.
        case open
        /// Notes among staff.
        case notes
        case all
    }

    private let query: TextQuery
    private let place: TicketTest.TextPlace
    private let part: Part

    init(_ query: TextQuery, _ place: TicketTest.TextPlace, _ part: Part) {
        self.query = query
        self.place = place
        self.part = part
    }

    /// For FTS5: `{subject text} : ("a b" AND "c" *)`.
    var sqlite: String {
        var columns =
            part == .notes
            ? []
            : place == .content
                ? ["text"] : ["subject", "text", "filename"]
        if part != .open { columns.append("comment") }
        let phrases = query.phrases.map { phrase in
            "\"" + phrase.words.joined(separator: " ") + "\"" + (phrase.isPrefix ? " *" : "")
        }
        return "{" + columns.joined(separator: " ") + "} : ("
            + phrases.joined(separator: " AND ") + ")"
    }

    /// For PostgreSQL: `('a':AB <-> 'b':AB) & 'c':*AB`.
    var postgresql: String {
        var letters = part == .notes ? "" : place == .content ? "B" : "ABC"
        if part != .open { letters += "D" }
        return query.phrases.map { phrase in
            let words = phrase.words.enumerated().map { index, word in
                let isLast = index == phrase.words.count - 1
                return "'\(word)':" + (isLast && phrase.isPrefix ? "*" : "") + letters
            }
            return "(" + words.joined(separator: " <-> ") + ")"
        }.joined(separator: " & ")
    }
}
