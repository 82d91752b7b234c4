import ArgumentParser
import Desk
import Store
import Tickets

/// `postern template list`.
struct TemplateListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the templates with their languages, and which scrips mail them.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        _ = try instance.desk.rules([.template], as: instance.actor.id)
        let lines = try instance.store.read { session -> [TemplateLine] in
            let scrips = try session.scrips()
            var lines: [TemplateLine] = []
            let queues = Dictionary(try session.queues().map { ($0.id, $0.name) }) { one, _ in one }
            for row in try session.templates() {
                let queue = row.queue.flatMap { queues[$0] }
                if lines.last?.name != row.name || lines.last?.queue != queue {
                    let users = scrips.filter { $0.template == row.name }.map(\.name)
                    lines.append(
                        TemplateLine(name: row.name, queue: queue, scrips: users.sorted()))
                }
                lines[lines.count - 1].languages.append(row.language)
                if row.htmlSource != nil { lines[lines.count - 1].html.append(row.language) }
            }
            return lines
        }
        let output = instance.output(options)
        try output.print("template_list", lines) {
            var table = Table("name", "queue", "languages", "with html", "mailed by")
            for line in lines {
                table.add(
                    line.name, line.queue ?? "–", line.languages.joined(separator: ", "),
                    line.html.isEmpty ? "–" : line.html.joined(separator: ", "),
                    line.scrips.isEmpty ? "–" : line.scrips.joined(separator: ", "))
            }
            return table.text(
                output.terminal, empty: "No template: `postern template create --help`.")
        }
    }
}

/// A template as JSON shows it in lists.
struct TemplateLine: Encodable {
    let name: String
    /// The only queue that it is for; `nil` for the site's.
    let queue: String?
    var languages: [String] = []
    /// Languages in which it has an HTML part.
    var html: [String] = []
    /// Names of the scrips that mail it.
    let scrips: [String]
}
