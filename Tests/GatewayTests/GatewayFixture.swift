import Desk
import Foundation
import Store
import Tickets

@testable import Gateway

/// A small instance in a folder of its own, and the real `mailgate` to feed it with.
final class GatewayFixture {
    let folder: URL
    var path: String { folder.path }

    /// - Parameters:
    ///   - folder: Where; a new temporary folder if `nil`.
    ///   - settings: Lines that are added to the settings file.
    init(in folder: URL? = nil, settings: String = "") throws {
        self.folder =
            folder
            ?? FileManager.default.temporaryDirectory.appendingPathComponent(
                "postern-gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: self.folder, withIntermediateDirectories: true)
        let text = """
            site:
              name: help.example
              domain: help.example
            log:
              syslog: false
            database:
              url: postern.db
            mail:
              size_max: 200000

            """
        let delivery = "delivery: {transport: maildir, path: out}\n"
        try (text + (settings.contains("delivery:") ? "" : delivery) + settings)
            .write(toFile: path + "/postern.yaml", atomically: true, encoding: .utf8)
        try setUp()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// An autoreply is the only scrip: enough to see a mail leave.
    private func setUp() throws {
        let driver = try SQLiteDriver(path: path + "/postern.db", create: true)
        _ = try Migrator().migrate(driver, now: Timestamp(milliseconds: 0))
        let desk = Desk(
            store: TicketStore(driver: driver),
            site: Site(name: "help.example", domain: "help.example"),
            clock: { Timestamp(milliseconds: 1_770_000_000_000) })
        let scrip = ScripRow(
            name: "autoreply", description: "", condition: "On Create",
            action: "Autoreply To Requestors", template: "autoreply", stage: "TransactionCreate",
            position: 10, isEnabled: true, queues: [])
        let template = TemplateRow(
            name: "autoreply", language: "en", textSource: "Subject: Received\n\nThank you.\n",
            htmlSource: nil)
        let queue = Queue(
            id: QueueID(0), name: "support",
            correspondAddress: EmailAddress("support@help.example"))
        _ = try desk.setUp(SetupPlan(queue: queue, scrips: [scrip], templates: [template]))
    }

    /// What the process wrote and how it ended.
    struct Ending {
        let status: Int32
        let diedBySignal: Bool
        let output: String
        let error: String
    }

    /// Runs the real program with a mail on standard input.
    func mailgate(
        _ arguments: [String], mail: [UInt8], environment: [String: String] = [:]
    ) throws -> Ending {
        let input = folder.appendingPathComponent("mail-\(UUID().uuidString)")
        try Data(mail).write(to: input)
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        process.environment = environment.merging(
            ["POSTERN_CONFIG": path + "/postern.yaml"]) { given, _ in given }
        process.standardInput = try FileHandle(forReadingFrom: input)
        return try Self.run(process)
    }

    /// Runs a line of bash with `$MAILGATE` and `$POSTERN_CONFIG` set.
    func bash(_ line: String) throws -> Ending {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        process.environment = [
            "PATH": "/usr/bin:/bin", "MAILGATE": Self.program.path,
            "POSTERN_CONFIG": path + "/postern.yaml",
        ]
        process.standardInput = FileHandle.nullDevice
        return try Self.run(process)
    }

    private static func run(_ process: Process) throws -> Ending {
        let output = Pipe()
        let error = Pipe()
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let outputText = output.fileHandleForReading.readDataToEndOfFile()
        let errorText = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ending(
            status: process.terminationStatus,
            diedBySignal: process.terminationReason == .uncaughtSignal,
            output: String(decoding: outputText, as: UTF8.self),
            error: String(decoding: errorText, as: UTF8.self))
    }

    /// The executable that was built together with these tests.
    static var program: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("mailgate")
    }

    // MARK: Looking at what was stored

    func store() throws -> TicketStore {
        TicketStore(driver: try SQLiteDriver(path: path + "/postern.db"))
    }

    /// Every mail that is in quarantine, oldest first.
    func quarantine() throws -> [ReceivedMail] {
        try store().read { try $0.quarantinedMails() }
    }

    /// The number of files in a folder below ours; 0 where there is none.
    func count(in name: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name).count) ?? 0
    }
}

extension [UInt8] {
    /// An ordinary mail; the id makes it another one.
    static func mail(id: String = "m1@example.org", headers: String..., body: String = "Help!\n")
        -> Self
    {
        let lines =
            [
                "From: Ann Example <ann@example.org>", "To: support@help.example",
                "Subject: Printer", "Message-ID: <\(id)>",
            ] + headers
        return Array((lines.joined(separator: "\n") + "\n\n" + body).utf8)
    }
}
