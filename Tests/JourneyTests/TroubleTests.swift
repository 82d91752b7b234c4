import Foundation
import Store
import TestKit
import Testing

@Suite("T090 trouble means: try again later")
struct TroubleTests {
    private let mail = Array(MailText.of(id: "g1@example.com").utf8)

    /// One line on standard error and 75, so that the MTA keeps the mail and says why.
    private func expectDeferred(
        _ run: FinishedRun, saying words: String, at place: SourceLocation = #_sourceLocation
    ) {
        #expect(run.ending == .exited(75), "\(run)", sourceLocation: place)
        #expect(run.errorLines.count == 1, "\(run)", sourceLocation: place)
        #expect(run.errors.hasPrefix("mailgate: "), "\(run)", sourceLocation: place)
        #expect(run.errors.contains(words), "\(run)", sourceLocation: place)
        #expect(run.text == "", sourceLocation: place)
    }

    /// The MTA's next attempt, when the trouble is over.
    private func expectTaken(
        _ tracker: Tracker, at place: SourceLocation = #_sourceLocation
    ) throws {
        try tracker.deliver(mail, at: place)
        #expect(try tracker.tickets() == [1], sourceLocation: place)
        #expect(try tracker.sent().count == 1, sourceLocation: place)
    }

    @Test("the database is missing, and is not made anew")
    func missing() throws {
        let tracker = try Tracker()
        let data = tracker.folder.path + "/data"
        try Files.move(data, to: data + ".away")
        expectDeferred(try tracker.mailgate(mail), saying: tracker.databaseFile)
        #expect(Files.size(tracker.databaseFile) == 0)
        try Files.move(data + ".away", to: data)
        try expectTaken(tracker)
    }

    @Test("the database is locked for longer than busy_timeout")
    func locked() throws {
        let tracker = try Tracker()
        try tracker.set("database.busy_timeout", "1 s")
        let other = try SQLiteDriver(path: tracker.databaseFile, busyTimeoutSeconds: 10)
        let run = try other.write { _ in try tracker.mailgate(mail) }
        expectDeferred(run, saying: "locked")
        try expectTaken(tracker)
    }

    @Test("the database is locked for a while: mailgate waits")
    func lockedForAWhile() throws {
        let tracker = try Tracker()
        let other = try SQLiteDriver(path: tracker.databaseFile, busyTimeoutSeconds: 10)
        let running = try other.write { _ in
            let running = try Tracker.mailgate.start(
                ["--queue", "support"], input: mail,
                environment: ["POSTERN_CONFIG": tracker.settingsFile])
            usleep(1_500_000)
            return running
        }
        let run = try running.wait()
        #expect(run.ending == .exited(0), "\(run)")
        #expect(try tracker.tickets() == [1])
    }

    @Test("the schema is a newer program's")
    func newerSchema() throws {
        let tracker = try Tracker()
        let other = try SQLiteDriver(path: tracker.databaseFile, busyTimeoutSeconds: 10)
        _ = try other.write { connection in
            try connection.execute(
                "INSERT INTO schema_migrations (version, name, applied_ms) VALUES (9999, 'later', 0)",
                [])
        }
        expectDeferred(try tracker.mailgate(mail), saying: "schema version 9999")
        _ = try other.write { connection in
            try connection.execute("DELETE FROM schema_migrations WHERE version = 9999", [])
        }
        try expectTaken(tracker)
    }

    @Test("the database file is something else")
    func notADatabase() throws {
        let tracker = try Tracker()
        try Files.move(tracker.databaseFile, to: tracker.databaseFile + ".away")
        try Files.write(
            String(repeating: "not a database\n", count: 1_000), to: tracker.databaseFile)
        expectDeferred(try tracker.mailgate(mail), saying: tracker.databaseFile)
    }

