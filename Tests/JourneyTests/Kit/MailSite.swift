import Foundation
import TestKit
import Testing

/// A tracker behind a private Postfix: alias pipes lead in, SMTP leads out, Rita has a mailbox.
///
/// The programs run as the user that Postfix gives them, from copies that this user can read.
final class MailSite {
    let tracker: Tracker
    let postfix: PostfixInstance
    private var seen: Set<String> = []

    /// CI asks for a failure where Postfix cannot be started; elsewhere ``remark`` is printed.
    static let isWanted =
        PostfixInstance.obstacle == nil
        || ProcessInfo.processInfo.environment["POSTERN_REQUIRE_POSTFIX"] == "1"

    /// What keeps Postfix from being started here.
    static let remark = Comment(rawValue: PostfixInstance.obstacle ?? "")

    init() throws {
        postfix = try PostfixInstance(domain: "example.org", aliases: "")
        tracker = try Tracker()
        let programs = try Self.copyPrograms(to: postfix.folder + "/bin")
        try tracker.set("delivery.transport", "smtp")
        try tracker.set("delivery.smtp.host", "127.0.0.1")
        try tracker.set("delivery.smtp.port", "\(postfix.port)")
        try tracker.set("delivery.smtp.tls", "none")
        try Self.run("mkdir", "\(postfix.folder)/mail")
        try Self.run("chmod", "755", tracker.folder.path)
        try Self.run(
            "chown", "-R", PostfixInstance.commandUser, tracker.folder.path,
            postfix.folder + "/mail")
        let aliases = try tracker.postern(
            "aliases", "--program", programs + "/mailgate", "--config", tracker.settingsFile)
        try postfix.setAliases(aliases + "\nrita: \(postfix.folder)/mail/rita/\n")
    }

    /// Hands a mail to Postfix over SMTP.
    func send(
        _ mail: String, from sender: String = "rita@example.org", to: String = Tracker.support
    ) throws {
        let script = try #require(
            Bundle.module.path(forResource: "smtp_send", ofType: "py", inDirectory: "Fixtures"))
        let run = try Executable("python3").run(
            [script, "\(postfix.port)", sender, to], input: Array(mail.utf8))
        try #require(run.ending == .exited(0), "\(run)")
    }

    /// Lets later mail go out through Postfix's own sendmail instead of SMTP; only root may choose
    /// its configuration, so this is for the command line.
    func sendThroughSendmail() throws {
        try tracker.set("delivery.transport", "sendmail")
        try tracker.set("delivery.sendmail.arguments", "[\"-C\", \"\(postfix.folder)/etc\"]")
    }

    /// All mails in Rita's mailbox, by their file names.
    func received() throws -> [String: SentMail] {
        let box = postfix.folder + "/mail/rita/new"
        var mails: [String: SentMail] = [:]
        for name in Files.names(in: box) {
            mails[name] = SentMail(try Files.text("\(box)/\(name)"))
        }
        return mails
    }

    /// The next mail in Rita's mailbox, waited for.
    func next(at place: SourceLocation = #_sourceLocation) throws -> SentMail {
        var found: SentMail?
        try wait("a mail for Rita", at: place) {
            let fresh = try received().filter { !seen.contains($0.key) }
            seen.formUnion(fresh.keys)
            found = fresh.values.first
            return found != nil
        }
        return try #require(found, sourceLocation: place)
    }

    /// Waits until something is so; at most half a minute.
    func wait(
        _ what: String, at place: SourceLocation = #_sourceLocation, _ isSo: () throws -> Bool
    ) throws {
        for _ in 0..<150 {
            if try isSo() { return }
            usleep(200_000)
        }
        let log = postfix.log().suffix(4_000)
        Issue.record("\(what) did not come\n\(log)", sourceLocation: place)
        throw ProgramTrouble("gave up waiting for \(what)")
    }

    /// Copies the executables, and those libraries that are not the system's own: a toolchain may
    /// be where only root can look. The executables find libraries beside themselves.
    private static func copyPrograms(to folder: String) throws -> String {
        let script = """
            set -e
            mkdir "$1"; cp "$2" "$3" "$1"
            ldd "$2" "$3" | awk '$2 == "=>" && $3 !~ "^/(usr/)?lib" && $3 ~ "^/" {print $3}' |
            sort -u | while read -r library; do cp "$library" "$1"; done
            chmod -R a+rX "$1"
            """
        try run("sh", "-c", script, "sh", folder, Tracker.mailgate.path, Tracker.postern.path)
        return folder
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let run = try Executable(program).run(arguments)
        try #require(run.ending == .exited(0), "\(run)")
    }
}
