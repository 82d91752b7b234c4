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
        let name = try fullName(shelf, instance)
        let changes = try instance.desk.ruleChanges(
            Subject.kind, named: name, limit: 10_000, as: instance.actor.id)
        let goal = try goal(changes, name)
        let current = shelf.rule(named: name)
        let output = instance.output(options)
        guard goal != current?.written else {
            return try output.done(["\(Subject.title) \"\(name)\" is so already."])
        }
        let renamed = try renamed(goal, changes, shelf, instance)
        var edits: [RuleEdit] = []
        if let renamed { edits.append(RuleEdit(deleting: renamed)) }
        if let goal {
            edits += try shelf.read([goal]).map { RuleEdit($0, seen: current?.written) }
        } else {
            edits = current.map { [RuleEdit(deleting: $0)] } ?? []
        }
        try instance.change(edits, remark: to.map { "revert to #\($0)" } ?? "revert")
        if let renamed {
            return try output.done([
                "\(Subject.title) \"\(renamed.name)\" is called \"\(name)\" again."
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

    private func goal(_ changes: [RuleChange], _ name: String) throws -> RuleText? {
        guard let last = changes.first else {
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
