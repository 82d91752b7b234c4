/// Checks that need more than one setting.
extension SettingsReader {
    mutating func checkTogether(isOpenToOthers: Bool) {
        checkDatabase(isOpenToOthers: isOpenToOthers)
        checkTransport()
        checkSMTP()
        if settings.delivery.retryDelayMin > settings.delivery.retryDelayMax {
            note(
                .impossibleValue, "delivery.retry_delay_min",
                "must not be longer than \"delivery.retry_delay_max\"")
        }
    }

    private mutating func checkDatabase(isOpenToOthers: Bool) {
        let database = settings.database
        checkSecret("database.password_file", database.passwordFile)
        guard case .postgresql(let conninfo) = database.url else {
            if database.passwordFile != nil {
                note(
                    .impossibleValue, "database.password_file",
                    "SQLite has no password; expected a PostgreSQL \"database.url\" or no password")
            }
            return
        }
        guard Settings.Database.holdsPassword(conninfo) else { return }
        if isOpenToOthers {
            note(
                .exposedSecret, "database.url",
                "holds a password, and every account of this machine can read this file; "
                    + "use \"database.password_file\", or run: chmod o-rwx \(problems.file)")
        }
        if database.passwordFile != nil {
            note(
                .impossibleValue, "database.password_file",
                "\"database.url\" holds a password already; expected one of the two")
        }
    }

    private mutating func checkTransport() {
        let delivery = settings.delivery
        switch delivery.transport {
        case .smtp where delivery.smtp.host == nil:
            note(
                .missingKey, "delivery.transport",
                "smtp needs \"delivery.smtp.host\", which is missing")
        case .maildir where delivery.path == nil, .file where delivery.path == nil:
            note(
                .missingKey, "delivery.transport",
                "\(delivery.transport.rawValue) needs \"delivery.path\", which is missing")
        case .sendmail, .smtp, .maildir, .file, .disabled:
            break
        }
    }

    private mutating func checkSMTP() {
        let smtp = settings.delivery.smtp
        checkSecret("delivery.smtp.password_file", smtp.passwordFile)
        if (smtp.user == nil) != (smtp.passwordFile == nil) {
            let given = smtp.user == nil ? "delivery.smtp.password_file" : "delivery.smtp.user"
            note(
                .missingKey, given,
                "expected \"delivery.smtp.user\" and \"delivery.smtp.password_file\" together")
        }
        let mayBeInTheClear = smtp.tls == .disabled || smtp.tls == .opportunistic
        if smtp.user != nil, mayBeInTheClear, let host = smtp.host,
            !SettingSyntax.isLoopback(host: host)
        {
            note(
                .impossibleValue, "delivery.smtp.user",
                "the password could cross the network in the clear; "
                    + "expected \"delivery.smtp.tls\" to be required or implicit")
        }
    }

    private mutating func checkSecret(_ key: String, _ path: String?) {
        guard let path, let (code, text) = SecretFile.check(path) else { return }
        note(code, key, text)
    }
}
