/// Names one stored template: which, in which language, for which queue.
package struct TemplateKey: Hashable, Sendable, Comparable {
    /// As scrips refer to it: `admin-comment`. A partial's begins with `_`.
    package let name: String
    /// BCP 47 tag in lower case: `en`, `pt-br`.
    package let language: String
    /// Name of the only queue that it is for; `nil` for the site's.
    package let queue: String?

    /// Puts the three together.
    package init(name: String, language: String, queue: String? = nil) {
        self.name = name
        self.language = language.lowercased()
        self.queue = queue
    }

    /// True for what other templates include by `{{> name}}` and no scrip mails.
    package var isPartial: Bool { Self.isPartial(name) }

    /// Tells a partial's name.
    package static func isPartial(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: "_") }

    /// For people: `template "resolved" (en) of queue "support"`.
    package var shown: String {
        let what = isPartial ? "partial" : "template"
        return "\(what) \"\(name)\" (\(language))" + (queue.map { " of queue \"\($0)\"" } ?? "")
    }

    /// The site's before the queues', then by name and language.
    package static func < (one: TemplateKey, other: TemplateKey) -> Bool {
        (one.queue ?? "", one.name, one.language) < (other.queue ?? "", other.name, other.language)
    }
}

/// A template as it is stored: text that an admin wrote, in one language.
package struct TemplateSource: Hashable, Sendable {
    /// What it is called.
    package let key: TemplateKey
    /// The header block, an empty line, the plain body; of a partial only the body. May be empty
    /// beside an HTML body, from which the plain part is made then.
    package let text: String
    /// The HTML body; `nil` makes mails in plain text only.
    package let html: String?

    /// Takes a source as it is; ``TemplateSet`` checks it.
    package init(
        name: String, language: String, queue: String? = nil, text: String, html: String?
    ) {
        key = TemplateKey(name: name, language: language, queue: queue)
        self.text = text
        self.html = html
    }

    /// ``TemplateKey/name``.
    package var name: String { key.name }
    /// ``TemplateKey/language``.
    package var language: String { key.language }
    /// ``TemplateKey/queue``.
    package var queue: String? { key.queue }

    /// True when nothing is written in it: a queue's own template that is empty keeps its mail from
    /// being sent, as in RT.
    package var isEmpty: Bool { Self.isBlank(text) && html.map(Self.isBlank) ?? true }

    private static func isBlank(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 32 || (9...13).contains($0) }
    }
}
