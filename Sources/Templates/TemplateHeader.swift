/// Reads the header block that a template starts with.
enum TemplateHeader {
    /// A line of the block.
    struct Field: Hashable, Sendable {
        /// As written.
        let name: String
        /// As written, without blanks at the ends.
        let value: String
        /// Where the value begins.
        let start: TemplatePosition

        var isSubject: Bool { name.lowercased() == "subject" }
    }

    /// What stands above and below the empty line.
    struct Block: Hashable, Sendable {
        var fields: [Field] = []
        var attachesFiles = false
        var makesHTML = false
        var body = ""
        /// The body's first line in the file.
        var bodyLine = 1
    }

    /// Splits a source with LF line ends.
    ///
    /// - Throws: ``TemplateError`` for a first line that is no header, for a header that a template
    ///   may not set, for one that stands twice.
    static func split(_ source: String) throws -> Block {
        var block = Block()
        var rest = Substring(source)
        var line = 0
        var seen: Set<String> = []
        while true {
            line += 1
            let end = rest.firstIndex(of: "\n") ?? rest.endIndex
            let text = rest[..<end]
            rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
            if text.allSatisfy({ $0 == " " || $0 == "\t" }) { break }
            let field = try field(text, line: line)
            guard seen.insert(field.name.lowercased()).inserted else {
                throw error("\(field.name) stands twice", field.name, line: line)
            }
            switch field.name.lowercased() {
            case "attachments":
                block.attachesFiles = try choice(field, no: "no", yes: "yes")
            case "html": block.makesHTML = try choice(field, no: "no", yes: "from-text")
            default: block.fields.append(field)
            }
        }
        block.body = String(rest)
        block.bodyLine = line + 1
        return block
    }

    private static func field(_ text: Substring, line: Int) throws -> Field {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
            text[..<colon].allSatisfy(letters.contains)
        else {
            throw TemplateError(
                .badHeader, part: .text, position: TemplatePosition(line: line),
                detail: "expected \"Name: value\", or an empty line before the text")
        }
        let name = String(text[..<colon])
        let lowered = name.lowercased()
        guard ["subject", "attachments", "html"].contains(lowered) || isFree(lowered) else {
            let near = NearestName.of(name, among: ["Subject", "Attachments", "HTML"])
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw error(
                "a template may set Subject, Attachments, HTML and X- headers, not \(name)\(hint)",
                name, line: line)
        }
        let isBlank = { (letter: Character) in letter == " " || letter == "\t" }
        var value = text[text.index(after: colon)...].drop(while: isBlank)
        let column = text[..<value.startIndex].unicodeScalars.count + 1
        while value.last.map(isBlank) == true { value.removeLast() }
        return Field(
            name: name, value: String(value),
            start: TemplatePosition(line: line, column: column))
    }

    /// X- headers are the site's, except those by which Postern knows its own mail.
    private static func isFree(_ lowered: String) -> Bool {
        let ours = ["x-postern-", "x-loop", "x-auto-response-suppress", "x-rt-"]
        return lowered.hasPrefix("x-") && lowered.count > 2
            && !ours.contains(where: lowered.hasPrefix)
    }

    private static func choice(_ field: Field, no: String, yes: String) throws -> Bool {
        switch field.value.lowercased() {
        case yes: return true
        case no: return false
        default:
            throw TemplateError(
                .badHeader, part: .header(field.name), position: field.start,
                detail: "expected \(yes) or \(no), found \"\(field.value)\"")
        }
    }

    private static func error(_ detail: String, _ name: String, line: Int) -> TemplateError {
        TemplateError(
            .badHeader, part: .header(name), position: TemplatePosition(line: line),
            detail: detail)
    }
}
