/// What a template is filled with: a plain tree, no types of ours.
package enum TemplateValue: Hashable, Sendable {
    /// Nothing; a section on it is left out.
    case none
    /// An empty text counts as nothing in a section.
    case text(String)
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
        case .object: false
        }
    }
}

/// Which names there are and what each is: what a template is checked against.
package indirect enum TemplateShape: Hashable, Sendable {
    /// May be absent as well.
    case text
    case flag
    case list(TemplateShape)
    /// May be absent as well.
    case object([String: TemplateShape])
    /// An object whose names are a site's own and not known where the template is checked.
    case open(TemplateShape)

    /// Tells whether `value` is what this shape promises; for the test that keeps both together.
    ///
    /// Every member of the shape must be in an object's value, `none` at least, and nothing else.
    package func fits(_ value: TemplateValue) -> Bool {
        switch (self, value) {
        case (.text, .text), (.flag, .flag), (.text, .none), (.object, .none): true
        case (.list(let element), .list(let values)): values.allSatisfy(element.fits)
        case (.open(let shape), .object(let values)): values.values.allSatisfy(shape.fits)
        case (.object(let shapes), .object(let values)):
            shapes.count == values.count
                && shapes.allSatisfy { name, shape in values[name].map(shape.fits) ?? false }
        default: false
        }
    }

    /// Every dotted name below this one, sorted; a list's elements stand under its own name.
    package var names: [String] {
        guard case .object(let members) = self.element else { return [] }
        return members.flatMap { name, shape in
            [name] + shape.names.map { "\(name).\($0)" }
        }.sorted()
    }

    /// What a section on it has as its scope.
    var element: TemplateShape {
        if case .list(let element) = self { element } else { self }
    }

    /// Looks a dotted name up as the library does: the first part anywhere in the stack, innermost
    /// first, the rest only below that.
    static func find(_ name: String, in stack: [TemplateShape]) -> TemplateShape? {
        if name == "." { return stack.last }
        let parts = name.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        for scope in stack.reversed() {
            guard case .object(let members) = scope, var found = members[first] else { continue }
            for part in parts.dropFirst() {
                switch found {
                case .object(let inner):
                    guard let next = inner[part] else { return nil }
                    found = next
                case .open(let inner): found = inner
                case .text, .flag, .list: return nil
                }
            }
            return found
        }
        return nil
    }
}
