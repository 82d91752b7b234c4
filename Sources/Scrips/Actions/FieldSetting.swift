import Templates
import Tickets

/// A field that an argument sets, with its values as people write them; they may name what
/// templates may.
struct FieldSetting: Sendable {
    /// RT's name, or `CF.{Name}`.
    let name: String
    private let texts: [FilledText]

    private static let dates: Set<String> = ["Starts", "Started", "Due", "Told", "Resolved"]

    /// The name of a custom field in `CF.{Name}`; `nil` for any other field.
    var customField: String? { Self.customField(name) }

    /// Checks what can be checked without the ticket. Only a custom field takes several values.
    init(_ name: String, _ value: ArgumentValue) throws {
        self.name = name
        guard Self.customField(name) == nil else {
            texts = try value.elements().map { try FilledText($0, isOneLine: false) }
            return
        }
        let text = try FilledText(value, isOneLine: true)
        texts = [text]
        guard text.isConstant, !text.source.isEmpty else { return }
        if Self.dates.contains(name), !Self.isNone(text.source),
            QueryDate(text.source, at: .zero) == nil
        {
            throw value.problem(expected: "\(QueryDate.expected), or none")
        }
        // The names that a site has for priorities only the database knows.
        if name.hasSuffix("Priority"), text.source.first?.isLetter != true {
            _ = try value.number(in: NumberLimits.priority)
        }
        if name.hasPrefix("Time"), Minutes.read(text.source) == nil {
            throw value.problem(expected: Minutes.expected)
        }
    }

    /// The values for one ticket without those that are empty; a date as the moment that it means
    /// now, in milliseconds, or `none`.
    func values(_ templates: inout CheckedTemplates, _ snapshot: Snapshot) throws -> [String] {
        var values: [String] = []
        for text in texts {
            let filled = try text.filled(&templates, snapshot)
            let value = try isOfLines(snapshot) ? filled : moment(OneLine.of(filled), snapshot)
            if value.contains(where: { !$0.isWhitespace }) { values.append(value) }
        }
        return values
    }

    /// As ``FilledText/quotesEntry(_:_:)``.
    func quotesEntry(_ templates: inout CheckedTemplates, _ snapshot: Snapshot) throws -> Bool {
        for text in texts where try text.quotesEntry(&templates, snapshot) { return true }
        return false
    }

    private func isOfLines(_ snapshot: Snapshot) -> Bool {
        guard let wanted = customField?.lowercased() else { return false }
        return snapshot.fields.contains {
            $0.field.kind == .text && $0.field.name.lowercased() == wanted
        }
    }

    private func moment(_ value: String, _ snapshot: Snapshot) throws -> String {
        guard Self.dates.contains(name), !Self.isNone(value) else { return value }
        let time = QueryTime(now: snapshot.now, offsetSeconds: { _ in 0 })
        guard let date = QueryDate(value, at: time) else {
            throw ScripError(detail: "\(name): expected \(QueryDate.expected), found \"\(value)\"")
        }
        return "\(date.start.milliseconds)"
    }

    private static func isNone(_ text: String) -> Bool {
        ["", "none", "not set"].contains(text.lowercased())
    }

    /// The name in `CF.{Name}` or RT's `CustomField.{Name}`; `nil` for any other word.
    static func customField(_ word: String) -> String? {
        for prefix in ["cf.{", "customfield.{"] where word.lowercased().hasPrefix(prefix) {
            let name = word.dropFirst(prefix.count)
            guard name.last == "}", name.count > 1 else { return nil }
            return String(name.dropLast())
        }
        return nil
    }
}

extension QueryTime {
    /// Only to see whether a date can be read.
    static let zero = QueryTime(now: Timestamp(milliseconds: 0), offsetSeconds: { _ in 0 })
}
