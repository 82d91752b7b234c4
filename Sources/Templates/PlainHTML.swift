/// Shows plain text as HTML, for templates that ask for it by `HTML: from-text`.
enum PlainHTML {
    /// A page with the text's paragraphs and lines as they are; nothing in it is read as HTML.
    ///
    /// - Throws: ``TemplateError`` `tooLarge`: marks and escapes make more of it than the text was.
    static func of(_ text: String, _ language: String) throws -> String {
        let paragraphs = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
            .split { line in line.allSatisfy { $0 == 32 || $0 == 9 } }
        var page = Page()
        try page.append("<!DOCTYPE html>\n<html lang=\"")
        try page.append(escaping: language.utf8)
        try page.append("\">\n<head><meta charset=\"utf-8\"><title></title></head>\n")
        try page.append("<body style=\"font-family: sans-serif; line-height: 1.4\">\n")
        for lines in paragraphs {
            try page.append("<p>")
            for (number, line) in lines.enumerated() {
                if number > 0 { try page.append("<br>\n") }
                try page.append(escaping: line)
            }
            try page.append("</p>\n")
        }
        try page.append("</body>\n</html>\n")
        return String(decoding: page.bytes, as: UTF8.self)
    }

    /// What was written so far; never longer than ``TemplateText/renderedBytesMax``.
    private struct Page {
        private(set) var bytes: [UInt8] = []

        mutating func append(_ markup: StaticString) throws {
            try append(bytes: Array(markup.description.utf8))
        }

        mutating func append(escaping text: some Sequence<UInt8>) throws {
            try append(bytes: HTMLText.escaped(text))
        }

        private mutating func append(bytes new: some Collection<UInt8>) throws {
            guard bytes.count + new.count <= TemplateText.renderedBytesMax else {
                throw TemplateError(
                    .tooLarge, part: .html,
                    detail: "the HTML that the text makes has more than "
                        + "\(TemplateText.renderedBytesMax) bytes")
            }
            bytes.append(contentsOf: new)
        }
    }
}
