/// The elements that matter to the reading of a mail; all others are `other`, and see-through.
enum HTMLTag: UInt8 {
    case other, link, image, lineBreak, paragraph, heading, block, quote, preformatted, rule
    case orderedList, unorderedList, listItem, definitionList, term, definition
    case table, row, cell, headCell, shortQuote, hidden

    /// Lines before and after the element: 0 for what runs along in the line, 1 for a line of its
    /// own, 2 for an empty line between.
    var lineBreaks: Int {
        switch self {
        case .paragraph, .heading, .quote, .preformatted, .definitionList: 2
        case .block, .rule, .row, .listItem, .term, .definition, .table, .orderedList,
            .unorderedList:
            1
        default: 0
        }
    }

    /// - Parameter name: in lower case.
    static func named(_ name: String) -> HTMLTag { byName[name] ?? .other }

    private static let byName: [String: HTMLTag] = {
        var table: [String: HTMLTag] = [
            "a": .link, "img": .image, "br": .lineBreak, "p": .paragraph, "blockquote": .quote,
            "pre": .preformatted, "listing": .preformatted, "xmp": .preformatted, "hr": .rule,
            "ol": .orderedList, "ul": .unorderedList, "menu": .unorderedList,
            "dir": .unorderedList, "li": .listItem, "dl": .definitionList, "dt": .term,
            "dd": .definition, "table": .table, "tr": .row, "td": .cell, "th": .headCell,
            "q": .shortQuote,
        ]
        for name in ["h1", "h2", "h3", "h4", "h5", "h6"] { table[name] = .heading }
        for name in [
            "div", "section", "article", "header", "footer", "address", "center", "caption",
            "body", "html", "thead", "tbody", "tfoot", "main", "aside", "nav", "figure",
            "figcaption", "option", "form", "fieldset", "legend", "details", "summary", "hgroup",
            "dialog", "title",
        ] {
            table[name] = .block
        }
        // `noscript` is not among them: a mail program runs no scripts.
        for name in [
            "script", "style", "title", "template", "object", "svg", "xml", "iframe", "noframes",
            "noembed", "audio", "video", "canvas", "applet",
        ] {
            table[name] = .hidden
        }
        return table
    }()
}
