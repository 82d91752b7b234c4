package import Tickets

/// A rule that was read and found to be right, with the text that it was read from.
package struct Rule: Hashable, Sendable {
    /// What the text says.
    package enum Value: Hashable, Sendable {
        case scrip(Scrip)
        case lifecycle(Lifecycle)
        /// One file of a template; its text is the template's.
        case template(TemplatePath)
    }

    package let written: RuleText
    package let value: Value

    /// Puts both together.
    package init(_ written: RuleText, _ value: Value) {
        self.written = written
        self.value = value
    }

    /// What it is.
    package var kind: RuleKind {
        switch value {
        case .scrip: .scrip
        case .lifecycle: .lifecycle
        case .template: .template
        }
    }

    /// As ``Tickets/WrittenRule/name``.
    package var name: String {
        switch value {
        case .scrip(let scrip): scrip.name
        case .lifecycle(let lifecycle): lifecycle.name
        case .template(let path): path.text
        }
    }
}

/// The path of a template's file below the folder of templates: `autoreply/en.txt`,
/// `queues/support/autoreply/en.txt` for one queue only.
package struct TemplatePath: Hashable, Sendable {
    package let name: String
    /// BCP 47 tag.
    package let language: String
    /// Name of the only queue that it is for; `nil` for the site's.
    package let queue: String?
    /// True for the HTML part beside the text.
    package let isHTML: Bool

    /// The folder of the queues' own.
    package static let queuesFolder = "queues"

    /// Names a file.
    package init(name: String, language: String, queue: String? = nil, isHTML: Bool) {
        self.name = name
        self.language = language
        self.queue = queue
        self.isHTML = isHTML
    }

    /// Takes a path apart; `nil` where it is none of a template. Checks neither name nor language.
    package init?(_ text: String) {
        var parts = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0) }
        var queue: String?
        if parts.count >= 4, parts[0] == Self.queuesFolder {
            let word = parts[1..<parts.count - 2].joined(separator: "/")
            guard let name = FileWord.decode(word), !name.isEmpty else { return nil }
            queue = name
            parts = parts.suffix(2)
        }
        guard parts.count == 2, let name = parts.first, let file = parts.last,
            let dot = file.lastIndex(of: "."), dot > file.startIndex
        else { return nil }
        let ending = file[dot...]
        guard !name.isEmpty, ending == ".txt" || ending == ".html" else { return nil }
        self.init(
            name: String(name), language: String(file[..<dot]), queue: queue,
            isHTML: ending == ".html")
    }

    /// How many of the last parts of a path name a template's file: 2, or more for a queue's own.
    package static func partCount(of parts: [String]) -> Int {
        // queues / QUEUE / NAME / LANGUAGE.txt, where QUEUE may be several.
        var index = parts.count - 4
        while index > 0, FileWord.goesOn(parts[index]) { index -= 1 }
        guard index >= 0, parts[index] == queuesFolder else { return 2 }
        return parts.count - index
    }

    /// The path.
    package var text: String {
        let owner = queue.map { "\(Self.queuesFolder)/\(FileWord.encode($0))/" } ?? ""
        return "\(owner)\(name)/\(language).\(isHTML ? "html" : "txt")"
    }

    /// The same template's other file.
    package var other: TemplatePath {
        TemplatePath(name: name, language: language, queue: queue, isHTML: !isHTML)
    }
}
