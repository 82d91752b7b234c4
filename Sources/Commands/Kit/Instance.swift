import Desk
import FoundationEssentials
import Gateway
import Glibc
import Settings
import Store
import StorePostgreSQL
import Tickets

/// An instance that is open for a command: settings, store, desk, and who asks.
struct Instance {
    let settings: Settings
    let store: TicketStore
    let desk: Desk
    let actor: User

    /// Reads the settings, opens the store, checks its schema, finds the actor.
    ///
    /// - Throws: ``CommandFailure`` for an unknown `--as`; errors of settings and store.
    static func open(_ options: GlobalOptions) throws -> Instance {
        let settings = try Instance.settings(options)
        let driver = try Instance.driver(settings)
        try Migrator().requireCurrent(driver)
        let store = TicketStore(driver: driver)
        let desk = DeskAssembly.desk(settings: settings, store: store)
        return Instance(
            settings: settings, store: store, desk: desk, actor: try actor(options, store))
    }

    /// Reads the settings file that the options or the environment name.
    static func settings(_ options: GlobalOptions) throws -> Settings {
        try Settings.load(from: location(options))
    }

    /// The settings file that the options or the environment name.
    static func location(_ options: GlobalOptions) -> SettingsLocator {
        SettingsLocator(
            argument: options.config, environment: ProcessInfo.processInfo.environment,
            currentFolder: FileManager.default.currentDirectoryPath)
    }

    /// Opens the database that the settings name, whatever its schema.
    ///
    /// - Parameter create: makes a missing SQLite file.
    static func driver(_ settings: Settings, create: Bool = false) throws -> any SQLDriver {
        switch settings.database.url {
        case .sqlite(let path):
            try SQLiteDriver(
                path: path, busyTimeoutSeconds: settings.database.busyTimeout.inSeconds,
                create: create)
        case .postgresql(let conninfo):
            try PostgreSQLDriver(
                conninfo: conninfo, passwordFile: settings.database.passwordFile,
                lockTimeoutSeconds: settings.database.busyTimeout.inSeconds)
        }
    }

    /// Whom the options or the environment name, else whoever logged in has an account of that name,
    /// else the tracker itself.
    static func actor(_ options: GlobalOptions, _ store: TicketStore) throws -> User {
        let environment = ProcessInfo.processInfo.environment
        let named = options.actor ?? environment["POSTERN_USER"].flatMap { $0.isEmpty ? nil : $0 }
        return try store.read { session in
            if let named {
                if let user = try People.user(named, session) { return user }
                throw CommandFailure("there is no user \"\(named)\"")
            }
            if let login = loginName(), let user = try session.user(named: login) { return user }
            guard let system = try session.user(User.systemID) else {
                throw CommandFailure("the tracker's own user is missing; run `postern db check`")
            }
            return system
        }
    }

    private static func loginName() -> String? {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return nil }
        return String(cString: name)
    }
}
