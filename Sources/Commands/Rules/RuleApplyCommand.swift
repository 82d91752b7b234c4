import ArgumentParser
import Desk
import Tickets

/// `postern scrip apply` and its likes.
struct RuleApplyCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "apply",
            abstract: "Makes the \(Subject.plural) equal to a folder: makes, changes, deletes.",
            discussion: """
                Prints first what it would do and asks; where nobody can answer, --yes does. All is \
                done or nothing. What is wrong in any of the files is told with line and column, and \
                nothing is done then.

                Example: postern \(Subject.noun) apply \(Subject.plural) --dry-run
                """)
    }

    @Argument(help: ArgumentHelp("Files as `export` writes them.", valueName: "folder"))
    var folder: String

    @Flag(name: [.customShort("n"), .long], help: "Print what would be done, and do nothing.")
    var dryRun = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @Flag(help: "Take a folder without any of them for a wish to delete all.")
    var allowEmpty = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if dryRun, yes { throw ValidationError("--dry-run and --yes exclude each other") }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let plan = try RuleFolderPlan(
            Subject.kind, folder, mayBeEmpty: allowEmpty, instance
        ).plan
        let output = instance.output(options)
        let isDone = !dryRun && !plan.steps.isEmpty
        func change(isRehearsal: Bool) throws {
            try instance.change(
                plan.edits, remark: "apply", folder: folder, isRehearsal: isRehearsal)
        }
        if isDone {
            if !yes {
                if options.format == .text {
                    output.write(RuleDiff.styled(plan.diff, output.terminal))
                    output.write(plan.lines.map { Terminal.line($0) + "\n" }.joined())
                }
                // What would be refused is told before anybody decides.
                try change(isRehearsal: true)
                try Confirmation.ask(
                    "Do that?",
                    hint:
                        "\(plan.steps.count) \(Subject.plural) would change; --yes does it without "
                        + "asking, --dry-run shows what")
            }
            try change(isRehearsal: false)
        }
        try output.print("rule_plan", RulePlanReport(plan, isDone: isDone)) {
            RulePlanText.text(plan, output.terminal, isDone: isDone, withDiff: dryRun)
        }
        if dryRun { try change(isRehearsal: true) }
    }
}
