import Desk
import Glibc
import Settings
import Tickets

/// What `postern init` made, as JSON and in words.
struct InitReport: Encodable {
    let settingsFile: String
    /// True when the settings file was there already and was kept.
    let keptSettings: Bool
    /// `sqlite:PATH` or `postgresql`.
    let database: String
    let schemaVersion: Int64
    let queue: String
    let address: String?
    let commentAddress: String?
    let scrips: Int
    let templates: Int
    let administrator: String?
    let aliases: [AliasLine]

    init(_ made: InstanceMaker.Made, _ aliases: AliasGroup, settingsFile: String) {
        self.settingsFile = settingsFile
        keptSettings = made.keptSettings
        database = "\(made.settings.database.url)"
        schemaVersion = made.schemaVersion
        queue = made.queue.name
        address = made.queue.correspondAddress?.value
        commentAddress = made.queue.commentAddress?.value
        scrips = made.scrips
        templates = made.templates
        administrator = made.administrator?.name
        self.aliases = aliases.lines
    }

    /// What there is now, and what to do next.
    func text(_ made: InstanceMaker.Made) -> String {
        var fields = FieldList()
        fields.add("Settings", settingsFile + (keptSettings ? " (was there, kept as it is)" : ""))
        fields.add("Rules", "lifecycles, \(scrips) scrips, \(templates) templates beside it")
        fields.add("Database", "\(database), schema \(schemaVersion)")
        fields.add("Queue", "\(queue) <\(address ?? "no address")>")
        fields.add("Comments", commentAddress.map { "<\($0)>" })
        fields.add(
            "Staff", administrator.map { "\($0) <\(made.administrator?.address.value ?? "")>" })
        return "The instance is ready.\n\n" + fields.text(.standardOutput()) + "\nNext\n"
            + steps(made).enumerated().map { "  \($0 + 1). \($1)\n" }.joined()
    }

    private func steps(_ made: InstanceMaker.Made) -> [String] {
        let option = settingsFile == SettingsLocator.standardFile ? "" : " --config \(settingsFile)"
        var steps: [String] = []
        if let access = access(made) { steps.append(access) }
        let lines = aliases.map { "\n       \($0.text)" }.joined()
        steps.append("Put these lines into /etc/aliases, then run newaliases:\(lines)")
        steps.append("See that all is well:\n       postern doctor\(option)")
        let target = address ?? "the queue"
        steps.append("Send a mail to \(target), then:\n       postern ticket list\(option)")
        return steps
    }

    /// Mail servers never run programs from aliases as root, so root's files shut mailgate out.
    private func access(_ made: InstanceMaker.Made) -> String? {
        guard made.account == nil, geteuid() == 0 else { return nil }
        return """
            Let in the account that runs mailgate (Postfix: postconf -h default_privs):
                   chown -R ACCOUNT \(made.settings.stateFolder)
                   chgrp ACCOUNT \(settingsFile)
            """
    }
}
