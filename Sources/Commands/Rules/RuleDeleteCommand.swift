import ArgumentParser
import Desk
import Tickets

/// `postern scrip delete` and its likes.
struct RuleDeleteCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "delete",
            abstract: "Deletes a \(Subject.noun) that nothing needs.",
            discussion: """
                Its text stays in the history: `postern \(Subject.noun) revert` brings it back.

                Example: postern \(Subject.noun) delete \(Subject.example)
                """)
    }

    @Argument(help: "Which ones.")
    var names: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(Subject.kind, instance)
        let rules = try names.flatMap { try shelf.require($0) }
        try instance.desk.change(
            rules.map { RuleEdit(deleting: $0) }, remark: "delete", as: instance.actor.id)
        try instance.output(options).done(
            rules.map { "\(Subject.title) \"\($0.name)\" deleted." })
    }
}
