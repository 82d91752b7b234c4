import Foundation
import Store
import TestKit
import Testing

@Suite("T100 a mail that crashes the program")
struct CrashTests {
    private let mail = Array(MailText.of(id: "h1@example.com").utf8)

    /// Lets mailgate read the mail and wait for the database, then sends it a signal there.
    private func run(
        _ tracker: Tracker, mail: [UInt8], endedBy signal: Int32
    ) throws -> FinishedRun {
        let other = try SQLiteDriver(path: tracker.databaseFile, busyTimeoutSeconds: 10)
        return try other.write { _ in
            let running = try Tracker.mailgate.start(
                ["--queue", "support"], input: mail,
                environment: ["POSTERN_CONFIG": tracker.settingsFile])
            try waitUntilItWaits(running, for: tracker.databaseFile)
            running.signal(signal)
            return try running.wait()
        }
    }

    /// Waits until a process has read its standard input, has opened the database, and does nothing
    /// but sleep: then it waits for the lock, with the mail parsed.
    private func waitUntilItWaits(_ running: RunningProgram, for database: String) throws {
        let process = "/proc/\(running.identifier)"
        for _ in 0..<100 {
            let open = Files.names(in: process + "/fd").compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "\(process)/fd/\($0)")
            }
            if open.contains(database) {
                let asleep = (0..<20).count { _ in
                    usleep(15_000)
                    return (try? Files.text(process + "/stat"))?.contains(") S ") == true
                }
                if asleep > 15 { return }
            }
            usleep(50_000)
        }
        throw ProgramTrouble("mailgate does not wait for the database")
    }

    private func marks(_ tracker: Tracker) -> [Int] {
        let folder = tracker.folder.path + "/data/crashes"
        return Files.names(in: folder).map { Files.size("\(folder)/\($0)") }
    }

    @Test("ends with 75 three times, then the mail is in quarantine, unread")
    func threeTimes() throws {
        let tracker = try Tracker()
        for (attempt, signal) in [SIGSEGV, SIGILL, SIGABRT].enumerated() {
            // The MTA's date on top is another at each attempt.
            let delivery = MailText.withTrace(
                String(decoding: mail, as: UTF8.self), attempt: 1
            ).replacing("09:01:00 2026\n", with: "09:0\(attempt):00 2026\n")
            let run = try run(tracker, mail: Array(delivery.utf8), endedBy: signal)
            #expect(run.ending == .exited(75), "\(run)")
            #expect(run.errorLines.count == 1, "\(run)")
            #expect(marks(tracker) == [attempt + 1])
        }
        let last = MailText.withTrace(String(decoding: mail, as: UTF8.self), attempt: 1)
        try tracker.deliver(last)
        #expect(
            try tracker.quarantine().map { $0["quarantine"].text }
                == ["crashed the program three times"])
        #expect(marks(tracker).isEmpty)
        #expect(try tracker.tickets().isEmpty)

        // The admin of a mended program lets it in.
        try tracker.postern("mail", "quarantine", "release", "1", "--queue", "support")
        #expect(try tracker.tickets() == [1])
    }

    @Test("once or twice, and the mail is read as if nothing had been")
    func twice() throws {
        let tracker = try Tracker()
        _ = try run(tracker, mail: mail, endedBy: SIGSEGV)
        #expect(marks(tracker) == [1])
        try tracker.deliver(mail)
        #expect(try tracker.tickets() == [1])
        #expect(marks(tracker).isEmpty)
    }

    @Test("an MTA that loses patience is no crash", arguments: [SIGTERM, SIGHUP, SIGINT])
    func impatience(signal: Int32) throws {
        let tracker = try Tracker()
        let run = try run(tracker, mail: mail, endedBy: signal)
        #expect(run.ending == .exited(75), "\(run)")
        #expect(marks(tracker).isEmpty)
        try tracker.deliver(mail)
        #expect(try tracker.tickets() == [1])
    }

    @Test("where crashes cannot be counted, mail is taken all the same")
    func noStateFolder() throws {
        let tracker = try Tracker()
        try tracker.set("paths.state", "/nonexistent/state")
        try tracker.deliver(mail)
        #expect(try tracker.tickets() == [1])
    }
}
