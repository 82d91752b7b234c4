import Desk
import Glibc
import Settings
import Tickets

/// What `postern init` is to make, checked before anything is written.
struct InitPlan {
    let queue: Queue
    let administrator: SetupPlan.Administrator?
    let location: SettingsLocator
    /// Text of a new settings file; `nil` when one is there, which is kept as it is.
    let settingsText: String?
    /// As they are or will be read.
    let settings: Settings

    /// Settles what is wanted with what is there.
    ///
    /// - Parameter values: dotted keys; of no effect when there is a settings file.
    /// - Throws: ``CommandFailure`` `usage` naming the options whose values cannot be;
    ///   `SettingsError` for a settings file that is there and wrong.
    init(
        queue: Queue, administrator: SetupPlan.Administrator?, values: [String: String],
        location: SettingsLocator
    ) throws {
        self.queue = queue
        self.administrator = administrator
        self.location = location
        if access(location.file, F_OK) == 0 {
            settingsText = nil
            settings = try Settings.load(from: location)
        } else {
            let text = SettingsSample.text(values: values)
            settingsText = text
            settings = try Self.settings(text, location.file)
        }
        guard administrator.map({ $0.address != queue.correspondAddress }) ?? true else {
            throw CommandFailure(
                "--admin-address is the address of the queue; a person's was expected", .usage)
        }
    }

    /// The folder that lifecycles, scrips and templates go to.
    var folder: String {
        guard let slash = location.file.lastIndex(of: "/") else { return "." }
        return slash == location.file.startIndex ? "/" : String(location.file[..<slash])
    }

    private static func settings(_ text: String, _ file: String) throws -> Settings {
        do {
            return try Settings.parse(text, file: file)
        } catch let error as SettingsError {
            let lines = error.problems.map { problem in
                let option = problem.key.flatMap { SettingsChoices.option(for: $0) }
                // The option takes the place of the key, which some texts begin with.
                let key = problem.key.map { "\"\($0)\": " } ?? ""
                let text =
                    problem.text.hasPrefix(key)
                    ? problem.text.dropFirst(key.count) : problem.text[...]
                return "\(option ?? problem.key ?? "settings"): \(text)"
            }
            throw CommandFailure(lines.joined(separator: "\n"), .usage)
        }
    }
}

/// The account under which a mail server runs `mailgate`.
struct ServiceAccount {
    let name: String
    let user: uid_t
    let group: gid_t

    /// - Throws: ``CommandFailure`` when there is no such account, or we may not give files away.
    init(named name: String) throws {
        guard let entry = getpwnam(name) else {
            throw CommandFailure(
                "--run-as: there is no account \"\(name)\"; make one, for instance: "
                    + "adduser --system --group \(name)")
        }
        guard geteuid() == 0 || geteuid() == entry.pointee.pw_uid else {
            throw CommandFailure("--run-as: only root may give files to another account")
        }
        self.name = name
        user = entry.pointee.pw_uid
        group = entry.pointee.pw_gid
    }
}
