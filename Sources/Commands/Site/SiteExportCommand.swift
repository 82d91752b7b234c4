import ArgumentParser
import Desk
import SiteFiles
import Tickets

/// `postern site export`.
struct SiteExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the whole configuration into a folder.",
        discussion: """
            Refuses to touch a file that says something else, or to leave one beside them that is no \
            rule in force; with --force those are overwritten and removed, so that `git diff` shows \
            what the site has changed.

              postern site export /srv/postern-site
            """)

    @Argument(help: ArgumentHelp("Made if it is not there.", valueName: "folder"))
    var folder: String

    @Flag(help: "Overwrite files that differ, remove those that are not in force.")
    var force = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let site = try instance.desk.site(as: instance.actor.id)
        let sections = SiteSection.all.map { section in
            RuleText(
                file: "\(section.name).yaml",
                text: SiteSectionText.of(site.configuration[section] ?? [], in: section))
        }
        let parts = RuleKind.allCases.map { kind in
            (kind, kind.folder, site.rules.filter { $0.kind == kind }.map(\.written))
        }
        let written = try ExportFolder(folder, force: force).write(parts, beside: sections)
        let count = sections.count + site.rules.count
        try instance.output(options).done([
            "\(count) files in \(folder), \(written) of them new or changed."
        ])
    }
}
