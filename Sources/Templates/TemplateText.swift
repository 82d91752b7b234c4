// Templates: fills a text with values. A template is a header block, an empty line and a plain
// body, with an HTML body beside it; `{{name}}` stands for a value, `{{#name}}…{{/name}}` for a
// part that is there only when the value is, or once for each element of a list.
//
// It refuses to know: what a ticket or a mail is, where a template is stored, who gets it. No code
// runs in a template: no lambdas, no partials, no transforms, no reflection on our types.
// Start reading at ``TemplateText``, then ``TemplateValue`` (what goes in).

/// A parsed template in one language, ready to be filled any number of times.
package struct TemplateText: Sendable {
    /// Whether the message's files go along; from the header block's `Attachments`.
    package let attachesFiles: Bool
    let headers: [(field: TemplateHeader.Field, part: TemplatePart)]
    let text: TemplatePart
    let html: TemplatePart?

    /// Longest source of one part; a template that is longer is a mistake.
    package static let sourceBytesMax = 256 * 1_024
    /// Longest result of one part; a mail that is longer helps nobody.
    package static let renderedBytesMax = 1_024 * 1_024

    /// Reads a template's source.
    ///
    /// - Throws: ``TemplateError`` with the line of the first mistake; names are not looked at,
    ///   that is what ``check(against:)`` is for.
    package static func parse(_ source: TemplateSource) throws -> TemplateText {
        try limit(source.text, part: .text)
        let block = try TemplateHeader.split(TemplatePart.unixLines(source.text))
        let headers = try block.fields.map { field in
            let part = try TemplatePart(
                field.value, part: .header(field.name), escapesHTML: false, firstLine: field.line)
            return (field: field, part: part)
        }
        let text = try TemplatePart(
            block.body, part: .text, escapesHTML: false, firstLine: block.bodyLine)
        var html: TemplatePart?
        if let markup = source.html {
            try limit(markup, part: .html)
            html = try TemplatePart(
                TemplatePart.unixLines(markup), part: .html, escapesHTML: true, firstLine: 1)
        }
        return TemplateText(
            attachesFiles: block.attachesFiles, headers: headers, text: text, html: html)
    }

    /// Finds every use of a name that `shape` does not have, or that is used as what it is not.
    ///
    /// - Returns: one error a use, in the order of the lines, headers first; empty when all is
    ///   well.
    package func check(against shape: TemplateShape) -> [TemplateError] {
        let parts = headers.map(\.part) + [text] + (html.map { [$0] } ?? [])
        return parts.flatMap { $0.check(against: shape) }
    }

    /// Fills the template.
    ///
    /// A header's result is one line whatever the values hold, so that no value can start another
    /// header. In HTML every value is escaped; in plain text and headers none is.
    ///
    /// - Throws: ``TemplateError`` with code `tooLarge` for a result over ``renderedBytesMax``.
    package func render(_ values: TemplateValue) throws -> RenderedText {
        var filled: [RenderedText.Header] = []
        var subject: String?
        for header in headers {
            let value = OneLine.of(try header.part.render(values))
            if header.field.isSubject {
                subject = value
            } else if !value.isEmpty {
                filled.append(RenderedText.Header(name: header.field.name, value: value))
            }
        }
        return RenderedText(
            subject: subject, headers: filled, text: try text.render(values),
            html: try html?.render(values))
    }

    private static func limit(_ source: String, part: TemplateError.Part) throws {
        guard source.utf8.count > sourceBytesMax else { return }
        throw TemplateError(
            .tooLarge, part: part, line: nil,
            detail: "the template has more than \(sourceBytesMax) bytes")
    }
}

/// What a template became.
package struct RenderedText: Hashable, Sendable {
    /// `nil` when the template sets none.
    package let subject: String?
    /// The further header fields in the template's order; those that came out empty are left out.
    package let headers: [Header]
    /// The plain body as it goes out.
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
