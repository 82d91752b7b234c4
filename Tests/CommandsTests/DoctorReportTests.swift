import Testing

@testable import Commands

struct DoctorReportTests {
    private let plain = Terminal(isTerminal: false, width: 80, hasColour: false)

    @Test("findings stand under their area, remedies below them")
    func text() throws {
        var database = Findings(.database)
        database.ok("/var/lib/postern/postern.db has schema 1, which is current")
        var backlog = Findings(.backlog)
        backlog.problem("1 mail was given up", remedy: "postern outbox list --state dead")
        backlog.warning(
            "2 mails in quarantine: 2 no sender", remedy: "postern mail quarantine list")
        let report = DoctorReport(backlog.all + database.all)
        #expect(
            report.text(plain) == """
                Database
                  ok       /var/lib/postern/postern.db has schema 1, which is current

                Backlog
                  problem  1 mail was given up
                           -> postern outbox list --state dead
                  warning  2 mails in quarantine: 2 no sender
                           -> postern mail quarantine list

                1 problem, 1 warning.

                """)
    }

    @Test("nothing wrong is said in one line")
    func well() {
        var found = Findings(.disk)
        found.ok("9.1 GiB (40 %) free in /var/lib/postern")
        found.okIfNothing("not added")
        #expect(DoctorReport(found.all).text(plain).hasSuffix("\n\nAll is well.\n"))
    }
}

struct FormattingTests {
    @Test(
        "sizes have at most three digits and a unit",
        arguments: [
            (0, "0 B"), (1_023, "1023 B"), (1_024, "1 KiB"), (1_536, "1.5 KiB"),
            (10_240, "10 KiB"), (1_048_575, "1 MiB"), (3_565_158, "3.4 MiB"), (1 << 40, "1 TiB"),
        ] as [(Int64, String)])
    func sizes(bytes: Int64, text: String) {
        #expect(SizeText.of(bytes) == text)
    }

    @Test("values stand under each other; what is empty is left out")
    func fields() {
        var fields = FieldList()
        fields.add("From", "anna@example.org")
        fields.add("Cc", "")
        fields.add("Defects", ["one", "two"])
        fields.add("Evil", "a\u{1B}[31mred\nline")
        let plain = Terminal(isTerminal: false, width: 80, hasColour: false)
        #expect(
            fields.text(plain) == """
                From     anna@example.org
                Defects  one
                         two
                Evil     a[31mred line

                """)
    }
}
