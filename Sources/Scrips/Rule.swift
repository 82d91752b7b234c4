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

/// The path of a template's file below the folder of templates: `autoreply/en.txt`.
package struct TemplatePath: Hashable, Sendable {
    package let name: String
    /// BCP 47 tag.
    package let language: String
    /// True for the HTML part beside the text.
    package let isHTML: Bool

    /// Names a file.
    package init(name: String, language: String, isHTML: Bool) {
        self.name = name
        self.language = language
        self.isHTML = isHTML
    }

    /// Takes a path apart; `nil` where it is none of a template. Checks neither name nor language.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let dot = parts[1].lastIndex(of: "."), dot > parts[1].startIndex
        else { return nil }
        let ending = parts[1][dot...]
        guard !parts[0].isEmpty, ending == ".txt" || ending == ".html" else { return nil }
        self.init(
            name: String(parts[0]), language: String(parts[1][..<dot]), isHTML: ending == ".html")
    }

    /// The path.
    package var text: String { "\(name)/\(language).\(isHTML ? "html" : "txt")" }
}
