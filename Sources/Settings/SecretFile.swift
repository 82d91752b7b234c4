import Glibc

/// A file that holds one password: read late, by the one who needs it, and never logged.
package enum SecretFile {
    /// Reads the password, without the line break at its end.
    ///
    /// - Parameters:
    ///   - path: What ``Settings/DatabaseSection/passwordFile`` or its like says.
    ///   - name: What messages call it.
    /// - Throws: ``SettingsError``: `.exposedSecret` where accounts outside the file's group may
    ///   read it (checked on the opened file), `.missing` and `.unreadable`, and `.invalid` where
    ///   it is empty or holds more than one line. None of them quotes the password.
    package static func read(_ path: String, name: String = "password file") throws -> String {
        let file = try SettingsFile(path: path, name: name)
        guard !file.isOpenToOthers else {
            throw SettingsError(
                code: .exposedSecret,
                problems: [problem(.exposedSecret, path, "\(exposure); \(remedy(path))")])
        }
        var secret = file.text[...]
        if secret.last?.isNewline == true { secret.removeLast() }
        guard !secret.isEmpty, !secret.contains(where: \.isNewline) else {
            throw SettingsError(
                code: .invalid,
                problems: [problem(.impossibleValue, path, "expected one line with a password")])
        }
        return String(secret)
    }

    /// What is wrong with a password file, as far as can be told without opening it.
    ///
    /// Whoever reads the settings need not be allowed to read the passwords: `mailgate` speaks no
    /// SMTP. So a file that cannot be looked at is not reported here, only by ``read(_:)``.
    static func check(_ path: String) -> (SettingsProblem.Code, String)? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return errno == ENOENT ? (.missingFile, "\"\(path)\" does not exist") : nil
        }
        guard SettingsFile.isOpenToOthers(status.st_mode) else { return nil }
        return (.exposedSecret, "\"\(path)\": \(exposure); \(remedy(path))")
    }

    private static let exposure = "every account of this machine can use this secret"

    private static func remedy(_ path: String) -> String { "run: chmod o-rwx \(path)" }

    private static func problem(
        _ code: SettingsProblem.Code, _ path: String, _ text: String
    ) -> SettingsProblem {
        SettingsProblem(code: code, file: path, position: nil, key: nil, text: text)
    }
}
