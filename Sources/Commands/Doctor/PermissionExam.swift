import Glibc
import Settings

/// Looks at who may read and write the files. The account that runs `mailgate` is not written
/// anywhere; it is taken to be the owner of the database.
struct PermissionExam {
    let settings: Settings
    /// The settings file.
    let file: String

    func look() -> [Finding] {
        var found = Findings(.permissions)
        var account: Account?
        if case .sqlite(let path) = settings.database.url {
            guard let database = FileAccess(path) else { return found.all }
            account = owner(of: database, &found)
            lookAtOthers(database, &found)
            if let account { lookAt(database, account, &found) }
        }
        lookAtSettings(account, &found)
        lookAtSecrets(&found)
        let who = account.map { ", and account \"\($0.name)\" has what mailgate needs" } ?? ""
        found.okIfNothing("no stranger on this machine gets at the files\(who)")
        return found.all
    }

    /// - Returns: `nil` when the owner cannot be the one that runs mailgate.
    private func owner(of database: FileAccess, _ found: inout Findings) -> Account? {
        let hasGroup = database.group != 0 && database.mode & 0o060 == 0o060
        guard database.owner == 0, !hasGroup else {
            return database.owner == 0 ? nil : Account(database.owner)
        }
        found.warning(
            "\(database.path) belongs to root, and mail servers run mailgate under another account",
            remedy:
                "chown ACCOUNT \(database.path) and its folder (Postfix: postconf -h default_privs)"
        )
        return nil
    }

    private func lookAtOthers(_ database: FileAccess, _ found: inout Findings) {
        if database.mode & 0o007 != 0 {
            found.problem(
                "every account of this machine can get at \(database.path) (mode \(database.modeText))",
                remedy: "chmod 660 \(database.path)")
        }
        guard let folder = FileAccess(settings.databaseFolder) else { return }
        if folder.mode & 0o002 != 0, folder.mode & 0o1000 == 0 {
            found.problem(
                "every account of this machine can replace files in \(folder.path)",
                remedy: "chmod o-w \(folder.path)")
        }
    }

    private func lookAt(_ database: FileAccess, _ account: Account, _ found: inout Findings) {
        if !database.allows(account, 6) {
            found.problem(
                "\(account.name) owns \(database.path) but may not read and write it (mode "
                    + "\(database.modeText))", remedy: "chmod 660 \(database.path)")
        }
        for beside in [database.path + "-wal", database.path + "-shm"] {
            guard let file = FileAccess(beside), !file.allows(account, 6) else { continue }
            found.problem(
                "\(account.name) may not write \(beside)", remedy: "chown \(account.name) \(beside)"
            )
        }
        for path in Set([settings.databaseFolder, settings.stateFolder]).sorted() {
            guard let folder = FileAccess(path) else {
                found.problem(
                    "there is no folder \(path)",
                    remedy: "mkdir \(path); chown \(account.name) \(path)")
                continue
            }
            if !folder.allows(account, 7) {
                found.problem(
                    "\(account.name), who owns the database, may not write to its folder \(path)",
                    remedy: "chown \(account.name) \(path); chmod 770 \(path)")
            }
        }
    }

    private func lookAtSettings(_ account: Account?, _ found: inout Findings) {
        guard let settingsFile = FileAccess(file) else { return }
        if settingsFile.mode & 0o002 != 0 {
            found.problem(
                "every account of this machine can change \(file)", remedy: "chmod o-w \(file)")
        }
        guard let account else { return }
        if !settingsFile.allows(account, 4) {
            found.problem(
                "\(account.name), who owns the database, may not read \(file)",
                remedy: "chgrp \(account.name) \(file); chmod 640 \(file)")
        }
    }

    /// Whether others can read them the settings' reader has looked at already.
    private func lookAtSecrets(_ found: inout Findings) {
        let files = [settings.database.passwordFile, settings.delivery.smtp.passwordFile]
        for path in files.compactMap({ $0 }) where access(path, R_OK) != 0 {
            found.warning(
                "this account may not read the password file \(path)",
                remedy: "Run postern doctor as root, or as the account that runs mailgate")
        }
    }
}

extension Settings {
    /// The folder of the SQLite file; the state folder with PostgreSQL.
    var databaseFolder: String {
        guard case .sqlite(let path) = database.url, let slash = path.lastIndex(of: "/") else {
            return stateFolder
        }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
