import ArgumentParser
import Glibc
import Store

/// `postern db backup`.
struct DatabaseBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the live database into a new file.",
        discussion: """
            The copy is the database as it is at one moment, checked and on the disk when this \
            ends; mail may come in meanwhile. Never copy the file by other means while it is in \
            use. PostgreSQL is backed up by its own program; this prints the command.

            Example: postern db backup /var/backups/postern-$(date +%F).db
            """)

    @Argument(help: ArgumentHelp("The new file; must not exist.", valueName: "file"))
    var file: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let settings = try Instance.settings(options)
        try Instance.driver(settings).backup(to: file)
        var status = stat()
        let size = stat(file, &status) == 0 ? Int64(status.st_size) : 0
        try Output(options.format).print("backup", BackupFile(file: file, size: size)) {
            "Backed up to \(Terminal.line(file)) (\(SizeText.of(size))).\n"
        }
    }
}

/// A backup that was written or restored, as JSON.
struct BackupFile: Encodable {
    let file: String
    /// Bytes.
    let size: Int64
}
