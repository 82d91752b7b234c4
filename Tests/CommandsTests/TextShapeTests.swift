import Testing
import Tickets

@testable import Commands

@Suite("Times, tables and lines")
struct TextShapeTests {
    @Test(
        "times near and far",
        arguments: [
            (0, "just now"), (-30, "30 s ago"), (-150, "2 min ago"), (-7_300, "2 h ago"),
            (-200_000, "2 d ago"), (-20 * 86_400, "2026-11-01"), (120, "in 2 min"),
        ])
    func relative(seconds: Int64, expected: String) {
        #expect(Sample.time.relative(Sample.now.adding(seconds: seconds)) == expected)
    }

    @Test("a day means its last second, in the site's zone")
    func days() throws {
        let berlin = TimeText(now: Sample.now, zone: "Europe/Berlin")
        #expect(berlin.moment("2026-11-21")?.milliseconds == 1_795_301_999_000)
        #expect(Sample.time.moment("2026-11-21 09:33")?.milliseconds == 1_795_253_580_000)
    }

    @Test(
        "what is no date is not guessed at",
        arguments: [
            "", "tomorrow", "2026-02-30", "2026-13-01", "2026-11", "21.11.2026", "2026-11-21 25:00",
            "2026-11-21 09:33 +01:00", "-1-1-1",
        ])
    func noDates(text: String) {
        #expect(Sample.time.moment(text) == nil)
    }

    @Test("columns are aligned by what a terminal shows")
    func table() {
        var table = Table("a", "b")
        table.add("日本", "x")
        table.add("lang", "y\u{1B}[31m")
        #expect(table.text(Sample.pipe, empty: "") == "A     B\n日本  x\nlang  y[31m\n")
        #expect(Table("a").text(Sample.pipe, empty: "Nothing.") == "Nothing.\n")
    }

    @Test("lines are broken at blanks, and nothing is lost")
    func wrapping() {
        #expect("one two three".wrapped(toDisplayWidth: 7) == ["one two", "three"])
        #expect("  indented text".wrapped(toDisplayWidth: 10) == ["  indented", "text"])
        #expect(
            "https://example.org/long".wrapped(toDisplayWidth: 5) == ["https://example.org/long"])
        let text = "a bb  ccc dddd"
        #expect(text.wrapped(toDisplayWidth: 4).joined(separator: " ") == text)
    }

    @Test("what became of the mails is one sentence")
    func delivery() {
        #expect(DeliverySummary().sentence == nil)
        #expect(DeliverySummary(ids: [1], sent: 1).sentence == "1 mail sent.")
        #expect(
            DeliverySummary(ids: [1, 2, 3], sent: 1, queued: 2, reasons: ["no answer."]).sentence
                == "1 mail sent, 2 in the outbox (`postern outbox list`): no answer.")
    }
}
