package import ArgumentParser
import Settings

/// `postern db`: the database as a whole.
package struct DatabaseCommand: ParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Migrates, checks, backs up and restores the database.",
        discussion: """
            After an upgrade run `postern db migrate`; until then mail waits in the mail server's \
            queue. A backup may be made at any time, while mail comes in.
            """,
        subcommands: [
            DatabaseMigrateCommand.self, DatabaseStatusCommand.self, DatabaseCheckCommand.self,
            DatabaseBackupCommand.self, DatabaseRestoreCommand.self,
        ])

    /// For ArgumentParser.
    package init() {}
}
