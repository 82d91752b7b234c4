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
    package static func text(of html: String) -> String { read(html).text }

    /// As ``text(of:)``, and whether the document was nested too deep to be followed.
    static func read(_ html: String) -> (text: String, isTooDeep: Bool) {
        var html = html
        return html.withUTF8 { html in
            let bytes = rendered(html)
            if let bytes, !bytes.isEmpty {
                return (String(decoding: bytes, as: UTF8.self), false)
            }
            // Too deep, or nothing to be seen: all hidden, or lost behind a quote that never closes.
            return (HTMLStripper.text(of: HTMLMarkup.repaired(html)), bytes == nil)
        }
    }

    /// A function of its own, so that the document is gone before the text is made of the bytes.
    private static func rendered(_ html: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        HTMLParser.parse(html).map(HTMLRenderer.bytes)
    }
}
