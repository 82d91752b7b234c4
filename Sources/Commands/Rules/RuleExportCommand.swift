import ArgumentParser
import Tickets

/// `postern scrip export` and its likes.
struct RuleExportCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract:
                "Writes all \(Subject.plural) into a folder, byte for byte as they are in force.",
            discussion: """
                Refuses to touch a file that says something else, or to leave one beside them that \
                is no \(Subject.noun) in force; with --force those are overwritten and removed, so \
                that `git diff` shows what the site has changed.

                Example: postern \(Subject.noun) export \(Subject.plural)
                """)
    }

    @Argument(help: ArgumentHelp("Made if it is not there.", valueName: "folder"))
    var folder: String

    @Flag(help: "Overwrite files that differ, remove those that are not in force.")
    var force = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(Subject.kind, instance)
        let files = shelf.rules.map(\.written)
        let written = try ExportFolder(folder, force: force).write([(Subject.kind, "", files)])
        try instance.output(options).done([
            "\(files.count) files in \(folder), \(written) of them new or changed."
        ])
    }
}
