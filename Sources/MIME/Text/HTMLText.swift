/// Turns HTML into text that can be read: a seam for a real HTML parser.
///
/// One pass, linear in the input, no state but a few flags. It knows which tags break lines, which
/// contents are not for reading, and entities; it knows nothing of styles or tables' columns.
struct HTMLText {
    /// The text of a document or a piece of one; lines end with LF, at most one is empty in a row.
    static func text(of html: String) -> String {
        var reader = HTMLText(Array(html.utf8))
        reader.run()
        return reader.finished()
    }

    private let input: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    /// Line ends owed before the next word: 0, 1 (a new line) or 2 (an empty line between).
    private var pendingBreaks = 0
    private var pendingSpace = false
    private var preDepth = 0
    /// Set once the input turned out to have no more of these, so that nothing is searched twice.
    private var hasNoCommentEnd = false
    private var hasNoQuotedTagEnd = false

    private static let paragraphTags: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr",
        "dl", "form", "fieldset",
    ]
    private static let lineTags: Set<String> = [
        "div", "tr", "dt", "dd", "section", "article", "header", "footer", "address", "center",
        "caption", "title", "body", "html", "thead", "tbody", "main", "aside", "figure", "option",
    ]
    private static let hiddenTags: Set<String> = [
        "script", "style", "title", "template", "noscript", "object", "svg", "xml",
    ]

    private init(_ input: [UInt8]) {
        self.input = input
        output.reserveCapacity(input.count / 2)
    }

    private mutating func run() {
        while position < input.count {
            let byte = input[position]
            if byte == UInt8(ascii: "<") {
                if !readMarkup() {
                    emit(byte)
                    position += 1
                }
            } else if byte == UInt8(ascii: "&") {
                readEntity()
            } else {
                emit(byte)
                position += 1
            }
        }
    }

    private func finished() -> String {
        let text = String(decoding: output, as: UTF8.self)
        return CleanText.multiLine(text)
    }

    /// Writes one byte of text, folding white space as a browser does.
    private mutating func emit(_ byte: UInt8) {
        let isSpace = byte == 0x20 || (9...13).contains(byte)
        if isSpace && preDepth == 0 {
            pendingSpace = true
            return
        }
        if preDepth > 0 && byte == 0x0A && pendingBreaks == 0 {
            output.append(byte)
            return
        }
        if pendingBreaks > 0 {
            while output.last == 0x20 { output.removeLast() }
            if !output.isEmpty {
                output.append(contentsOf: repeatElement(0x0A, count: pendingBreaks))
            }
            pendingBreaks = 0
        } else if pendingSpace && !output.isEmpty && output.last != 0x0A && output.last != 0x20 {
            output.append(0x20)
        }
        pendingSpace = false
        output.append(byte)
    }

    private mutating func lineBreak(_ count: Int) {
        pendingBreaks = max(pendingBreaks, count)
        pendingSpace = false
    }

    /// Reads what begins with `<`. False if it is no markup but a less-than sign.
    private mutating func readMarkup() -> Bool {
        guard position + 1 < input.count else { return false }
        switch input[position + 1] {
        case UInt8(ascii: "!"):
            skipDeclaration()
            return true
        case UInt8(ascii: "?"):
            position = plainTagEnd(from: position)
            return true
        case UInt8(ascii: "/"):
            guard position + 2 < input.count, Self.isLetter(input[position + 2]) else {
                return false
            }
        case let byte where Self.isLetter(byte): break
        default: return false
        }
        let isEnd = input[position + 1] == UInt8(ascii: "/")
        var index = position + (isEnd ? 2 : 1)
        let start = index
        while index < input.count, Self.isNameByte(input[index]), index - start < 20 { index += 1 }
        let name = String(decoding: input[start..<index], as: UTF8.self).lowercased()
        position = tagEnd(from: index)
        let isEmptyTag = position >= 2 && input[position - 2] == UInt8(ascii: "/")
        apply(name, isEnd: isEnd, isEmptyTag: isEmptyTag)
        return true
    }

    private mutating func apply(_ name: String, isEnd: Bool, isEmptyTag: Bool) {
        if Self.hiddenTags.contains(name) {
            lineBreak(name == "title" ? 1 : 0)
            if !isEnd && !isEmptyTag { skipContent(of: name) }
        } else if name == "br" {
            // Several in a row make empty lines, unlike the ends of blocks.
            pendingBreaks = min(pendingBreaks + 1, 2)
            pendingSpace = false
        } else if name == "li" {
            lineBreak(1)
            if !isEnd {
                emit(UInt8(ascii: "-"))
                pendingSpace = true
            }
        } else if name == "td" || name == "th" {
            pendingSpace = true
        } else if Self.paragraphTags.contains(name) {
            lineBreak(2)
            if name == "pre" { preDepth = max(0, preDepth + (isEnd ? -1 : 1)) }
        } else if Self.lineTags.contains(name) {
            lineBreak(1)
        }
    }

    /// Comments, doctypes, and the conditional sections of a certain office program.
    private mutating func skipDeclaration() {
        let isComment =
            position + 3 < input.count && input[position + 2] == UInt8(ascii: "-")
            && input[position + 3] == UInt8(ascii: "-")
        guard isComment, !hasNoCommentEnd else {
            position = plainTagEnd(from: position)
            return
        }
        var index = position + 4
        while index + 2 < input.count {
            if input[index] == UInt8(ascii: "-"), input[index + 1] == UInt8(ascii: "-"),
                input[index + 2] == UInt8(ascii: ">")
            {
                position = index + 3
                return
            }
            index += 1
        }
        hasNoCommentEnd = true
        position = plainTagEnd(from: position)
    }

    /// Behind the `>` that ends a tag; quoted attribute values may contain one.
    private mutating func tagEnd(from start: Int) -> Int {
        guard !hasNoQuotedTagEnd else { return plainTagEnd(from: start) }
        var quote: UInt8?
        var index = start
        while index < input.count {
            let byte = input[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                // Only a value is quoted: an apostrophe elsewhere is a typing error.
                if index > start, input[index - 1] == UInt8(ascii: "=") { quote = byte }
            }
            index += 1
        }
        hasNoQuotedTagEnd = true
        return plainTagEnd(from: start)
    }

    private func plainTagEnd(from start: Int) -> Int {
        let end = input[start...].firstIndex(of: UInt8(ascii: ">"))
        return end.map { $0 + 1 } ?? input.count
    }

    /// To the end tag of that name; to the end of the input if there is none.
    private mutating func skipContent(of name: String) {
        let wanted = Array(name.utf8)
        while let open = input[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = open + 1
            guard position < input.count, input[position] == UInt8(ascii: "/") else { continue }
            let found = input[(position + 1)...].prefix(wanted.count)
            if found.elementsEqual(wanted, by: { $0 | 0x20 == $1 }) {
                position = plainTagEnd(from: position)
                return
            }
        }
        position = input.count
    }

    private mutating func readEntity() {
        let limit = min(input.count, position + 34)
        var end = position + 1
        while end < limit, Self.isNameByte(input[end]) || input[end] == UInt8(ascii: "#") {
            end += 1
        }
        let name = String(decoding: input[(position + 1)..<end], as: UTF8.self)
        guard let text = HTMLEntities.text(of: name) else {
            emit(input[position])
            position += 1
            return
        }
        position = end
        if position < input.count, input[position] == UInt8(ascii: ";") { position += 1 }
        for byte in text.utf8 { emit(byte) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
