/// A tag in a template's source that uses a name.
struct TemplateTag: Hashable, Sendable {
    let kind: Kind
    let name: String
    /// The name between its dots; empty for `.`.
    let path: [String]
    let position: TemplatePosition
    /// True where the value becomes part of a link's address in HTML.
    var isInLink = false

    init(kind: Kind, name: String, position: TemplatePosition) {
        self.kind = kind
        self.name = name
        path = name.split(separator: ".").map(String.init)
        self.position = position
    }

    enum Kind: Hashable, Sendable {
        case variable, section, inverted, close, partial
    }

    /// As it stands in the source, for messages.
    var shown: String {
        switch kind {
        case .variable: "{{\(name)}}"
        case .section: "{{#\(name)}}"
        case .inverted: "{{^\(name)}}"
        case .close: "{{/\(name)}}"
        case .partial: "{{> \(name)}}"
        }
    }

    /// Says what is wrong with using the name so; `nil` when nothing is.
    func problem(with found: TemplateShape?, in stack: [TemplateShape]) -> String? {
        guard let found else {
            let known = stack.flatMap(\.names)
            let hint = NearestName.of(name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            return "unknown name \"\(name)\"\(hint)"
        }
        guard kind == .variable else { return nil }
        switch found {
        case .text, .time: return nil
        case .flag: return "\"\(name)\" is yes or no: use {{#\(name)}}…{{/\(name)}}"
        case .list: return "\"\(name)\" is a list: use {{#\(name)}}…{{/\(name)}}"
        case .open: return "\"\(name)\" has parts of its own: name one"
        case .object(let members):
            let prefix = name == "." ? "" : name + "."
            let first = members.keys.sorted().first.map { ", for example {{\(prefix)\($0)}}" } ?? ""
            return "\"\(name)\" has parts of its own: name one\(first)"
        }
    }
}

/// A piece of a template, read.
enum TemplateNode: Sendable {
    /// As it goes out.
    case text(String)
    case value(TemplateTag)
    /// Left out for what is empty, once for each element of a list.
    case section(TemplateTag, [TemplateNode])
    case partial(TemplateTag)
}
