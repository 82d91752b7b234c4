import ArgumentParser
import Desk
import Tickets

/// `postern scrip show` and its likes.
struct RuleShowCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: "Prints a \(Subject.noun) as it is written.",
            discussion: "Example: postern \(Subject.noun) show \(Subject.example)")
    }

    @Argument(help: "Which one.")
    var name: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let rules = try RuleShelf(Subject.kind, instance).require(name)
        let output = instance.output(options)
        try output.print("\(Subject.noun)", rules.map(RuleReport.init)) {
            guard rules.count > 1 else { return rules.map(\.written.text).joined() }
            return rules.map { rule in
                let head = output.terminal.styled("==> \(rule.name) <==", .faint)
                return head + "\n" + rule.written.text
            }.joined(separator: "\n")
        }
    }
}
