import ArgumentParser
import Scrips
import Templates

/// `postern template names`.
struct TemplateNamesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Lists every name that a template may use.",
        discussion: """
            {{ticket.subject}} stands for a value. What lies behind an arrow belongs to each element \
            of a list: {{#requestors}}{{name}}{{/requestors}}. Any other name is an error when a \
            template is checked, never an empty text in a mail.
            """)

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let output = Output(options.format)
        try output.print("template_names", TemplateNameReport.all) {
            var table = Table("name", "is", "meaning")
            for name in TemplateNameReport.all { table.add(name.name, name.kind, name.about) }
            return table.text(output.terminal, empty: "")
        }
    }
}

/// A name that templates may use, as JSON shows one.
package struct TemplateNameReport: Encodable {
    /// With the names before it: `ticket.subject`, `requestors → name`.
    package let name: String
    /// `text`, `time`, `yes or no`, `list`, `list of texts`; `–` for what only has parts.
    package let kind: String
    package let about: String

    static let all = ScripNames.all.flattened.map { path, name in
        TemplateNameReport(name: path, kind: name.kindWord, about: name.about)
    }

    /// The table of `docs/templates.md`, each line ended.
    package static var markdown: String {
        let rows = all.map { "| `\($0.name)` | \($0.kind) | \($0.about) |\n" }
        return "| name | is | meaning |\n|---|---|---|\n" + rows.joined()
    }
}
