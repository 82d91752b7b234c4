import ArgumentParser
import Desk
import Scrips
import Tickets

/// `postern scrip create`.
struct ScripCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a scrip out of options, out of a file, or in your editor.",
        discussion: """
            With --condition and --action, the options say all; with --from, a file does; without \
            either, $VISUAL or $EDITOR opens with a beginning.

              postern scrip create tell-boss --condition "On Create" \\
                  --action "Notify AdminCcs" --template transaction --queue billing
              postern scrip create late --condition "Unanswered" --condition-argument 4h \\
                  --where "Priority < 80" --action "Set Field" \\
                  --action-argument "{Priority: 80, Status: open}"
            """)

    @Argument(help: "Its name: lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: ArgumentHelp("When it applies: \"On Create\".", valueName: "condition"))
    var condition: String?

    @Option(
        help: ArgumentHelp(
            "What the condition needs to know, as in a file: 4h, \"{new: resolved}\".",
            valueName: "yaml"))
    var conditionArgument: String?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("A query that the ticket must satisfy as well.", valueName: "query"))
    var search: String?

    @Option(help: ArgumentHelp("What it does: \"Notify AdminCcs\".", valueName: "action"))
    var action: String?

    @Option(
        help: ArgumentHelp(
            "What the action needs to know, as in a file: \"{Priority: 80}\".", valueName: "yaml"))
    var actionArgument: String?

    @Option(
        help: ArgumentHelp(
            "TransactionCreate, TransactionBatch or Schedule. Without it: Schedule for conditions"
                + " that wait for time, else TransactionCreate.", valueName: "stage"))
    var stage: String?

    @Option(help: ArgumentHelp("What is mailed.", valueName: "template"))
    var template: String?

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Lower runs first.", valueName: "number"))
    var order: Int?

    @Option(
        name: [.short, .customLong("queue")],
        help: ArgumentHelp("Only there; may be given several times.", valueName: "queue"))
    var queues: [String] = []

    @Flag(help: "Keep it, but do not run it yet.")
    var disabled = false

    @Option(
        help: ArgumentHelp("Take the text from there; - is standard input.", valueName: "file"))
    var from: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard Scrip.isName(name) else {
            throw ValidationError(
                "\"\(name)\" is no name of a scrip: lower-case letters, digits and single hyphens, "
                    + "at most \(Scrip.nameCharactersMax)")
        }
        let hasFields =
            [template, description, conditionArgument, actionArgument, search, stage]
            .contains { $0 != nil } || order != nil || !queues.isEmpty || disabled
        if condition == nil, action == nil {
            guard !hasFields else {
                throw ValidationError("--condition and --action are needed as well")
            }
        } else if condition == nil || action == nil {
            throw ValidationError("--condition and --action go together")
        } else if from != nil {
            throw ValidationError("--from says all; it goes without --condition and --action")
        }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(.scrip, instance)
        guard shelf.rule(named: name) == nil else {
            throw CommandFailure(
                "there is a scrip \"\(name)\" already; `postern scrip edit` changes it")
        }
        let file = ScripSubject.file(name)
        if let text = try from.map(RuleInput.text) ?? text() {
            try RuleInput.naming(from ?? file, as: file) {
                let rules = try shelf.read([RuleText(file: file, text: text)])
                guard rules.allSatisfy({ $0.name == name }) else {
                    throw CommandFailure(
                        "the text names scrip \"\(rules[0].name)\", the command \"\(name)\"",
                        .usage)
                }
                try instance.change(rules.map { RuleEdit($0, seen: nil) }, remark: "create")
            }
        } else {
            let draft = RuleText(file: file, text: ScripSubject.skeleton(name))
            let session = RuleEditing(shelf: shelf, instance: instance, remark: "create")
            guard try session.edit(draft, seen: nil) != nil else {
                return try instance.output(options).done(["Nothing was written."])
            }
        }
        try instance.output(options).done(["Scrip \"\(name)\" made."])
    }

    /// The file that the options stand for; `nil` without them.
    private func text() -> String? {
        guard let condition, let action else { return nil }
        var lines = ["name: \(YAMLScalar.text(name))"]
        if let description { lines.append("description: \(YAMLScalar.text(description))") }
        lines.append("condition: \(YAMLScalar.text(condition))")
        if let conditionArgument {
            lines.append(Self.line("condition_argument", conditionArgument))
        }
        if let search { lines.append("where: \(YAMLScalar.text(search))") }
        lines.append("action: \(YAMLScalar.text(action))")
        if let actionArgument { lines.append(Self.line("action_argument", actionArgument)) }
        if let template { lines.append("template: \(YAMLScalar.text(template))") }
        if let stage { lines.append("stage: \(YAMLScalar.text(stage))") }
        if let order { lines.append("order: \(order)") }
        if !queues.isEmpty {
            lines.append("queues: [\(queues.map(YAMLScalar.text).joined(separator: ", "))]")
        }
        if disabled { lines.append("enabled: false") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A key with a value that is YAML already; more than one line stands below the key.
    private static func line(_ key: String, _ yaml: String) -> String {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 1 else { return "\(key): \(yaml)" }
        return "\(key):" + lines.map { $0.isEmpty ? "\n" : "\n  \($0)" }.joined()
    }
}
