import Templates
import Tickets

/// A text of an argument in which `{{…}}` stands for what a template may name.
struct FilledText: Sendable {
    /// As it was written.
    let source: String
    private let isOneLine: Bool

    /// Whether it says the same of every ticket.
    var isConstant: Bool { !source.contains("{{") }

    /// Checks brackets and names.
    init(_ value: ArgumentValue, isOneLine: Bool) throws {
        source = try value.textOrEmpty()
        self.isOneLine = isOneLine
        guard !isConstant else { return }
        do {
            if let problem = try Self.parsed(source).check(against: ScripValues.shape).first {
                throw problem
            }
        } catch let error as TemplateError {
            throw ScripProblem(value.key, path: value.path, Self.words(error, in: source))
        }
    }

    /// The place counts in the argument's own text; one line needs no number.
    private static func words(_ error: TemplateError, in source: String) -> String {
        guard error.partial == nil, let position = error.position else { return "\(error)" }
        let line = source.contains(where: \.isNewline) ? "line \(position.line - 1), " : ""
        return "\(line)column \(position.column): \(error.detail)"
    }

    init(constant: String) {
        source = constant
        isOneLine = false
    }

    /// Whether something of what happened, such as a note's words, would stand in it.
    func quotesEntry(
        _ templates: inout CheckedTemplates, _ snapshot: Snapshot
    ) throws -> Bool {
        guard !isConstant, case .object(var members) = templates.values(of: snapshot) else {
            return false
        }
        for name in ["message", "transaction"] { members[name] = nil }
        return try filled(with: .object(members)) != filled(&templates, snapshot)
    }

    /// The text for one ticket.
    func filled(_ templates: inout CheckedTemplates, _ snapshot: Snapshot) throws -> String {
        guard !isConstant else { return isOneLine ? OneLine.of(source) : source }
        return try filled(with: templates.values(of: snapshot))
    }

    private func filled(with values: TemplateValue) throws -> String {
        // Not in the words of a reader: what is filled may be read as a date again.
        let clock = MomentText(language: "", zone: .utc)
        let text = try Self.parsed(source).render(values) { milliseconds in
            clock.of(Timestamp(milliseconds: milliseconds))
        }.text
        return isOneLine ? OneLine.of(text) : text
    }

    private static func parsed(_ source: String) throws -> TemplateText {
        // The empty line ends a header block that is not there.
        try TemplateText.parse(
            TemplateSource(name: "argument", language: "en", text: "\n" + source, html: nil))
    }
}
