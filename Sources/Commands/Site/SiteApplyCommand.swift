import ArgumentParser
import Desk
import Tickets

/// `postern site apply`.
struct SiteApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Makes the site what a folder says, all or nothing.",
        discussion: """
            Prints first what it would do and asks; where nobody can answer, --yes does. What is \
            wrong in any of the files is told with line and column, and nothing is done then. Queues, \
            groups and staff that the files do not name are disabled, since tickets refer to them; \
            rights, scrips, templates and lifecycles are deleted. Files that are missing leave their \
            subject alone.

              postern site apply /srv/postern-site --dry-run
            """)

    @Argument(help: ArgumentHelp("Files as `export` writes them.", valueName: "folder"))
    var folder: String

    @Flag(name: [.customShort("n"), .long], help: "Print what would be done, and do nothing.")
    var dryRun = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @Flag(help: "Take a folder without any scrip, template or lifecycle for a wish to delete all.")
    var allowEmpty = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if dryRun, yes { throw ValidationError("--dry-run and --yes exclude each other") }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let plan = try SitePlan(folder, mayBeEmpty: allowEmpty, instance)
        let output = instance.output(options)
        let isDone = !dryRun && !plan.isEmpty
        if isDone {
            if !yes {
                if options.format == .text {
                    output.write(FileDiff.styled(plan.diff, output.terminal))
                    output.write(lines(plan))
                }
                // What would be refused is told before anybody decides.
                try apply(plan, isRehearsal: true, instance)
                try Confirmation.ask(
                    "Do that?",
                    hint: "\(plan.lines.count) things would change; --yes does it without asking, "
                        + "--dry-run shows what")
            }
            try apply(plan, isRehearsal: false, instance)
        }
        try output.print("site_plan", SitePlanReport(plan, isDone: isDone)) {
            guard !plan.isEmpty else { return "Everything is so already.\n" }
            let diff = dryRun ? FileDiff.styled(plan.diff, output.terminal) : ""
            return diff + lines(plan) + (isDone ? "Done.\n" : "Nothing was done.\n")
        }
        if dryRun { try apply(plan, isRehearsal: true, instance) }
    }

    private func apply(_ plan: SitePlan, isRehearsal: Bool, _ instance: Instance) throws {
        try ScripFaults.placing(in: plan.rules.edits, folder: folder + "/scrips") {
            try instance.desk.apply(
                plan.wanted, rules: plan.rules.edits, seen: plan.site.configuration,
                isRehearsal: isRehearsal, as: instance.actor.id)
        }
    }

    private func lines(_ plan: SitePlan) -> String {
        plan.lines.map { Terminal.line($0) + "\n" }.joined()
    }
}
