/// Reads the header block that a template starts with.
enum TemplateHeader {
    /// A line of the block.
    struct Field: Hashable, Sendable {
        /// As written.
        let name: String
        let value: String
        let line: Int

        var isSubject: Bool { name.lowercased() == "subject" }
    }

    /// What stands above and below the empty line.
    struct Block: Hashable, Sendable {
        var fields: [Field] = []
        var attachesFiles = false
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
            let (name, value) = try pair(text, line: line)
            guard seen.insert(name.lowercased()).inserted else {
                throw error("\(name) stands twice", name: name, line: line)
            }
            if name.lowercased() == "attachments" {
                block.attachesFiles = try isYes(value, line: line)
            } else {
                block.fields.append(Field(name: name, value: value, line: line))
            }
        }
        block.body = String(rest)
        block.bodyLine = line + 1
        return block
    }

    private static func pair(_ text: Substring, line: Int) throws -> (String, String) {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
            text[..<colon].allSatisfy(letters.contains)
        else {
            throw TemplateError(
                .badHeader, part: .text, line: line,
                detail: "expected \"Name: value\", or an empty line before the text")
        }
        let name = String(text[..<colon])
        let lowered = name.lowercased()
        guard lowered == "subject" || lowered == "attachments" || isFree(lowered) else {
            throw error(
                "a template may set Subject, Attachments and X- headers, not \(name)",
                name: name, line: line)
        }
        return (name, OneLine.of(String(text[text.index(after: colon)...])))
    }

    /// X- headers are the site's, except those by which Postern knows its own mail.
    private static func isFree(_ lowered: String) -> Bool {
        let ours = ["x-postern-", "x-loop", "x-auto-response-suppress", "x-rt-"]
        return lowered.hasPrefix("x-") && lowered.count > 2
            && !ours.contains(where: lowered.hasPrefix)
    }

    private static func isYes(_ value: String, line: Int) throws -> Bool {
        switch value.lowercased() {
        case "yes": return true
        case "no": return false
        default:
            throw error("expected yes or no, found \"\(value)\"", name: "Attachments", line: line)
        }
    }

    private static func error(_ detail: String, name: String, line: Int) -> TemplateError {
        TemplateError(.badHeader, part: .header(name), line: line, detail: detail)
    }
}
