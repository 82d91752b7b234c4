import Mustache

/// One compiled piece of a template: a header's value, the plain body or the HTML body.
struct TemplatePart: Sendable {
    let part: TemplateError.Part
    /// Tags that use a name, in the order of the text.
    let tags: [TemplateTag]
    private let compiled: [MustacheTemplate]

    /// Scans for our own rules first, so that every mistake is told with its line, then compiles.
    init(_ source: String, part: TemplateError.Part, escapesHTML: Bool, firstLine: Int) throws {
        self.part = part
        var scanner = TemplateScanner(source, part: part, firstLine: firstLine)
        tags = try scanner.scan()
        // The pragma is the library's way to switch escaping off; on a line of its own it leaves
        // no trace. Templates cannot hold one themselves, the scanner refuses it.
        let pragma = escapesHTML ? "" : "{{% CONTENT_TYPE: TEXT }}\n"
        compiled = try scanner.pieces.map { piece in
            do {
                return try MustacheTemplate(string: pragma + piece.text)
            } catch let error as MustacheTemplate.ParserError {
                let line = error.context.lineNumber + piece.firstLine - (escapesHTML ? 1 : 2)
                throw TemplateError(
                    .syntax, part: part, line: line, detail: "\(error.error)", underlying: error)
            }
        }
    }

    /// Fills the piece; see ``TemplateText/render(_:)``.
    func render(_ values: TemplateValue) throws -> String {
        let root = MustacheNode.wrap(values)
        var result = ""
        for piece in compiled { result += piece.render(root) }
        guard result.utf8.count <= TemplateText.renderedBytesMax else {
            throw TemplateError(
                .tooLarge, part: part, line: nil,
                detail: "the result has more than \(TemplateText.renderedBytesMax) bytes")
        }
        return result
    }

    /// Follows the tags through `shape` as rendering follows them through values.
    func check(against shape: TemplateShape) -> [TemplateError] {
        var errors: [TemplateError] = []
        var stack = [shape]
        for tag in tags {
            if tag.kind == .close {
                stack.removeLast()
                continue
            }
            let found = TemplateShape.find(tag.name, in: stack)
            if let problem = tag.problem(with: found, in: stack) {
                let code: TemplateError.Code = found == nil ? .unknownName : .wrongUse
                errors.append(TemplateError(code, part: part, line: tag.line, detail: problem))
            }
            switch tag.kind {
            // An unknown section still opens a scope; its own error is enough.
            case .section: stack.append(found?.element ?? .object([:]))
            case .inverted: stack.append(stack.last ?? shape)
            case .variable, .close: break
            }
        }
        return errors
    }

    /// CRLF and CR become LF: line numbers and standalone tags depend on it.
    static func unixLines(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\r") {
                bytes.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
                bytes.append(byte)
            }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
