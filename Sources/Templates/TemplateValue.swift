/// What a template is filled with: a plain tree, no types of ours.
package enum TemplateValue: Hashable, Sendable {
    /// Nothing; a section on it is left out.
    case none
    /// An empty text counts as nothing in a section.
    case text(String)
    /// Milliseconds since 1970 in UTC; becomes a text when it is known who reads it.
    case time(Int64)
    case flag(Bool)
    case list([TemplateValue])
    case object([String: TemplateValue])

    /// Text if there is some, else nothing.
    package init(_ text: String?) { self = text.map(TemplateValue.text) ?? .none }

    /// True for what a section leaves out.
    package var isEmpty: Bool {
        switch self {
        case .none: true
        case .text(let text): text.isEmpty
        case .flag(let flag): !flag
        case .list(let elements): elements.isEmpty
        case .object, .time: false
        }
    }

    /// Looks a dotted name up: the first part anywhere in the stack, innermost first, the rest only
    /// below that. ``TemplateShape/find(_:in:)`` does the same with shapes.
    static func find(_ path: [String], in stack: [TemplateValue]) -> TemplateValue {
        guard let first = path.first else { return stack.last ?? .none }
        for scope in stack.reversed() {
            guard case .object(let members) = scope, var found = members[first] else { continue }
            for part in path.dropFirst() {
                guard case .object(let inner) = found, let next = inner[part] else { return .none }
                found = next
            }
            return found
        }
        return .none
    }
}
