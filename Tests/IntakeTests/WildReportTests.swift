import FoundationEssentials
import MIME
import Testing
import Tickets

@testable import Intake

/// The fixture mails of MIMETests that break a rule of reports (`QUIRK` in Sources/Intake).
@Suite("Reports that break rules")
struct WildReportTests {
    private func read(_ name: String) throws -> Verdict {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "MIMETests/Fixtures/mail/wild/\(name).eml")
        return MailSource.read(Array(try Data(contentsOf: file)))
    }

    @Test(
        "each is read all the same",
        arguments: [
            ("dsn-brackets", ["bob@example.net failed 5.1.1"], nil),
            (
                "dsn-one-block",
                ["bob@example.net failed 5.1.1", "carol@example.net failed 5.2.2"],
                "ours-1@example.com"
            ),
            ("bounce-from-nobody", ["bob@example.net failed 5.1.1"], "ours-2@example.com"),
            ("bounce-rewrapped", ["bob@example.net failed 5.1.1"], nil),
            ("bounce-part-is-mail", ["bob@example.net failed 5.1.1"], "ours-3@example.com"),
        ] as [(String, [String], String?)])
    func report(_ row: (name: String, told: [String], about: String?)) throws {
        let verdict = try read(row.name)
        #expect(verdict.kind == .bounce)
        #expect(ReportMail.told(verdict) == row.told)
        #expect(verdict.report?.originalID?.value == row.about)
        #expect(verdict.quarantine == nil)
    }

    @Test("what a rule of somebody's forwards is still their mail")
    func forwarded() throws {
        #expect(try read("auto-forwarded").kind == .person)
    }
}
