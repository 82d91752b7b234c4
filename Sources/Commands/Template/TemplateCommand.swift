import ArgumentParser

/// `postern template`: the texts of mails.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Shows what templates may use, and takes over those of RT.",
        discussion: """
            A template is the text of a mail, in one language, for all queues or for one. \
            docs/templates.md explains how to write one.
            """,
        subcommands: [TemplateNamesCommand.self, TemplateImportRTCommand.self])
}
