import ArgumentParser
import Desk
import Tickets

/// Settings that `postern init` may be told; all others keep their defaults in the file.
struct SettingsChoices: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "SQLite file or PostgreSQL URL; relative paths start from the settings' folder. Without "
                + "it: /var/lib/postern/postern.db, or data/postern.db beside settings elsewhere.",
            valueName: "path or URL"))
    var database: String?

    @Option(
        help: ArgumentHelp("File with PostgreSQL's password as its only line.", valueName: "file"))
    var databasePasswordFile: String?

    @Option(help: "Language of mails to people whose language is not known: en, cs, de, ru or uk.")
    var language: String?

    @Option(help: ArgumentHelp("Time zone, such as Europe/Berlin.", valueName: "zone"))
    var timeZone: String?

    @Option(help: "How mail leaves.")
    var transport: TransportChoice?

    @Option(
        help: ArgumentHelp("Folder or file of the transports maildir and file.", valueName: "path"))
    var transportPath: String?

    @Option(help: ArgumentHelp("Mail server of the transport smtp.", valueName: "host"))
    var smtpHost: String?

    @Option(help: ArgumentHelp("Its port, 25 if not given.", valueName: "port"))
    var smtpPort: String?

    /// Dotted keys of settings that are not at their defaults.
    func values(siteName: String, settingsFile: String) -> [String: String] {
        let isStandard = settingsFile.hasPrefix("/etc/")
        // An SQLite file's folder is the state folder as well; a server's database has none.
        let isServer = database.map { $0.hasPrefix("postgres") || $0.contains("=") } ?? false
        let given: [(String, String?)] = [
            ("site.name", siteName),
            // Else Message-IDs would bear the machine's name, which is often no real one.
            ("site.domain", Self.isDomain(siteName) ? siteName.lowercased() : nil),
            ("site.language", language),
            ("site.time_zone", timeZone),
            ("database.url", database ?? (isStandard ? nil : "data/postern.db")),
            ("database.password_file", databasePasswordFile),
            ("delivery.transport", transport?.rawValue),
            ("delivery.path", transportPath),
            ("delivery.smtp.host", smtpHost),
            ("delivery.smtp.port", smtpPort),
            ("paths.state", isStandard || !isServer ? nil : "data"),
            ("paths.scrips", "scrips"),
            ("paths.templates", "templates"),
        ]
        return given.reduce(into: [:]) { values, pair in values[pair.0] = pair.1 }
    }

    private static func isDomain(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.count < 64 && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            }
    }

    /// The option behind a dotted key, for messages; `nil` for keys that no option sets.
    static func option(for key: String) -> String? {
        switch key {
        case "site.name": "--name"
        case "site.language": "--language"
        case "site.time_zone": "--time-zone"
        case "database.url": "--database"
        case "database.password_file": "--database-password-file"
        case "delivery.transport": "--transport"
        case "delivery.path": "--transport-path"
        case "delivery.smtp.host": "--smtp-host"
        case "delivery.smtp.port": "--smtp-port"
        default: nil
        }
    }
}

/// What `--transport` takes.
enum TransportChoice: String, ExpressibleByArgument, CaseIterable {
    case sendmail, smtp, maildir, file
    case disabled = "none"
}

/// The first member of staff.
struct AdministratorChoices: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "User name of somebody who may do everything; their login name is a good one.",
            valueName: "name"))
    var admin: String?

    @Option(help: ArgumentHelp("Their mail address.", valueName: "address"))
    var adminAddress: String?

    @Option(help: ArgumentHelp("Their name as people write it.", valueName: "name"))
    var adminRealName: String?

    /// - Returns: `nil` when nobody was named.
    func value() throws -> SetupPlan.Administrator? {
        guard let admin else {
            if adminAddress != nil || adminRealName != nil {
                throw CommandFailure(
                    "--admin was expected with the administrator's user name", .usage)
            }
            return nil
        }
        guard let adminAddress else {
            throw CommandFailure("--admin needs --admin-address as well", .usage)
        }
        return SetupPlan.Administrator(
            name: admin, realName: adminRealName,
            address: try AddressArgument.parse(adminAddress, option: "--admin-address"))
    }
}
