import Desk
import Gateway
import Glibc
import Scrips
import Settings
import SiteFiles
import Store
import Templates
import Tickets

/// Makes an instance step by step; each step leaves alone what an earlier run has made.
struct InstanceMaker {
    let plan: InitPlan
    let files: ShippedFiles
    let account: ServiceAccount?

    /// What is there now.
    struct Made {
        let settings: Settings
        let queue: Queue
        let administrator: SetupPlan.Administrator?
        let account: ServiceAccount?
        let keptSettings: Bool
        let filesWritten: Int
        let scrips: Int
        let templates: Int
        let schemaVersion: Int64
    }

    /// Makes it.
    ///
    /// - Throws: ``CommandFailure`` `refused` when there is an instance already; what files,
    ///   settings and database throw. What was made before the error stays, and another run goes
    /// on.
    func make() throws -> Made {
        try refuseExisting()
        try Folder.make(plan.folder, mode: 0o755)
        let written = try files.copy(to: plan.folder)
        if let text = plan.settingsText {
            try NewFile.write(Array(text.utf8), to: plan.location.file, mode: 0o640)
        }
        // Read again from the disk, as every other program will.
        let settings = try Settings.load(from: plan.location)
        let templates = try TemplateFolder.read(settings.paths.templates)
        let scrips = try ScripFolder.read(
            settings.paths.scrips, templates: Set(templates.map(\.name)))
        try makeFolders(settings)
        let driver = try Instance.driver(settings, create: true)
        try giveAway(settings)
        try Migrator().migrate(driver, now: .current())
        let desk = try DeskAssembly.desk(settings: settings, store: TicketStore(driver: driver))
        let queue = try desk.setUp(
            SetupPlan(
                queue: plan.queue, scrips: try scrips.map(row),
                templates: templates.map { source in
                    TemplateRow(
                        name: source.name, language: source.language, textSource: source.text,
                        htmlSource: source.html)
                },
                administrator: plan.administrator))
        try giveAway(settings)
        return Made(
            settings: settings, queue: queue, administrator: plan.administrator, account: account,
            keptSettings: plan.settingsText == nil, filesWritten: written, scrips: scrips.count,
            templates: templates.count,
            schemaVersion: try Migrator().status(driver).applied.last?.version ?? 0)
    }

    /// An instance is there when its database holds a queue, or a schema that we must not touch.
    private func refuseExisting() throws {
        if case .sqlite(let path) = plan.settings.database.url, access(path, F_OK) != 0 { return }
        let driver = try Instance.driver(plan.settings)
        let status = try Migrator().status(driver)
        guard !status.applied.isEmpty else { return }
        let place = "\(plan.settings.database.url) (settings: \(plan.location.file))"
        guard status.pending.isEmpty, !status.isNewer else {
            throw CommandFailure(
                "there is an instance of another release in \(place); nothing was done")
        }
        let queues = try TicketStore(driver: driver).read { try $0.queues().map(\.name) }
        guard queues.isEmpty else {
            throw CommandFailure(
                "there is an instance already in \(place) with "
                    + (queues.count == 1 ? "queue " : "queues ") + queues.joined(separator: ", ")
                    + "; nothing was done")
        }
    }

    private func row(_ scrip: Scrip) throws -> ScripRow {
        guard scrip.queues.isEmpty else {
            throw CommandFailure(
                "scrip \"\(scrip.name)\" is for some queues only, but a new instance has none yet; "
                    + "take its \"queues\" out for now", .configuration)
        }
        return ScripRow(scrip, queues: [])
    }

    private func makeFolders(_ settings: Settings) throws {
        if case .sqlite(let path) = settings.database.url {
            try Folder.make(Self.folder(of: path), mode: 0o770)
        }
        try Folder.make(settings.stateFolder, mode: 0o770)
    }

    /// Lets the account in: the database becomes its own, the settings its group's to read.
    private func giveAway(_ settings: Settings) throws {
        guard let account else { return }
        if case .sqlite(let path) = settings.database.url {
            for file in [path, path + "-wal", path + "-shm"] where access(file, F_OK) == 0 {
                try change(file, account.user, account.group, mode: 0o660)
            }
        }
        // Never a folder that others use as well, such as /tmp or that of the settings.
        var status = stat()
        let folder = settings.stateFolder
        if folder != plan.folder, stat(folder, &status) == 0, status.st_mode & 0o1000 == 0 {
            try change(folder, account.user, account.group, mode: 0o770)
        }
        try change(plan.location.file, geteuid(), account.group, mode: 0o640)
    }

    private func change(_ path: String, _ user: uid_t, _ group: gid_t, mode: mode_t) throws {
        guard chown(path, user, group) == 0, chmod(path, mode) == 0 else {
            throw CommandFailure(
                "cannot give \(path) to \(account?.name ?? ""): \(String(cString: strerror(errno)))"
            )
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
