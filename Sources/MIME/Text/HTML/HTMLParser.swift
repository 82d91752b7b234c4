import CXML2

/// Parses HTML with libxml2 and keeps what matters to reading.
///
/// The parser calls back for each tag and text; nothing is built but the flat ``HTMLDocument``.
/// What is hidden is left out here, and rows of tables are judged, so that the renderer need not
/// look ahead.
struct HTMLParser {
    /// Elements in each other. Each end tag without a beginning costs the parser a look at all of
    /// them, so this keeps it linear: 4 MB of such tags take two seconds at worst.
    static let depthMax = 512
    /// Bytes of different names of tags and attributes together. The parser compares each attribute
    /// of a tag with all those before it; this bounds how many different ones there can be.
    static let nameBytesMax = 16 << 10

    /// - Parameter html: valid UTF-8, at most 2 GB.
    /// - Returns: `nil` if it is nested deeper than ``depthMax``.
    static func parse(_ html: UnsafeBufferPointer<UInt8>) -> HTMLDocument? {
        _ = startLibrary
        guard html.count < Int(Int32.max), let context = htmlNewParserCtxt() else { return nil }
        defer { htmlFreeParserCtxt(context) }
        xmlDictSetLimit(context.pointee.dict, nameBytesMax)
        guard let handler = context.pointee.sax else { return nil }
        handler.pointee = makeHandler()
        var builder = HTMLBuilder(context, bytesMax: html.count)
        var markup = HTMLMarkup(html)
        withUnsafeMutablePointer(to: &builder) { builder in
            context.pointee.userData = UnsafeMutableRawPointer(builder)
            withUnsafeMutablePointer(to: &markup) { markup in
                let options =
                    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue
                    | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_COMPACT.rawValue
                // No name of a charset: with one the library would convert from UTF-8 to UTF-8.
                let tree = htmlCtxtReadIO(
                    context, { HTMLParser.read($0, $1, $2) }, nil, markup, nil, nil,
                    Int32(bitPattern: options))
                if let tree { xmlFreeDoc(tree) }
            }
        }
        return builder.isTooDeep ? nil : builder.document
    }

    /// Hands the library the next piece of the repaired markup; it keeps only what it is at.
    private static func read(
        _ markup: UnsafeMutableRawPointer?, _ target: UnsafeMutablePointer<CChar>?, _ count: Int32
    ) -> Int32 {
        guard let markup, let target, count > 0 else { return 0 }
        let room = UnsafeMutableRawBufferPointer(start: target, count: Int(count))
        let taken = markup.assumingMemoryBound(to: HTMLMarkup.self).pointee.read(into: room)
        return Int32(taken)
    }

    /// libxml2 wants to be set up by one thread before many use it.
    private static let startLibrary: Void = xmlInitParser()

    private static func makeHandler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = postern_sax2_magic()
        // Without one the library would write to the standard error.
        handler.serror = { _, _ in }
        handler.startElement = { context, name, attributes in
            guard let builder = HTMLParser.builder(context), let name else { return }
            builder.pointee.open(name, attributes)
        }
        handler.endElement = { context, _ in HTMLParser.builder(context)?.pointee.close() }
        handler.characters = { context, text, count in
            guard let text else { return }
            HTMLParser.builder(context)?.pointee.text(
                UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        return handler
    }

    private static func builder(
        _ context: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<HTMLBuilder>? {
        context?.assumingMemoryBound(to: HTMLBuilder.self)
    }
}
