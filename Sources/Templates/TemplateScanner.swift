/// Finds the tags of a template's source and refuses what Postern's templates do not have.
///
/// The library keeps its tokens to itself and takes more than we want: partials read files,
/// pragmas and other delimiters would change what the rest of the text means, unescaped values
/// would let a mail write HTML.
struct TemplateScanner {
    private let bytes: [UInt8]
    private let part: TemplateError.Part
    private var line: Int
    private var position = 0
    private var open: [TemplateTag] = []
    private var tags: [TemplateTag] = []
    /// The source in pieces that can be compiled each for itself: whole lines, no section cut.
    private(set) var pieces: [(text: String, firstLine: Int)] = []
    private var pieceStart = 0
    private var pieceLine: Int

    /// Sections within sections; the library recurses on them.
    static let nestingDepthMax = 16
    /// A piece ends with the first line at which it may and is at least so long. The library looks
    /// at all that is left of a text for every tag, so short ones are much faster.
    static let pieceBytesMin = 200

    /// Takes a source with LF line ends; `firstLine` is where it starts in its file.
    init(_ source: String, part: TemplateError.Part, firstLine: Int) {
        bytes = Array(source.utf8)
        self.part = part
        line = firstLine
        pieceLine = firstLine
    }

    /// Walks the whole source once.
    mutating func scan() throws -> [TemplateTag] {
        while position < bytes.count {
            if matches("{{") {
                try scanTag()
            } else {
                let isLineEnd = bytes[position] == UInt8(ascii: "\n")
                position += 1
                if isLineEnd { endLine() }
            }
        }
        if let tag = open.last {
            throw error(.syntax, "\(tag.shown) is never closed by {{/\(tag.name)}}", line: tag.line)
        }
        endPiece()
        return tags
    }

    private mutating func endLine() {
        line += 1
        if open.isEmpty, position - pieceStart >= Self.pieceBytesMin { endPiece() }
    }

    private mutating func endPiece() {
        guard pieceStart < position else { return }
        let text = String(decoding: bytes[pieceStart..<position], as: UTF8.self)
        pieces.append((text: text, firstLine: pieceLine))
        pieceStart = position
        pieceLine = line
    }

    private mutating func scanTag() throws {
        let start = line
        position += 2
        let contentStart = position
        while position < bytes.count, !matches("}}") {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
        guard position < bytes.count else {
            throw error(.syntax, "\"{{\" without \"}}\"", line: start)
        }
        let content = bytes[contentStart..<position]
        position += 2
        guard let sigil = content.first else {
            throw error(.syntax, "empty tag {{}}", line: start)
        }
        switch Character(UnicodeScalar(sigil)) {
        case "!": return
        case "#": try add(.section, content.dropFirst(), line: start)
        case "^": try add(.inverted, content.dropFirst(), line: start)
        case "/": try add(.close, content.dropFirst(), line: start)
        case "{", "&":
            throw error(
                .notSupported,
                "values are always escaped in HTML and never in text: write {{name}}", line: start)
        case ">", "<", "$":
            throw error(.notSupported, "templates cannot include others", line: start)
        case "=": throw error(.notSupported, "tags are always {{ and }}", line: start)
        case "%": throw error(.notSupported, "templates have no pragmas", line: start)
        default: try add(.variable, content, line: start)
        }
    }

    private mutating func add(
        _ kind: TemplateTag.Kind, _ content: ArraySlice<UInt8>, line: Int
    ) throws {
        let name = try name(in: content, line: line)
        let tag = TemplateTag(kind: kind, name: name, line: line)
        switch kind {
        case .variable: break
        case .section, .inverted:
            open.append(tag)
            if open.count > Self.nestingDepthMax {
                let count = Self.nestingDepthMax
                throw error(.tooDeep, "more than \(count) sections in each other", line: line)
            }
        case .close:
            guard let opened = open.popLast() else {
                throw error(.syntax, "\(tag.shown) closes nothing", line: line)
            }
            guard opened.name == name else {
                throw error(
                    .syntax,
                    "\(tag.shown) where {{/\(opened.name)}} was expected"
                        + " (opened in line \(opened.line))", line: line)
            }
        }
        tags.append(tag)
    }

    private func name(in content: ArraySlice<UInt8>, line: Int) throws -> String {
        let blank: Set<UInt8> = [32, 9, 10]
        var trimmed = content
        while let first = trimmed.first, blank.contains(first) { trimmed.removeFirst() }
        while let last = trimmed.last, blank.contains(last) { trimmed.removeLast() }
        let name = String(decoding: trimmed, as: UTF8.self)
        if name == "." { return name }
        let isName = name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.utf8.allSatisfy(Self.isNameByte)
        }
        guard isName else { throw error(.syntax, "\"\(name)\" is no name", line: line) }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func matches(_ mark: StaticString) -> Bool {
        position + 1 < bytes.count && bytes[position] == mark.utf8Start[0]
            && bytes[position + 1] == mark.utf8Start[1]
    }

    private func error(_ code: TemplateError.Code, _ detail: String, line: Int) -> TemplateError {
        TemplateError(code, part: part, line: line, detail: detail)
    }
}
