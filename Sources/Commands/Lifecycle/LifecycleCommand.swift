import ArgumentParser

/// `postern lifecycle`: which statuses there are.
struct LifecycleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lifecycle",
        abstract: "Lists and changes the lifecycles: statuses, and which may follow which.",
        discussion: """
            Each queue has one. They are kept in the database as they were written; keep them as \
            files under version control with `export`, `diff` and `apply`. A status that tickets \
            have cannot be taken away.
            """,
        subcommands: [
            LifecycleListCommand.self, RuleShowCommand<LifecycleSubject>.self,
            RuleCreateCommand<LifecycleSubject>.self, RuleEditCommand<LifecycleSubject>.self,
            RuleDeleteCommand<LifecycleSubject>.self, RuleExportCommand<LifecycleSubject>.self,
            RuleImportCommand<LifecycleSubject>.self, RuleDiffCommand<LifecycleSubject>.self,
            RuleApplyCommand<LifecycleSubject>.self, RuleLogCommand<LifecycleSubject>.self,
            RuleRevertCommand<LifecycleSubject>.self, RuleRefusedCommand<LifecycleSubject>.self,
        ],
        defaultSubcommand: LifecycleListCommand.self)
}
