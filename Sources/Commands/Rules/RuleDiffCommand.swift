import ArgumentParser
import Desk
import SiteFiles
import Tickets

/// `postern scrip diff` and its likes.
struct RuleDiffCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff",
            abstract: "Shows what would change if a folder were all \(Subject.plural).",
            discussion: """
                A unified diff from what is in force to the files: "-" is in force, "+" is in the \
                folder. Ends with 1 when there is a difference, with 0 when there is none.

                Example: postern \(Subject.noun) diff \(Subject.plural)
                """)
    }

    @Argument(help: ArgumentHelp("Files as `export` writes them.", valueName: "folder"))
    var folder: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let plan = try RuleFolderPlan(Subject.kind, folder, instance).plan
        let output = instance.output(options)
        try output.print("rule_plan", RulePlanReport(plan, isDone: false)) {
            RuleDiff.styled(plan.diff, output.terminal)
        }
        if !plan.steps.isEmpty { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }
}

/// What must be done for a folder to be all rules of a kind.
struct RuleFolderPlan {
    let plan: RulePlan

    /// Reads the folder and compares.
    ///
    /// - Parameter mayBeEmpty: takes a folder without any rule for no rules at all.
    /// - Throws: `SiteFileError` with all that is wrong in any of the files.
    init(
        _ kind: RuleKind, _ folder: String, mayBeEmpty: Bool = true, _ instance: Instance
    ) throws {
        let shelf = try RuleShelf(kind, instance)
        let input = RuleFolderInput(kind, folder)
        let files = try input.files(emptyHint: mayBeEmpty ? nil : input.deletionHint)
        plan = RulePlan(
            from: shelf.rules, to: try shelf.readAll(files, folder: input.folder), isWhole: true)
    }
}
