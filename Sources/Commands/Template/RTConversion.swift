import Scrips
import SiteFiles
import Templates

/// What became of one template of RT: one of ours, or a list of what needs a person; never half.
struct RTConversion {
    /// Where it came from.
    let template: RTTemplate
    /// Our name for it; empty when none can be made.
    let name: String
    /// `nil` when it needs a person.
    private(set) var source: TemplateSource?
    /// What needs a person, each with the line in RT's text; empty when nothing does.
    private(set) var problems: [Remark] = []
    /// What became of the rest that is not taken over word by word.
    private(set) var notes: [Remark] = []

    /// A sentence about a line.
    struct Remark: Hashable, Encodable {
        /// From 1; `nil` when it is about the whole.
        let line: Int?
        let text: String
    }

    private var headers: [String] = []
    private var isHTML = false

    /// Converts.
    init(_ template: RTTemplate, language: String) {
        self.template = template
        name = Self.name(from: template.name)
        if let fault = template.fault {
            problems.append(Remark(line: nil, text: fault))
            return
        }
        if !TemplateFolder.isName(name) {
            problems.append(
                Remark(
                    line: nil,
                    text: "no name for it can be made of \"\(template.name)\": name the file"
                        + " with small Latin letters, digits and hyphens"))
        }
        let text = template.content.replacing("\r\n", with: "\n")
        let body = readHeaders(text.split(separator: "\n", omittingEmptySubsequences: false))
        let converted = convert(body.lines.joined(separator: "\n"), firstLine: body.firstLine)
        finish(converted, language: language, firstLine: body.firstLine)
    }

    // MARK: Headers

    private mutating func readHeaders(
        _ lines: [Substring]
    ) -> (lines: [Substring], firstLine: Int) {
        guard let first = lines.first, Self.header(in: first) != nil || first.isEmpty else {
            return (lines, 1)
        }
        for (index, line) in lines.enumerated() {
            if line.allSatisfy(\.isWhitespace) {
                return (Array(lines[(index + 1)...]), index + 2)
            }
            guard let (name, value) = Self.header(in: line) else {
                problems.append(
                    Remark(line: index + 1, text: "a header was expected, found \"\(line)\""))
                continue
            }
            take(name, value, line: index + 1)
        }
        return ([], lines.count + 1)
    }

    private mutating func take(_ name: String, _ value: String, line: Int) {
        switch name.lowercased() {
        case "subject": headers.append("Subject: " + convert(value, firstLine: line))
        case "rt-attach-message":
            if ["yes", "1", "y", "true"].contains(value.lowercased()) {
                headers.append("Attachments: yes")
            }
        case "content-type":
            isHTML = value.lowercased().hasPrefix("text/html")
            if !isHTML, !value.lowercased().hasPrefix("text/plain") {
                problems.append(Remark(line: line, text: "mails have no such part: \(value)"))
            }
        case "precedence", "auto-submitted":
            notes.append(
                Remark(line: line, text: "\(name) left out: mails of Postern have their own"))
        default:
            let converted = convert(value, firstLine: line)
            let candidate = "\(name): \(converted)"
            let probe = TemplateSource(
                name: "probe", language: "en", text: candidate + "\n\n.", html: nil)
            do {
                _ = try TemplateText.parse(probe)
                headers.append(candidate)
            } catch let error as TemplateError {
                problems.append(Remark(line: line, text: error.detail))
            } catch {
                problems.append(Remark(line: line, text: "\(error)"))
            }
        }
    }

    private static func header(in line: Substring) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
        let name = line[..<colon]
        guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            return nil
        }
        return (
            String(name), line[line.index(after: colon)...].trimmingPrefix { $0 == " " }.description
        )
    }

    // MARK: Text

    /// Turns each `{$Name}` into ours; what else stands in braces is Perl.
    private mutating func convert(_ text: String, firstLine: Int) -> String {
        var result = ""
        var line = firstLine
        var rest = Substring(text)
        while let next = rest.first {
            if next == "{" {
                let found = Self.block(at: rest)
                let place = line
                line += found.count(where: { $0 == "\n" })
                rest = rest.dropFirst(found.count)
                result += replacement(for: found, line: place)
                continue
            }
            if next == "\n" { line += 1 }
            result.append(next)
            rest.removeFirst()
        }
        return result
    }

    /// The braces with what they hold, braces within them among it; only `{` when they never end.
    private static func block(at text: Substring) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" {
                depth -= 1
                if depth == 0 { return text[...index] }
            }
        }
        return text.prefix(1)
    }

    private mutating func replacement(for block: Substring, line: Int) -> String {
        let code = block.dropFirst().dropLast().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        if block.count == 1 {
            problems.append(Remark(line: line, text: "{ without }"))
            return ""
        }
        if let ours = RTNames.ours(for: code, inHTML: isHTML) {
            if let field = RTNames.customField(in: code) {
                notes.append(
                    Remark(
                        line: line,
                        text: "custom field \"\(field)\" is \(ours); see `postern field list`"))
            }
            return ours
        }
        let shown = code.count > 60 ? code.prefix(60) + "…" : code[...]
        if let name = RTNames.name(in: code) {
            let near = RTNames.nearest(to: name).map { "; did you mean {$\($0)}?" } ?? ""
            let why = RTNames.absent[name] ?? "there is no such name here\(near)"
            problems.append(Remark(line: line, text: "{$\(name)}: \(why)"))
        } else {
            problems.append(Remark(line: line, text: "Perl code: {\(shown)}"))
        }
        return ""
    }

    // MARK: The whole

    private mutating func finish(_ body: String, language: String, firstLine: Int) {
        guard problems.isEmpty else { return }
        let block = headers.map { $0 + "\n" }.joined() + "\n"
        let made = TemplateSource(
            name: name, language: language, queue: template.queue,
            text: isHTML ? block : block + body, html: isHTML ? body : nil)
        let mistakes = TemplateSet([made]).mistakes(against: ScripValues.shape)
        guard mistakes.isEmpty || made.isEmpty && made.queue != nil else {
            let offset = firstLine - 1 - (isHTML ? 0 : headers.count + 1)
            problems = mistakes.map {
                Remark(line: $0.position.map { $0.line + offset }, text: $0.detail)
            }
            return
        }
        source = made
    }

    /// `Admin Comment` becomes `admin-comment`.
    static func name(from text: String) -> String {
        let words = text.lowercased().split { letter in
            !(letter.isASCII && (letter.isLetter || letter.isNumber))
        }
        return words.joined(separator: "-")
    }
}
