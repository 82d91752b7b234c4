import Glibc
import Settings

/// Looks at the way out for mail, without sending any.
struct DeliveryExam {
    let settings: Settings

    func look() -> [Finding] {
        var found = Findings(.delivery)
        let delivery = settings.delivery
        switch delivery.transport {
        case .sendmail: lookAtProgram(delivery.sendmail.path, &found)
        case .smtp: lookAtServer(delivery.smtp, &found)
        case .maildir: lookAtFolder(delivery.path, &found, isFolderItself: true)
        case .file: lookAtFolder(delivery.path, &found, isFolderItself: false)
        case .disabled:
            found.warning(
                "delivery.transport is none: no mail is sent, all of it waits in the outbox",
                remedy: "Set delivery.transport to sendmail or smtp")
        }
        return found.all
    }

    private func lookAtProgram(_ path: String, _ found: inout Findings) {
        guard access(path, F_OK) == 0 else {
            found.problem(
                "there is no \(path), so no mail can leave",
                remedy: "Install a mail server (apt install postfix), or set delivery.sendmail.path"
            )
            return
        }
        guard access(path, X_OK) == 0 else {
            found.problem("\(path) cannot be run by this account", remedy: "chmod a+x \(path)")
            return
        }
        found.ok("mail leaves through \(path)")
    }

    private func lookAtServer(_ smtp: Settings.SMTPSection, _ found: inout Findings) {
        guard let host = smtp.host else { return }
        let server = "\(host):\(smtp.port)"
        let probe = SMTPProbe(host: host, port: smtp.port, timeoutMilliseconds: 4_000)
        switch probe.greeting(isExpected: smtp.tls != .implicit) {
        case .failure(let failure):
            found.problem(
                "the mail server \(server) does not answer: \(failure.words)",
                remedy: "See that it runs and that delivery.smtp.host and port are right")
        case .success(let line):
            let said = line.isEmpty ? "" : " (\(line.prefix(80)))"
            found.ok("the mail server \(server) answers\(said)")
        }
    }

    private func lookAtFolder(_ path: String?, _ found: inout Findings, isFolderItself: Bool) {
        guard let path else { return }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let needed =
            isFolderItself && access(path, F_OK) == 0 ? path : parent.isEmpty ? "/" : parent
        guard isWritable(needed) else {
            found.problem(
                "mail is to be written to \(path), but \(needed) is not there, or not writable for "
                    + "the account that owns the database",
                remedy: "mkdir -p \(needed) and chown it, or set delivery.path")
            return
        }
        found.warning(
            "mail is written to \(path) and does not leave this machine",
            remedy: "For more than a trial set delivery.transport to sendmail or smtp")
    }

    /// For `mailgate` too, which runs as the owner of the database.
    private func isWritable(_ folder: String) -> Bool {
        guard access(folder, W_OK | X_OK) == 0 else { return false }
        guard case .sqlite(let path) = settings.database.url, let database = FileAccess(path),
            let place = FileAccess(folder)
        else { return true }
        return place.allows(Account(database.owner), 3)
    }
}
