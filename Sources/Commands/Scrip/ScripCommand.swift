import ArgumentParser

/// `postern scrip`: what the site does when something happens to a ticket.
struct ScripCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scrip",
        abstract: "Lists, changes and explains the scrips: when this happens, do that.",
        discussion: """
            Scrips are kept in the database as they were written, comments included. Change them one \
            by one, or keep them as files under version control: `export` writes them, `diff` shows \
            what is different, `apply` makes them equal to the files. `test` shows what they would do \
            before they do it.
            """,
        subcommands: [
            ScripListCommand.self, RuleShowCommand<ScripSubject>.self, ScripCreateCommand.self,
            RuleEditCommand<ScripSubject>.self, ScripEnableCommand.self, ScripDisableCommand.self,
            ScripOrderCommand.self, RuleDeleteCommand<ScripSubject>.self,
            RuleExportCommand<ScripSubject>.self, RuleImportCommand<ScripSubject>.self,
            RuleDiffCommand<ScripSubject>.self, RuleApplyCommand<ScripSubject>.self,
            RuleLogCommand<ScripSubject>.self, RuleRevertCommand<ScripSubject>.self,
            ScripTestCommand.self, ScripRunDueCommand.self, ScripFailuresCommand.self,
            ScripRetryCommand.self, ScripDismissCommand.self,
        ],
        defaultSubcommand: ScripListCommand.self)
}
