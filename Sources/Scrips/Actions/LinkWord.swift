import Templates
import Tickets

/// How an argument calls a link.
struct LinkWord {
    let word: String
    let kind: Link.Kind
    let isInverse: Bool

    static let all = [
        LinkWord(word: "depends_on", kind: .dependsOn, isInverse: false),
        LinkWord(word: "depended_on_by", kind: .dependsOn, isInverse: true),
        LinkWord(word: "member_of", kind: .memberOf, isInverse: false),
        LinkWord(word: "has_member", kind: .memberOf, isInverse: true),
        LinkWord(word: "refers_to", kind: .refersTo, isInverse: false),
        LinkWord(word: "referred_to_by", kind: .refersTo, isInverse: true),
    ]

    /// Where it may lead: a ticket's number or a URI; only a ticket can be tied to another.
    var expected: String { isInverse ? "a ticket's number" : Link.Target.expected }

    /// Reads a target as it was written.
    func target(_ value: ArgumentValue) throws -> Link.Target {
        guard let target = found(try value.text(expected: expected)) else {
            throw value.problem(expected: expected)
        }
        return target
    }

    /// Reads a target that was filled.
    func target(_ text: String) throws -> Link.Target {
        guard let target = found(text) else {
            throw ScripError(detail: "\(word): expected \(expected), found \"\(text)\"")
        }
        return target
    }

    private func found(_ text: String) -> Link.Target? {
        let target = Link.Target(text)
        if case .uri? = target, isInverse { return nil }
        return target
    }
}

/// A link in an argument; its target may name what templates may.
struct LinkText: Sendable {
    let word: LinkWord
    private let text: FilledText

    init(_ word: LinkWord, _ value: ArgumentValue) throws {
        self.word = word
        text = try FilledText(value, isOneLine: true)
    }

    /// Whether it is the same for every ticket.
    var isConstant: Bool { text.isConstant }

    /// As ``FilledText/quotesEntry(_:_:)``.
    func quotesEntry(_ templates: inout CheckedTemplates, _ snapshot: Snapshot) throws -> Bool {
        try text.quotesEntry(&templates, snapshot)
    }

    /// The target as it is written for one ticket; `nil` when nothing is left of it.
    func filled(_ templates: inout CheckedTemplates, _ snapshot: Snapshot) throws -> String? {
        let filled = OneWord.trimmed(try text.filled(&templates, snapshot))
        return filled.isEmpty ? nil : filled
    }
}
