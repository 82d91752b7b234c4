/// Reads a template's source and refuses what Postern's templates do not have: pragmas and other
/// delimiters would change what the rest of the text means, unescaped values would let a mail write
/// HTML.
struct TemplateParser {
    private let bytes: [UInt8]
    private let part: TemplateError.Part
    private var ruler: TemplateRuler
    private var position = 0
    /// Where the text begins that no node holds yet.
    private var textStart = 0
    private var open: [Frame] = []
    private var nodes: [TemplateNode] = []
    private var html = HTMLPlace()
    /// Every tag that uses a name, in the order of the text.
    private(set) var tags: [TemplateTag] = []

    /// A section that is being read.
    private struct Frame {
        let tag: TemplateTag
        /// What stands before it on its own level.
        let before: [TemplateNode]
        let html: HTMLPlace
    }

    /// Sections within sections; rendering recurses on them.
    static let nestingDepthMax = 16

    /// Takes a source with LF line ends; `start` is where it begins in its file.
    init(_ source: String, part: TemplateError.Part, start: TemplatePosition) {
        bytes = Array(source.utf8)
        self.part = part
        ruler = TemplateRuler(bytes, start: start)
    }

    /// Walks the whole source once.
    mutating func parse() throws -> [TemplateNode] {
        while position < bytes.count {
            if matches("{{") { try readTag() } else { position += 1 }
        }
        endText(at: bytes.count)
        if let tag = open.last?.tag {
            throw error(
                .syntax, "\(tag.shown) is never closed by {{/\(tag.name)}}", at: tag.position)
        }
        if part == .html, !html.isText {
            throw error(
                .syntax, "the HTML ends in the middle of a tag, a comment, a script or a style",
                at: ruler.position(of: bytes.count))
        }
        return nodes
    }

    private mutating func readTag() throws {
        let start = position
        position += 2
        let contentStart = position
        while position < bytes.count, !matches("}}") { position += 1 }
        let place = ruler.position(of: start)
        guard position < bytes.count else {
            throw error(.syntax, "\"{{\" without \"}}\"", at: place)
        }
        let content = bytes[contentStart..<position]
        position += 2
        guard let sigil = content.first else {
            throw error(.syntax, "empty tag {{}}", at: place)
        }
        switch Character(UnicodeScalar(sigil)) {
        case "!": leaveOutLine(from: start)
        case "#": try add(.section, content.dropFirst(), from: start, at: place)
        case "^": try add(.inverted, content.dropFirst(), from: start, at: place)
        case "/": try add(.close, content.dropFirst(), from: start, at: place)
        case ">": try add(.partial, content.dropFirst(), from: start, at: place)
        case "{", "&":
            throw error(
                .notSupported,
                "values are always escaped in HTML and never in text: write {{name}}", at: place)
        case "<", "$":
            throw error(
                .notSupported, "templates cannot inherit; include one by {{> _name}}", at: place)
        case "=": throw error(.notSupported, "tags are always {{ and }}", at: place)
        case "%": throw error(.notSupported, "templates have no pragmas", at: place)
        default: try add(.variable, content, from: start, at: place)
        }
    }

    private mutating func add(
        _ kind: TemplateTag.Kind, _ content: ArraySlice<UInt8>, from start: Int,
        at place: TemplatePosition
    ) throws {
        let name = try name(in: content, kind: kind, at: place)
        var tag = TemplateTag(kind: kind, name: name, position: place)
        if kind == .variable { endText(at: start) } else { leaveOutLine(from: start) }
        switch kind {
        case .variable:
            if part == .html { tag.isInLink = try isInLink(tag) }
            nodes.append(.value(tag))
        case .partial:
            guard part != .html || html.isText else {
                throw error(.wrongUse, "\(tag.shown) cannot stand inside a tag", at: place)
            }
            nodes.append(.partial(tag))
        case .section, .inverted:
            open.append(Frame(tag: tag, before: nodes, html: html))
            nodes = []
            if open.count > Self.nestingDepthMax {
                let count = Self.nestingDepthMax
                throw error(.tooDeep, "more than \(count) sections in each other", at: place)
            }
        case .close: try close(tag)
        }
        tags.append(tag)
    }

    private mutating func close(_ tag: TemplateTag) throws {
        guard let frame = open.popLast() else {
            throw error(.syntax, "\(tag.shown) closes nothing", at: tag.position)
        }
        guard frame.tag.name == tag.name else {
            throw error(
                .syntax,
                "\(tag.shown) where {{/\(frame.tag.name)}} was expected"
                    + " (opened in line \(frame.tag.position.line))", at: tag.position)
        }
        // So it does not matter whether the section is there, nor how often.
        guard part != .html || html.state == frame.html.state else {
            throw error(
                .wrongUse,
                "\(tag.shown) must stand where \(frame.tag.shown) does: both outside of tags, or"
                    + " in the same attribute", at: tag.position)
        }
        nodes = frame.before + [.section(frame.tag, nodes)]
    }

    private func isInLink(_ tag: TemplateTag) throws -> Bool {
        switch html.verdict {
        case .escaped: return false
        case .inLink: return true
        case .refused(let why): throw error(.wrongUse, "\(tag.shown): \(why)", at: tag.position)
        }
    }

    // MARK: Text between tags

    private mutating func endText(at end: Int) {
        if textStart < end {
            let text = bytes[textStart..<end]
            if part == .html { html.read(text) }
            nodes.append(.text(String(decoding: text, as: UTF8.self)))
        }
        textStart = position
    }

    /// Ends the text before a tag that is no value; where the tag has its lines for itself, they
    /// are left out whole.
    private mutating func leaveOutLine(from start: Int) {
        var lineStart = start
        while lineStart > textStart, Self.isBlank(bytes[lineStart - 1]) { lineStart -= 1 }
        let beginsLine = lineStart == 0 || bytes[lineStart - 1] == UInt8(ascii: "\n")
        var lineEnd = position
        while lineEnd < bytes.count, Self.isBlank(bytes[lineEnd]) { lineEnd += 1 }
        let endsLine = lineEnd == bytes.count || bytes[lineEnd] == UInt8(ascii: "\n")
        guard beginsLine, endsLine else { return endText(at: start) }
        position = min(lineEnd + 1, bytes.count)
        endText(at: lineStart)
    }

    // MARK: Names

    private func name(
        in content: ArraySlice<UInt8>, kind: TemplateTag.Kind, at place: TemplatePosition
    ) throws -> String {
        var trimmed = content
        while let first = trimmed.first, first == 10 || Self.isBlank(first) {
            trimmed.removeFirst()
        }
        while let last = trimmed.last, last == 10 || Self.isBlank(last) { trimmed.removeLast() }
        let name = String(decoding: trimmed, as: UTF8.self)
        if kind == .partial {
            guard TemplateKey.isPartial(name) else {
                throw error(
                    .syntax, "a partial's name begins with _: {{> _footer}}, not \"\(name)\"",
                    at: place)
            }
            return name
        }
        if name == "." { return name }
        let isName = name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        guard isName else { throw error(.syntax, "\"\(name)\" is no name", at: place) }
        return name
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

    private func matches(_ mark: StaticString) -> Bool {
        position + 1 < bytes.count && bytes[position] == mark.utf8Start[0]
            && bytes[position + 1] == mark.utf8Start[1]
    }

    private func error(
        _ code: TemplateError.Code, _ detail: String, at place: TemplatePosition
    ) -> TemplateError {
        TemplateError(code, part: part, position: place, detail: detail)
    }
}
