import Foundation
import Store
import Testing
import Tickets

@testable import Gateway

/// Whatever is wrong with the site, the MTA keeps the mail: status 75 and one line that says why.
@Suite("mailgate when something is wrong")
struct MailgateFailureTests {
    @Test("no such queue")
    func queue() throws {
        let fixture = try GatewayFixture()
        let ending = try fixture.mailgate(["--queue", "suport"], mail: .mail())
        #expect(ending.status == 75)
        #expect(ending.error == "mailgate: there is no queue \"suport\"\n")
        #expect(try fixture.store().read { try $0.quarantinedMails() }.isEmpty)
    }

    @Test("a command line that nobody understands")
    func usage() throws {
        let fixture = try GatewayFixture()
        let ending = try fixture.mailgate(["--qeue", "support"], mail: .mail())
        #expect(ending.status == 64)
        #expect(ending.error == "mailgate: unknown option \"--qeue\"; try --help\n")
    }

    @Test("no settings file")
    func noSettings() throws {
        let fixture = try GatewayFixture()
        let ending = try fixture.mailgate(["--config", "/nonexistent/p.yaml"], mail: .mail())
        #expect(ending.status == 75)
        #expect(
            ending.error
                == "mailgate: /nonexistent/p.yaml: no such settings file, named by --config\n")
    }

    @Test("a mistake in the settings file is named with its line")
    func badSettings() throws {
        let fixture = try GatewayFixture(settings: "nonsense: 1\n")
        let ending = try fixture.mailgate(["--queue", "support"], mail: .mail())
        #expect(ending.status == 75)
        #expect(ending.error.hasPrefix("mailgate: \(fixture.path)/postern.yaml:"))
        #expect(ending.error.contains("nonsense"))
        #expect(ending.error.split(separator: "\n").count == 1)
    }

    @Test("no database, a file that is none, one that was never migrated")
    func database() throws {
        let fixture = try GatewayFixture()
        let file = fixture.path + "/postern.db"
        let good = try Data(contentsOf: URL(fileURLWithPath: file))
        for name in ["postern.db", "postern.db-wal", "postern.db-shm"] {
            try? FileManager.default.removeItem(atPath: fixture.path + "/" + name)
        }
        let missing = try fixture.mailgate(["--queue", "support"], mail: .mail())
        #expect(missing.status == 75)
        #expect(missing.error.contains("postern.db"))
        #expect(!FileManager.default.fileExists(atPath: file))

        try Data(repeating: 0x2A, count: 8_192).write(to: URL(fileURLWithPath: file))
        let broken = try fixture.mailgate(["--queue", "support"], mail: .mail())
        #expect(broken.status == 75)
        #expect(broken.error.hasPrefix("mailgate: "))

        try Data().write(to: URL(fileURLWithPath: file))
        let old = try fixture.mailgate(["--queue", "support"], mail: .mail())
        #expect(old.status == 75)
        #expect(old.error.contains("postern db migrate"))
        #expect(!good.isEmpty)
    }

    @Test("a limit on file sizes, as Postfix sets one, is named and is no death by a signal")
    func fileSizeLimit() throws {
        let fixture = try GatewayFixture()
        try Data([UInt8].mail() + (0..<150_000).map { _ in UInt8.random(in: 0...255) })
            .write(to: fixture.folder.appendingPathComponent("big"))
        let line = "ulimit -f 100; exec $MAILGATE --queue support < \(fixture.path)/big"
        let ending = try fixture.bash(line)
        #expect(ending.status == 75)
        #expect(!ending.diedBySignal)
        #expect(
            ending.error.hasSuffix(
                "; files may not grow past 102400 bytes in this process "
                    + "(Postfix: set mailbox_size_limit = 0)\n"))
        #expect(
            try fixture.bash("exec $MAILGATE --queue support < \(fixture.path)/big").status == 0)
    }

    @Test("a mail that could not be sent stays queued, and the mail that caused it is taken over")
    func undelivered() throws {
        let fixture = try GatewayFixture(
            settings: "delivery: {transport: sendmail, sendmail: {path: /nonexistent/sendmail}}\n")
        let ending = try fixture.mailgate(["--queue", "support", "--verbose"], mail: .mail())
        #expect(ending.status == 0)
        #expect(ending.error.contains("outbox=1 ticket=1 to be tried again: "))
        let row = try fixture.store().read { try $0.outbox(OutboxID(1)) }
        #expect(row?.state == .queued)
        #expect(row?.attempts == 1)
    }

    @Test("SMTP is left to postern; without it the mail waits in the outbox")
    func smtpWithoutSibling() throws {
        let fixture = try GatewayFixture(
            settings: "delivery: {transport: smtp, smtp: {host: localhost}}\n")
        try fixture.putMailgate()
        let ending = try fixture.bash(
            "printf 'From: a@b.example\\n\\nx\\n' | "
                + "\(fixture.path)/mailgate --queue support --verbose")
        #expect(ending.status == 0)
        #expect(ending.error.contains("not delivered yet: cannot start \(fixture.path)/postern: "))
    }

    @Test("SMTP: postern is asked to send what this mail caused, and is waited for")
    func smtpWithSibling() throws {
        let fixture = try GatewayFixture(
            settings: "delivery: {transport: smtp, smtp: {host: localhost}}\n")
        try fixture.putPostern("#!/bin/sh\necho \"$@\" > \(fixture.path)/called\nexit 3\n")
        let ending = try fixture.bash(
            "printf 'From: a@b.example\\n\\nx\\n' | "
                + "\(fixture.path)/mailgate --queue support --verbose")
        #expect(ending.status == 0)
        #expect(ending.error.contains("ended with status 3"))
        let called = try String(contentsOfFile: fixture.path + "/called", encoding: .utf8)
        #expect(called == "outbox flush --config \(fixture.path)/postern.yaml --only 1\n")
    }

    @Test("PostgreSQL is left to postern receive: same command line, mail unread, its status ours")
    func postgreSQL() throws {
        let fixture = try GatewayFixture()
        let settings =
            "site: {name: x.example}\nlog: {syslog: false}\n"
            + "database: {url: 'host=/x dbname=y'}\n"
        try settings.write(
            toFile: fixture.path + "/postern.yaml", atomically: true, encoding: .utf8)
        try fixture.putPostern("#!/bin/sh\necho \"$@\"\ncat\nexit 42\n")
        let ending = try fixture.bash(
            "echo mail | \(fixture.path)/mailgate --queue support --action=comment")
        #expect(ending.status == 42)
        #expect(ending.output == "receive --queue support --action=comment\nmail\n")
        try FileManager.default.removeItem(atPath: fixture.path + "/postern")
        let alone = try fixture.bash("echo mail | \(fixture.path)/mailgate --queue support")
        #expect(alone.status == 75)
        #expect(
            alone.error
                == "mailgate: cannot start \(fixture.path)/postern: No such file or directory\n")
    }
}

extension GatewayFixture {
    /// Puts a copy of `mailgate` into the folder, which has no `postern`.
    func putMailgate() throws {
        try FileManager.default.copyItem(
            at: Self.program, to: folder.appendingPathComponent("mailgate"))
    }

    /// Puts a copy of `mailgate` into the folder, and beside it a script in the place of `postern`.
    func putPostern(_ script: String) throws {
        try putMailgate()
        let postern = folder.appendingPathComponent("postern")
        try Data(script.utf8).write(to: postern)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: postern.path)
    }
}
