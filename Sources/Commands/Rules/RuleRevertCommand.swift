import ArgumentParser
import Desk
import Tickets

/// `postern scrip revert` and its likes.
struct RuleRevertCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revert",
            abstract: "Takes a change of a \(Subject.noun) back, its deletion too.",
            discussion: """
                Without --to, as it was before its last change; with --to, as that change left it. \
                Going back is a change like any other: it is checked, and `log` shows it.

                Example: postern \(Subject.noun) revert \(Subject.example)
                """)
    }

    @Argument(help: "Which one, also when it is gone.")
    var name: String

    @Option(help: ArgumentHelp("Number of a change, from `log`.", valueName: "change"))
    var to: Int64?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(Subject.kind, instance)
        let changes = try instance.desk.ruleChanges(
            Subject.kind, named: name, limit: 10_000, as: instance.actor.id)
        let goal = try goal(changes, shelf)
        let current = shelf.rule(named: name)
        let output = instance.output(options)
        guard goal != current?.written else {
            return try output.done(["\(Subject.title) \"\(name)\" is so already."])
        }
        let edits: [RuleEdit]
        if let goal {
            edits = try shelf.read([goal]).map { RuleEdit($0, seen: current?.written) }
        } else {
            edits = current.map { [RuleEdit(deleting: $0)] } ?? []
        }
        try instance.desk.change(
            edits, remark: to.map { "revert to #\($0)" } ?? "revert", as: instance.actor.id)
        try output.done([
            goal == nil
                ? "\(Subject.title) \"\(name)\" deleted: there was none before."
                : "\(Subject.title) \"\(name)\" is as it was."
        ])
    }

    private func goal(_ changes: [RuleChange], _ shelf: RuleShelf) throws -> RuleText? {
        guard let last = changes.first else {
            _ = try shelf.requireOne(name)
            throw CommandFailure("\(Subject.noun) \"\(name)\" was never changed")
        }
        guard let to else { return last.before }
        guard let change = changes.first(where: { $0.id == to }) else {
            throw CommandFailure(
                "change #\(to) is none of \(Subject.noun) \"\(name)\"; see `postern "
                    + "\(Subject.noun) log \(name)`")
        }
        return change.after
    }
}
