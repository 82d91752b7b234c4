import ArgumentParser

/// `postern template`: what is mailed.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Lists and changes the templates of mails.",
        discussion: """
            A template has a text in each language, and maybe an HTML part beside it. Each is a file, \
            and bears its path as its name: autoreply/en.txt. A queue's own is \
            queues/QUEUE/autoreply/en.txt; a partial's name begins with _. They are kept in the \
            database; keep them as files under version control with `export`, `diff` and `apply`. \
            docs/templates.md explains how to write one.
            """,
        subcommands: [
            TemplateListCommand.self, RuleShowCommand<TemplateSubject>.self,
            RuleCreateCommand<TemplateSubject>.self, RuleEditCommand<TemplateSubject>.self,
            RuleDeleteCommand<TemplateSubject>.self, RuleExportCommand<TemplateSubject>.self,
            RuleImportCommand<TemplateSubject>.self, RuleDiffCommand<TemplateSubject>.self,
            RuleApplyCommand<TemplateSubject>.self, RuleLogCommand<TemplateSubject>.self,
            RuleRevertCommand<TemplateSubject>.self, TemplateNamesCommand.self,
            TemplateImportRTCommand.self, RuleRefusedCommand<TemplateSubject>.self,
        ],
        defaultSubcommand: TemplateListCommand.self)
}
