// Templates: fills a text with values. A template is a header block, an empty line and a plain
// body, with an HTML body beside it; `{{name}}` stands for a value, `{{#name}}…{{/name}}` for a
// part that is there only when the value is, or once for each element of a list, `{{> _name}}` for
// a partial: a text that templates share.
//
// It refuses to know: what a ticket or a mail is, where a template is stored, who gets it. No code
// runs in a template: no lambdas, no transforms, no files, no reflection on our types. The language
// is Mustache's; the reader is our own, since limits on what rendering costs, places in error
// messages and the rules of HTML attributes all need the tree.
// Start reading at ``TemplateSet``, then ``TemplateText``, ``TemplateValue`` (what goes in).

/// A template in one language, read together with its partials, ready to be filled any number of
/// times.
package struct TemplateText: Sendable {
    /// What it is called.
    package let key: TemplateKey
    /// Whether the message's files go along; from the header block's `Attachments`.
    package let attachesFiles: Bool
    /// Whether an HTML part is made from the plain one; from the header block's `HTML`.
    let makesHTML: Bool
    let headers: [(field: TemplateHeader.Field, part: TemplatePart)]
    /// `nil` when only the HTML is written.
    let text: TemplatePart?
    let html: TemplatePart?
    let partials: TemplatePartials

    /// Longest source of one part; a template that is longer is a mistake.
    package static let sourceBytesMax = 256 * 1_024
    /// Longest result of one part; a mail that is longer helps nobody.
    package static let renderedBytesMax = 1_024 * 1_024
    /// Longest result of one header.
    package static let headerBytesMax = 16 * 1_024

    /// Reads a template's source.
    ///
    /// - Parameters:
    ///   - find: gives the source of a partial in the language and for the queue in question.
    ///   - partialNames: those there are, for "did you mean".
    /// - Throws: ``TemplateError`` with the place of the first mistake; names of values are not
    ///   looked at, that is what ``check(against:)`` is for.
    package static func parse(
        _ source: TemplateSource, partialNames: [String] = [],
        find: (String) -> TemplateSource? = { _ in nil }
    ) throws -> TemplateText {
        try limit(source.text, part: .text)
        let block = try TemplateHeader.split(TemplatePart.unixLines(source.text))
        let headers = try block.fields.map { field in
            let part = try TemplatePart(
                field.value, part: .header(field.name), start: field.start)
            return (field: field, part: part)
        }
        let html = try source.html.map { markup in
            try limit(markup, part: .html)
            return try TemplatePart(TemplatePart.unixLines(markup), part: .html)
        }
        let isHTMLOnly =
            html != nil && block.body.utf8.allSatisfy { $0 == 32 || $0 == 9 || $0 == 10 }
        if block.makesHTML, html != nil {
            throw TemplateError(
                .badHeader, part: .header("HTML"),
                detail: "there is an HTML body already, so none can be made from the text")
        }
        let text =
            isHTMLOnly
            ? nil
            : try TemplatePart(
                block.body, part: .text, start: TemplatePosition(line: block.bodyLine))
        let parts = headers.map(\.part) + [text, html].compactMap(\.self)
        return TemplateText(
            key: source.key, attachesFiles: block.attachesFiles, makesHTML: block.makesHTML,
            headers: headers, text: text, html: html,
            partials: try TemplatePartials(of: parts, find: find, names: partialNames))
    }

    /// Finds every use of a name that `shape` does not have, or that is used as what it is not.
    ///
    /// - Returns: one error a use, in the order of the lines, headers first, those in partials where
    ///   they are included; empty when all is well.
    package func check(against shape: TemplateShape) -> [TemplateError] {
        var checker = TemplateChecker(partials)
        let parts = headers.map(\.part) + [text, html].compactMap(\.self)
        return parts.flatMap { checker.check($0, shape) }
    }

    /// Fills the template.
    ///
    /// A header's result is one line whatever the values hold, so that no value can start another
    /// header. In HTML every value is escaped; in plain text and headers none is.
    ///
    /// - Parameter moments: writes a ``TemplateValue/time(_:)`` for whoever reads it; not called
    ///   when the template shows none.
    /// - Throws: ``TemplateError`` with code `tooLarge` for a result over ``renderedBytesMax``, or
    ///   for more work than any mail is worth.
    package func render(
        _ values: TemplateValue, moments: @escaping (Int64) -> String = { "\($0)" }
    ) throws -> RenderedText {
        func fill(_ part: TemplatePart) throws -> String {
            var renderer = TemplateRenderer(
                part.part, values: values, partials: partials.of(part.part), moments: moments)
            return try renderer.render(part.nodes)
        }
        var filled: [RenderedText.Header] = []
        var subject: String?
        for header in headers {
            let value = OneLine.of(try fill(header.part))
            if header.field.isSubject {
                subject = value
            } else if !value.isEmpty {
                filled.append(RenderedText.Header(name: header.field.name, value: value))
            }
        }
        let plain = try text.map(fill) ?? ""
        let markup = try html.map(fill) ?? (makesHTML ? PlainHTML.of(plain, key.language) : nil)
        return RenderedText(subject: subject, headers: filled, text: plain, html: markup)
    }

    static func limit(_ source: String, part: TemplateError.Part) throws {
        guard source.utf8.count > sourceBytesMax else { return }
        throw TemplateError(
            .tooLarge, part: part, detail: "the template has more than \(sourceBytesMax) bytes")
    }
}

/// What a template became.
package struct RenderedText: Hashable, Sendable {
    /// `nil` when the template sets none.
    package let subject: String?
    /// The further header fields in the template's order; those that came out empty are left out.
    package let headers: [Header]
    /// The plain body as it goes out; empty when only HTML is written: then whoever sends the mail
    /// makes the plain part from that.
    package let text: String
    /// `nil` for a template without an HTML part.
    package let html: String?

    /// A header field on one line, decoded.
    package struct Header: Hashable, Sendable {
        /// As the template writes it.
        package let name: String
        /// Never empty, no controls.
        package let value: String
    }
}
