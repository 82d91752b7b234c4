import ArgumentParser
import Tickets

/// `postern site diff`.
struct SiteDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows what would change if the site were what a folder says.",
        discussion: """
            A unified diff from the site to the files: "-" is in force, "+" is in the folder. How a \
            file of a section is laid out does not matter; of scrips, templates and lifecycles each \
            byte does. Files that are missing leave their subject alone. Ends with 1 when there is a \
            difference, with 0 when there is none.

              postern site diff /srv/postern-site
            """)

    @Argument(help: ArgumentHelp("Files as `export` writes them.", valueName: "folder"))
    var folder: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let plan = try SitePlan(folder, instance)
        let output = instance.output(options)
        try output.print("site_plan", SitePlanReport(plan, isDone: false)) {
            FileDiff.styled(plan.diff, output.terminal)
        }
        if !plan.isEmpty { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }
}
