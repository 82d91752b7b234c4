import ArgumentParser
import Glibc
import Settings
import Store
import StorePostgreSQL

/// `postern db restore`.
struct DatabaseRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup where the settings say that the database is.",
        discussion: """
            Refuses to overwrite: move the old database and its -wal and -shm files away first. \
            PostgreSQL is restored by its own program; this prints the command.

            Example: postern db restore /var/backups/postern-2026-11-21.db
            """)

    @Argument(help: ArgumentHelp("What `postern db backup` wrote.", valueName: "file"))
    var file: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let settings = try Instance.settings(options)
        switch settings.database.url {
        case .sqlite(let path):
            try SQLiteDriver.restore(from: file, to: path)
            var status = stat()
            let size = stat(path, &status) == 0 ? Int64(status.st_size) : 0
            try Output(options.format).print("backup", BackupFile(file: path, size: size)) {
                "Restored to \(Terminal.line(path)) (\(SizeText.of(size))). See that the account "
                    + "that runs mailgate may write to it, then: postern doctor\n"
            }
        case .postgresql(let conninfo):
            try PostgreSQLDriver.restore(from: file, to: conninfo)
        }
    }
}
