import Foundation
import Testing
import Tickets

@testable import Commands

struct AliasExamTests {
    private static let settingsFile = "/etc/postern/postern.yaml"

    private static func queue(
        _ name: String, _ address: String?, comment: String? = nil, isDisabled: Bool = false
    ) -> Queue {
        Queue(
            id: QueueID(7), name: name, correspondAddress: address.flatMap { EmailAddress($0) },
            commentAddress: comment.flatMap { EmailAddress($0) }, isDisabled: isDisabled)
    }

    /// Runs the exam over an alias file in which `mailgate` stands for a program that is there.
    private func findings(
        _ aliases: String, _ queues: [Queue], settingsFile: String = settingsFile
    ) throws -> [Finding] {
        let folder = NSTemporaryDirectory() + "postern-aliases-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = folder + "/mailgate"
        try Data().write(to: URL(fileURLWithPath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let file = folder + "/aliases"
        try aliases.replacing("mailgate", with: program)
            .write(toFile: file, atomically: true, encoding: .utf8)
        return try AliasExam(queues: queues, files: [file], settingsFile: settingsFile).look()
    }

    private let support = queue(
        "support", "support@example.org", comment: "support-comment@example.org")

    private let lines = """
        support: "|mailgate --queue support --action correspond"
        support-comment: "|mailgate --queue support --action comment"

        """

    @Test("all is well when each address leads to its queue")
    func well() throws {
        #expect(try findings(lines, [support]).map(\.level) == [.ok])
        #expect(
            try findings(lines.replacing("queue support", with: "queue 7"), [support]).count == 1)
    }

    @Test("an alias may lead to an alias, and another name may serve a queue")
    func detours() throws {
        let chained = lines.replacing("support:", with: "support: in\nin:")
        #expect(try findings(chained, [support]).map(\.level) == [.ok])
        let renamed = lines.replacing("support:", with: "helpdesk:")
        #expect(try findings(renamed, [support]).map(\.level) == [.ok])
    }

    @Test("a queue that lacks an alias is a problem, each address for itself")
    func missing() throws {
        let found = try findings("root: anna\n", [support])
        #expect(found.map(\.level) == [.problem, .problem])
        #expect(found[0].text.contains("support@example.org"))
        #expect(found[1].text.contains("support-comment@example.org"))
    }

    @Test("an alias that leads to no queue is a problem")
    func unknownQueue() throws {
        let found = try findings(lines + "old: \"|mailgate --queue sales\"\n", [support])
        #expect(found.map(\.level) == [.problem])
        #expect(found[0].text.contains("queue \"sales\", which is not there"))
    }

    @Test("notes that would reach requestors are a problem")
    func wrongAction() throws {
        let found = try findings(
            lines.replacing("action comment", with: "action correspond"), [support])
        #expect(found.map(\.level) == [.problem])
        #expect(found[0].text.contains("notes for staff reach requestors"))
    }

    @Test("an address that leads to another queue is a problem")
    func wrongQueue() throws {
        let sales = Queue(id: QueueID(8), name: "sales", correspondAddress: nil)
        let text = lines.replacing("--queue support --action correspond", with: "--queue sales")
        let found = try findings(text, [support, sales])
        #expect(found.contains { $0.text.contains("goes to queue \"sales\"") })
    }

    @Test("options that mailgate would refuse are a problem")
    func badOptions() throws {
        let found = try findings(lines + "x: \"|mailgate --queu support\"\n", [support])
        #expect(found.map(\.level) == [.problem])
        #expect(found[0].text.contains("--queu"))
    }

    @Test("a program that is not there is told once")
    func noProgram() throws {
        let found = try findings(
            lines.replacing("|mailgate", with: "|/nowhere/mailgate"), [support])
        #expect(found.count == 1)
        #expect(found[0].text.contains("/nowhere/"))
    }

    @Test("lines for another instance are none of ours")
    func otherInstance() throws {
        let other = lines.replacing("action correspond", with: "action correspond --config /b.yaml")
            .replacing("action comment", with: "action comment --config /b.yaml")
        #expect(try findings(other, [support]).map(\.level) == [.problem, .problem])
        #expect(try findings(other, [support], settingsFile: "/b.yaml").map(\.level) == [.ok])
    }

    @Test("the address decides where a line names no queue")
    func noQueue() throws {
        let text = "support: \"|mailgate\"\nsupport-comment: \"|mailgate\"\n"
        #expect(try findings(text, [support]).map(\.level) == [.ok])
        let lost = try findings(text + "info: \"|mailgate\"\n", [support])
        #expect(lost.map(\.level) == [.warning])
    }

    @Test("a disabled queue needs no alias, and one that leads to it is a warning")
    func disabled() throws {
        let old = Self.queue("old", "old@example.org", isDisabled: true)
        #expect(try findings(lines, [support, old]).map(\.level) == [.ok])
        let found = try findings(lines + "old: \"|mailgate --queue old\"\n", [support, old])
        #expect(found.map(\.level) == [.warning])
    }

    @Test("a site without a queue is told so")
    func noQueues() throws {
        #expect(try findings("", []).map(\.level) == [.problem])
    }

    @Test("a named file that is missing is a problem")
    func noFile() throws {
        let exam = AliasExam(queues: [support], files: ["/nowhere"], settingsFile: "/a")
        #expect(try exam.look().map(\.level) == [.problem])
    }
}
