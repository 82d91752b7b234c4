/// A name that templates may use, with what an admin must know of it.
package struct TemplateName: Hashable, Sendable {
    /// Without the names that it is part of.
    package let name: String
    /// A sentence for the admin.
    package let about: String
    /// What it is.
    package let kind: Kind

    /// What a name stands for.
    package indirect enum Kind: Hashable, Sendable {
        case text
        case time
        case flag
        case object([TemplateName])
        /// A text under each name of the site's own.
        case open
        /// Each element has these names.
        case list([TemplateName])
        /// Each element is a text: `{{.}}`.
        case texts
    }

    /// Describes a text.
    package init(_ name: String, _ about: String) { self.init(name, .text, about) }

    /// Describes a name.
    package init(_ name: String, _ kind: Kind, _ about: String) {
        self.name = name
        self.about = about
        self.kind = kind
    }

    var shape: TemplateShape {
        switch kind {
        case .text: .text
        case .time: .time
        case .flag: .flag
        case .object(let members): members.shape
        case .open: .open(.text)
        case .list(let members): .list(members.shape)
        case .texts: .list(.text)
        }
    }

    /// In a word, for tables.
    package var kindWord: String {
        switch kind {
        case .text: "text"
        case .time: "time"
        case .flag: "yes or no"
        case .object: "–"
        case .open: "texts"
        case .list: "list"
        case .texts: "list of texts"
        }
    }
}

extension [TemplateName] {
    /// What templates are checked against.
    package var shape: TemplateShape {
        .object(Dictionary(map { ($0.name, $0.shape) }) { first, _ in first })
    }

    /// Every name, each before its parts, in the order in which they were written down; the parts
    /// of a list's elements follow the list as `list → part`.
    package var flattened: [(path: String, name: TemplateName)] {
        flatMap { name -> [(path: String, name: TemplateName)] in
            switch name.kind {
            case .text, .time, .flag, .texts, .open: [(name.name, name)]
            case .object(let members):
                [(name.name, name)]
                    + members.flattened.map { ("\(name.name).\($0.path)", $0.name) }
            case .list(let members):
                [(name.name, name)]
                    + members.flattened.map { ("\(name.name) → \($0.path)", $0.name) }
            }
        }
    }
}
