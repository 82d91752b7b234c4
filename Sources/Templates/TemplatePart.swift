/// One piece of a template, read: a header's value, the plain body or the HTML body.
struct TemplatePart: Sendable {
    let part: TemplateError.Part
    /// The partial that it belongs to; `nil` for a piece of the template itself.
    let partial: TemplateKey?
    let nodes: [TemplateNode]
    /// Tags that use a name, in the order of the text.
    let tags: [TemplateTag]

    /// Reads a source; every mistake is told with its place.
    init(
        _ source: String, part: TemplateError.Part, start: TemplatePosition = TemplatePosition(),
        partial: TemplateKey? = nil
    ) throws {
        self.part = part
        self.partial = partial
        var parser = TemplateParser(source, part: part, start: start)
        do {
            nodes = try parser.parse()
        } catch let error as TemplateError {
            throw partial.map(error.inside) ?? error
        }
        tags = parser.tags
    }

    /// The partials that it names itself, each once, with the first place.
    var included: [TemplateTag] {
        var seen: Set<String> = []
        return tags.filter { $0.kind == .partial && seen.insert($0.name).inserted }
    }

    /// Puts the piece's place on a mistake.
    func error(_ code: TemplateError.Code, _ detail: String, at tag: TemplateTag) -> TemplateError {
        TemplateError(
            code, part: part, position: tag.position, detail: detail, partial: partial)
    }

    /// CRLF and CR become LF: line numbers and standalone tags depend on it. The byte order mark
    /// with which some editors begin a file goes.
    static func unixLines(_ text: String) -> String {
        let isMarked = text.unicodeScalars.first == "\u{FEFF}"
        let text = isMarked ? String(text.unicodeScalars.dropFirst()) : text
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
