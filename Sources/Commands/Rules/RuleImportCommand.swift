import ArgumentParser
import Desk
import Scrips
import SiteFiles
import Tickets

/// `postern scrip import` and its likes.
struct RuleImportCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: "Puts \(Subject.plural) out of files in force, beside those that are there.",
            discussion: """
                Takes files and folders. All mistakes of all files are told, with line and column, \
                and nothing is done then. Deletes nothing: `postern \(Subject.noun) apply` makes a \
                folder all there is.

                Example: postern \(Subject.noun) import \(RuleImportCommand.exampleFile)
                """)
    }

    private static var exampleFile: String {
        Subject.kind == .template ? "templates" : Subject.file(Subject.example)
    }

    @Argument(
        help: ArgumentHelp(
            "Files or folders. A template's file lies in a folder that bears the template's name.",
            valueName: "path"))
    var paths: [String]

    @Flag(name: [.customShort("n"), .long], help: "Print what would be done, and do nothing.")
    var dryRun = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(Subject.kind, instance)
        var wanted: [(folder: String, files: [RuleText])] = []
        for path in paths { wanted.append(try files(path)) }
        let files = wanted.flatMap(\.files)
        let folder = wanted.count == 1 ? wanted[0].folder : ""
        let rules = try shelf.read(files, folder: folder)
        let plan = RulePlan(from: shelf.rules, to: rules, isWhole: false)
        func change() throws {
            try instance.change(plan.edits, remark: "import", folder: folder, isRehearsal: dryRun)
        }
        if !dryRun { try change() }
        let output = instance.output(options)
        try output.print("rule_plan", RulePlanReport(plan, isDone: !dryRun)) {
            RulePlanText.text(plan, output.terminal, isDone: !dryRun, withDiff: dryRun)
        }
        // What would be refused is told behind the plan.
        if dryRun { try change() }
    }

    private func files(_ path: String) throws -> (String, [RuleText]) {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isTemplate = Subject.kind == .template
        if Folder.exists(path) {
            // As if it were the folder of a template of a queue, or of queues.
            let isOfQueues = [parts, parts + ["x"]].contains {
                TemplatePath.partCount(of: $0 + ["x", "x"]) > 2
            }
            guard !isTemplate || !isOfQueues else {
                throw CommandFailure(
                    "\(path): templates of queues are imported from the folder above"
                        + " \"\(TemplatePath.queuesFolder)\", or file by file", .usage)
            }
            return (path, try RuleFolderInput(Subject.kind, path).files(emptyHint: ""))
        }
        // A queue's own template must not be taken for the site's.
        let count = isTemplate ? TemplatePath.partCount(of: parts) : 1
        guard parts.count >= count else {
            throw CommandFailure(
                "\(path): a template's file lies in a folder that bears the template's name", .usage
            )
        }
        let folder = parts.dropLast(count).joined(separator: "/")
        let name = parts.suffix(count).joined(separator: "/")
        let ending = Subject.file("x").split(separator: ".").last.map(String.init) ?? ""
        guard Subject.kind == .template || name.hasSuffix("." + ending) else {
            throw CommandFailure(
                "\(path): the name of a \(Subject.noun)'s file ends in .yaml", .usage)
        }
        return (folder, [try RuleFolder.file(path, named: name)])
    }
}

/// A plan in words.
enum RulePlanText {
    /// One line a step, the differences if asked for, and what was done.
    static func text(
        _ plan: RulePlan, _ terminal: Terminal, isDone: Bool, withDiff: Bool
    ) -> String {
        guard !plan.steps.isEmpty else { return "Everything is so already.\n" }
        let diff = withDiff ? RuleDiff.styled(plan.diff, terminal) : ""
        let lines = plan.lines.map { Terminal.line($0) + "\n" }.joined()
        return diff + lines + (isDone ? "Done.\n" : "Nothing was done.\n")
    }
}
