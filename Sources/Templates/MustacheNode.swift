import Mustache

/// Shows a ``TemplateValue`` to the library without letting it reflect on our types.
///
/// Where the library finds a type that it does not know, it asks `Mirror`; this type answers for
/// every name, so it never does.
struct MustacheNode: MustacheParent, MustacheCustomRenderable {
    let value: TemplateValue

    /// Lists and flags must be the types that the library knows, or sections would not see them.
    static func wrap(_ value: TemplateValue) -> Any {
        switch value {
        case .flag(let flag): flag
        case .list(let elements): elements.map(wrap)
        case .none, .text, .object: MustacheNode(value: value)
        }
    }

    func child(named name: String) -> Any? {
        guard case .object(let members) = value else { return nil }
        return members[name].map(MustacheNode.wrap)
    }

    var renderText: String {
        if case .text(let text) = value { text } else { "" }
    }

    var isNull: Bool { value.isEmpty }
}