    @Test("the settings have a mistake, and the line names file, line and key")
    func settings() throws {
        let tracker = try Tracker()
        let good = try Files.text(tracker.settingsFile)
        try Files.write(good + "\nmial:\n  size_max: 1 MiB\n", to: tracker.settingsFile)
        expectDeferred(try tracker.mailgate(mail), saying: "unknown key \"mial\"")
        try tracker.set("site.name", "\"[x]\"")
        try Files.write(good, to: tracker.settingsFile)
        try tracker.set("mail.size_max", "many")
        expectDeferred(try tracker.mailgate(mail), saying: "mail.size_max")
        try Files.write(good, to: tracker.settingsFile)
        try expectTaken(tracker)
    }

    @Test("there are no settings")
    func noSettings() throws {
        let run = try Tracker.mailgate.run(
            ["--queue", "support", "--config", "/nonexistent/postern.yaml"], input: mail)
        expectDeferred(run, saying: "/nonexistent/postern.yaml")
    }

    @Test("the queue of the alias line does not exist")
    func unknownQueue() throws {
        let tracker = try Tracker()
        expectDeferred(
            try tracker.mailgate(mail, ["--queue", "suport"]),
            saying: "there is no queue \"suport\"")
    }

    @Test(
        "an option that nobody knows is a mistake of the alias line: 64",
        arguments: [["--que", "support"], ["support"], ["--queue"]])
    func usage(arguments: [String]) throws {
        let run = try Tracker().mailgate(mail, arguments)
        #expect(run.ending == .exited(64), "\(run)")
        #expect(run.errorLines.count == 1)
    }

    @Test("--help swallows no mail")
    func help() throws {
        let tracker = try Tracker()
        #expect(try tracker.mailgate(mail, ["--help"]).ending == .exited(64))
        let help = try tracker.mailgate([], ["--help"])
        #expect(help.ending == .exited(0))
        #expect(help.text.hasPrefix("Usage: mailgate"))
    }

    @Test("a broken scrip keeps no mail out, and doctor tells")
    func brokenScrip() throws {
        let tracker = try Tracker()
        let other = try SQLiteDriver(path: tracker.databaseFile, busyTimeoutSeconds: 10)
        _ = try other.write { connection in
            try connection.execute(
                "UPDATE scrips SET action = 'Do Something' WHERE name = 'on-create-autoreply'", [])
        }
        try tracker.deliver(mail)
        let run = try tracker.history(1)[0]["scrip_runs"].items.first {
            $0["outcome"].text == "failed"
        }
        #expect(run?["scrip"].text == "on-create-autoreply")
        let doctor = try tracker.run(["doctor"])
        #expect(doctor.ending == .exited(1))
        #expect(doctor.text.contains("on-create-autoreply"))
    }

    // MARK: A disk of its own

    @Test(
        "the disk is full, or nearly", .enabled(if: SmallDisk.isAvailable, SmallDisk.remark),
        arguments: [0, 40, 120])
    func full(freeKilobytes: Int) throws {
        let tracker = try Tracker()
        let disk = try SmallDisk(tracker, .full(freeKilobytes: freeKilobytes))
        // Random enough that compression does not help it to fit.
        var generator = SystemRandomNumberGenerator()
        let text = (0..<6_000).map { _ in String(generator.next() as UInt64, radix: 36) + "\n" }
        let run = try disk.deliverTwice(
            Array(MailText.of(id: "g2@example.com", text: text.joined()).utf8))
        #expect(run.text == "during=75\nafterwards=0\n", "\(run)")
        #expect(run.errorLines.count == 1, "\(run)")
    }

    @Test(
        "the disk cannot be written to", .enabled(if: SmallDisk.isAvailable, SmallDisk.remark))
    func readOnly() throws {
        let tracker = try Tracker()
        let run = try SmallDisk(tracker, .readOnly).deliverTwice(mail)
        #expect(run.text == "during=75\nafterwards=0\n", "\(run)")
        #expect(run.errorLines.count == 1, "\(run)")
    }
}
