import Foundation
import Store
import TestKit
import Testing

// JourneyTests: mail on standard input of the real `mailgate`, then what the real `postern` says
// and what went out. Nothing here looks into the database or calls a module of ours to check a
// result.
//
// Start at Tracker, an instance of its own for each test, made by `postern init`. A journey's
// golden files stand in Fixtures/T…; `RECORD=1` rewrites them, and the difference is to be read.

/// One instance of Postern in a temporary folder, with mail going out into a maildir.
final class Tracker {
    let folder: TemporaryFolder
    /// The settings file that all programs are called with.
    let settingsFile: String
    /// The SQLite file; on PostgreSQL there is none at this path.
    let databaseFile: String
    private let server: StoreFixture?

    /// Right side of all Message-IDs that the instance makes.
    static let domain = "mx.example.org"
    static let support = "support@example.org"
    static let comments = "support-comment@example.org"
    /// A privileged user who may do everything, and AdminCc of the queue if ``seatStaff()`` was
    /// called.
    static let staff = "ada@example.org"

    static let mailgate = Executable(programs + "/mailgate")
    static let postern = Executable(programs + "/postern")

    /// Where the executables are: beside the test bundle, or in `POSTERN_TEST_BIN`.
    static let programs: String =
        ProcessInfo.processInfo.environment["POSTERN_TEST_BIN"]
        ?? Bundle.module.bundleURL.deletingLastPathComponent().path

    /// The repository, whose scrips, templates and lifecycles an instance starts with.
    static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Makes the instance.
    ///
    /// - Parameters:
    ///   - name: the site's, as it stands in tags.
    ///   - address: where its queue "support" is written to.
    ///   - share: where its first scrips, templates and lifecycles come from.
    init(
        _ engine: StoreEngine = .sqlite, name: String = "example.org",
        address: String = Tracker.support, share: String = Tracker.sources
    ) throws {
        folder = try TemporaryFolder()
        settingsFile = folder.path + "/etc/postern.yaml"
        databaseFile = folder.path + "/data/postern.db"
        server = engine == .postgresql ? try StoreFixture(.postgresql, migrations: []) : nil
        try FileManager.default.createDirectory(
            atPath: folder.path + "/data", withIntermediateDirectories: true)
        let made = try Self.postern.run([
            "init", "--name", name, "--dir", folder.path + "/etc", "--queue", "support",
            "--address", address, "--comment-address", Self.comments,
            "--database", server?.location ?? databaseFile, "--language", "en",
            "--admin", "ada", "--admin-address", Self.staff, "--admin-real-name", "Ada Example",
            "--transport", "maildir", "--transport-path", folder.path + "/sent",
            "--share", share,
        ])
        try #require(made.ending == .exited(0), "\(made)")
        try set("site.domain", Self.domain)
        try set("log.syslog", "false")
        try set("paths.state", "\"\(folder.path)/data\"")
    }

    // MARK: Settings

    /// Switches a setting on, as an admin would: in its line of the sample that `postern init`
    /// wrote.
    ///
    /// - Parameter value: as it is to stand in the YAML file.
    func set(_ key: String, _ value: String) throws {
        var lines = try String(contentsOfFile: settingsFile, encoding: .utf8).components(
            separatedBy: "\n")
        var path: [String] = []
        for (number, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }
            var rest = line.dropFirst(indent.count)
            let isOff = rest.hasPrefix("#")
            if isOff { rest = rest.dropFirst() }
            guard let end = rest.firstIndex(of: ":"),
                rest[..<end].allSatisfy({ $0.isLetter || $0 == "_" }), end > rest.startIndex
            else { continue }
            path = Array(path.prefix(indent.count / 2)) + [String(rest[..<end])]
            guard path.joined(separator: ".") == key else { continue }
            lines[number] = "\(indent)\(rest[..<end]): \(value)"
            try lines.joined(separator: "\n").write(
                toFile: settingsFile, atomically: false, encoding: .utf8)
            return
        }
        Issue.record("the settings file has no line for \(key)")
    }

    // MARK: Programs

    /// Hands a mail to `mailgate` as an alias line would.
    func mailgate(
        _ mail: [UInt8], _ arguments: [String] = ["--queue", "support"],
        environment: [String: String] = [:], timeoutSeconds: Double = 120
    ) throws -> FinishedRun {
        var environment = environment
        environment["POSTERN_CONFIG"] = settingsFile
        return try Self.mailgate.run(
            arguments, input: mail, environment: environment, timeoutSeconds: timeoutSeconds)
    }

    /// Delivers a mail that must be taken over without a word.
    func deliver(
        _ mail: [UInt8], _ arguments: [String] = ["--queue", "support"],
        environment: [String: String] = [:], at place: SourceLocation = #_sourceLocation
    ) throws {
        let run = try mailgate(mail, arguments, environment: environment)
        #expect(run.ending == .exited(0), "\(run)", sourceLocation: place)
        #expect(run.errors == "", sourceLocation: place)
        #expect(run.text == "", sourceLocation: place)
    }

    /// Delivers a text that must be taken over without a word.
    func deliver(
        _ mail: String, _ arguments: [String] = ["--queue", "support"],
        environment: [String: String] = [:], at place: SourceLocation = #_sourceLocation
    ) throws {
        try deliver(Array(mail.utf8), arguments, environment: environment, at: place)
    }

    /// Runs a command of `postern`, whatever comes of it.
    func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> FinishedRun {
        var environment = environment
        environment["POSTERN_CONFIG"] = settingsFile
        return try Self.postern.run(
            arguments, input: Array(input.utf8), environment: environment)
    }

    /// Runs a command of `postern` that must succeed; its output.
    @discardableResult
    func postern(
        _ arguments: String..., input: String = "", at place: SourceLocation = #_sourceLocation
    ) throws -> String {
        let run = try run(arguments, input: input)
        try #require(run.ending == .exited(0), "\(run)", sourceLocation: place)
        return run.text
    }

    /// Runs a command of `postern` with `--format json`; what it says below `data`.
    func json(
        _ arguments: String..., at place: SourceLocation = #_sourceLocation
    ) throws -> JSONValue {
        let run = try run(arguments + ["--format", "json"])
        try #require(run.ending == .exited(0), "\(run)", sourceLocation: place)
        let report = try JSONValue(run.output)
        #expect(report["format_version"].number == 1, sourceLocation: place)
        return report["data"]
    }

    // MARK: Mail that went out

    /// The mails in the maildir, in the order of their names, which is that of their seconds.
    func sent() throws -> [SentMail] {
        let box = folder.path + "/sent/new"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: box)) ?? []
        return try names.sorted().map { name in
            let data = try Data(contentsOf: URL(filePath: "\(box)/\(name)"))
            return SentMail(String(decoding: data, as: UTF8.self))
        }
    }

    /// The only mail of a scrip so far; its name stands in the Message-ID.
    func sent(
        by scrip: String, at place: SourceLocation = #_sourceLocation
    ) throws -> SentMail {
        let mails = try sent().filter { $0["Message-ID"].contains("-\(scrip)-") }
        #expect(mails.count == 1, sourceLocation: place)
        return try #require(mails.first, sourceLocation: place)
    }

    /// Empties the maildir, so that ``sent()`` shows what comes after.
    func forgetSent() throws {
        let box = folder.path + "/sent/new"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: box)) ?? [] {
            try FileManager.default.removeItem(atPath: "\(box)/\(name)")
        }
    }
}
