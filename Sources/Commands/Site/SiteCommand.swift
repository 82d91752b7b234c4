import ArgumentParser

/// `postern site`: the whole configuration.
struct SiteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Writes the whole configuration as files, compares and applies it.",
        discussion: """
            Users of staff, groups, queues, rights, lifecycles, scrips and templates; no tickets and \
            no secrets. What `export` writes, `apply` makes of any other instance, and exporting that \
            one gives the same files, byte for byte.
            """,
        subcommands: [SiteExportCommand.self, SiteDiffCommand.self, SiteApplyCommand.self])
}
