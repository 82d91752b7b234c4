import ArgumentParser
import Desk
import Scrips
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
        let name = try fullName(shelf, instance)
        let history = try RuleHistory(Subject.kind, named: name, instance)
        let goal = try goal(history, name)
        let current = shelf.rule(named: name)
        let output = instance.output(options)
        guard goal != current?.written else {
            return try output.done(["\(Subject.title) \"\(name)\" is so already."])
        }
        let rules = try goal.map { try shelf.read([$0]) } ?? []
        // Under the name that it has now, which may be another than it had then.
        let gone =
            try current.flatMap { rule in rules.contains { $0.name == rule.name } ? nil : rule }
            ?? renamed(goal, history.changes, shelf, instance)
        var edits = gone.map { [RuleEdit(deleting: $0)] } ?? []
        edits += rules.map { rule in
            RuleEdit(rule, seen: rule.name == current?.name ? current?.written : nil)
        }
        try instance.change(edits, remark: to.map { "revert to #\($0)" } ?? "revert")
        if let gone, let rule = rules.first {
            return try output.done([
                "\(Subject.title) \"\(gone.name)\" is called \"\(rule.name)\" again."
            ])
        }
        try output.done([
            goal == nil
                ? "\(Subject.title) \"\(name)\" deleted: there was none before."
                : "\(Subject.title) \"\(name)\" is as it was."
        ])
    }

    /// What a rule that is gone is called since then, where nothing else was done to it: `edit` gave
    /// it another name, and it lies in the same file.
    private func renamed(
        _ goal: RuleText?, _ changes: [RuleChange], _ shelf: RuleShelf, _ instance: Instance
    ) throws -> WrittenRule? {
        guard let goal, let gone = changes.first, gone.after == nil,
            let other = shelf.rules.first(where: { $0.written.file == goal.file }),
            let made = try instance.desk.ruleChanges(
                Subject.kind, named: other.name, limit: 1, as: instance.actor.id
            ).first, made.before == nil, made.changed == gone.changed, made.user == gone.user
        else { return nil }
        return other
    }

    /// The one rule that is meant, also one that is gone; a template's name means its only file.
    private func fullName(_ shelf: RuleShelf, _ instance: Instance) throws -> String {
        guard shelf.rule(named: name) == nil else { return name }
        let changes = try instance.desk.ruleChanges(
            Subject.kind, named: nil, limit: 10_000, as: instance.actor.id)
        let known = Set(changes.map(\.name) + shelf.rules.map(\.name)).sorted()
        if known.contains(name) { return name }
        let files = known.filter { other in
            Subject.kind == .template && other.hasPrefix(name + "/")
                && !other.dropFirst(name.count + 1).contains("/")
        }
        if files.count == 1 { return files[0] }
        guard files.isEmpty else {
            throw CommandFailure(
                "\(Subject.noun) \"\(name)\" has several files; name one: "
                    + files.joined(separator: ", "), .usage)
        }
        let folders = known.map { $0.split(separator: "/").dropLast().joined(separator: "/") }
        let near = Suggestion.text(for: name, among: known + folders.filter { !$0.isEmpty })
        throw CommandFailure(
            "there is no \(Subject.noun) \"\(name)\", and none was changed\(near); see `postern "
                + "\(Subject.noun) log`")
    }

    private func goal(_ history: RuleHistory, _ name: String) throws -> RuleText? {
        guard !history.changes.isEmpty else {
            throw CommandFailure("\(Subject.noun) \"\(name)\" was never changed")
        }
        guard let to else { return history.previous }
        guard let goal = history.outcome(of: to) else {
            throw CommandFailure(
                "change #\(to) is none of \(Subject.noun) \"\(name)\"; see `postern "
                    + "\(Subject.noun) log \(name)`")
        }
        return goal
    }
}
