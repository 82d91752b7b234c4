/// Turns HTML into the text that a good mail program would write in its place.
///
/// ``HTMLMarkup`` repairs what the parser does not know, ``HTMLParser`` (libxml2) makes a
/// ``HTMLDocument`` of it, ``HTMLRenderer`` walks that and writes through ``TextFlow``. All are
/// linear in the input. What breaks the parser's limits goes through ``HTMLStripper``, which knows
/// nothing of structure but takes anything.
package enum HTMLText {
    /// The text of a document or a piece of one, without a line end at its end.
    ///
    /// Lines end with LF, have no white space behind them but in the signature's `-- `, and at most
    /// one in a row is empty. Quotes have `> ` in front. No control characters but tab.
    ///
    /// - Parameter html: anything; takes time and memory linear in it.
    package static func text(of html: String) -> String {
        var html = html
        let markup = html.withUTF8 { HTMLMarkup.repaired($0) }
        if let document = HTMLParser.parse(markup) {
            let text = HTMLRenderer.text(of: document)
            if !text.isEmpty { return text }
        }
        // Too deep, or nothing to be seen: all hidden, or lost behind a quote that never closes.
        return HTMLStripper.text(of: markup)
    }
}
