import Testing
import Tickets

@Suite("Limits, steps and names")
struct NumberLimitsTests {
    @Test("what names of priorities contradict is said")
    func priorities() {
        func found(_ names: [PriorityNames.Name]) -> String? {
            #expect(
                (PriorityNames(names) == nil) == (PriorityNames.contradiction(in: names) != nil))
            return PriorityNames.contradiction(in: names)
        }
        #expect(found([.init("Low", 0), .init("High", 100)]) == nil)
        #expect(found([.init("Low", -1_000_000_000), .init("High", 1_000_000_000)]) == nil)
        #expect(
            found([.init("Low", 0), .init("Mid", 5), .init("High", 0)])
                == "\"Low\" and \"High\" are both 0")
        #expect(
            found([.init("Low", 0), .init("LOW", 5)]) == "\"Low\" is given twice, as 0 and 5")
        #expect(
            found([.init("A", 0), .init("B", 5_000_000_000)])
                == "\"B\" is 5000000000; a priority is a number from -1000000000 to 1000000000")
        #expect(found([]) != nil)
    }

    @Test("a site's files take the numbers that commands take, and no others")
    func files() throws {
        func range(_ section: SiteSection, _ key: String) throws -> ClosedRange<Int>? {
            let found = try #require(section.keys.first { $0.name == key })
            guard case .number(let range) = found.kind else { return nil }
            return range
        }
        #expect(try range(.fields, "order") == -1_000_000...1_000_000)
        #expect(try range(.priorities, "value") == -1_000_000_000...1_000_000_000)
        #expect(try range(.queues, "reopen_days") == 0...36_500)
    }

    @Test(
        "a step is a status, or two with an arrow between them",
        arguments: [
            ("resolved", nil, "resolved", "resolved"),
            ("* -> resolved", nil, "resolved", "resolved"),
            ("open->on hold", "open", "on hold", "open -> on hold"),
            (" in-use  ->  * ", "in-use", nil, "in-use -> *"), ("*->*", nil, nil, "* -> *"),
        ] as [(String, String?, String?, String)])
    func steps(text: String, from: String?, to: String?, written: String) throws {
        let step = try #require(StatusStep(text))
        #expect(step.from == from)
        #expect(step.to == to)
        #expect(step.text == written)
        #expect(StatusStep(written) == step)
    }

    @Test("no step", arguments: ["", "*", "->", "a ->", "-> b", "a -> b -> c"])
    func noStep(text: String) {
        #expect(StatusStep(text) == nil)
    }

    @Test("a step covers changes regardless of case, a new ticket only by its end")
    func covers() throws {
        let step = try #require(StatusStep("open -> Resolved"))
        #expect(step.covers(from: "Open", to: "resolved"))
        #expect(!step.covers(from: "new", to: "resolved"))
        #expect(!step.covers(from: nil, to: "resolved"))
        #expect(try #require(StatusStep("resolved")).covers(from: nil, to: "resolved"))
        #expect(try #require(StatusStep("open -> *")).covers(from: "open", to: "stalled"))
    }

    @Test("names that look alike have one key")
    func names() {
        for (one, other) in [
            ("Caf\u{E9}", "cafe\u{301}"), ("\u{C5}ngstr\u{F6}m", "A\u{30A}NGSTRO\u{308}M"),
            ("\u{AC00}", "\u{1100}\u{1161}"), ("ABC", "abc"),
        ] {
            #expect(Array(NameKey.of(one).utf8) == Array(NameKey.of(other).utf8))
        }
        #expect(NameKey.of("cafe") != NameKey.of("caf\u{E9}"))
        #expect(NameKey.of("ASCII 7") == "ascii 7")
    }

    @Test("a moment by a clock")
    func clock() throws {
        let moment = try #require(UTCSecond.moment("2026-11-21T23:05:00Z"))
        #expect(UTCSecond.text(of: moment, offsetSeconds: 0) == "2026-11-21 23:05:00 +00:00")
        #expect(UTCSecond.text(of: moment, offsetSeconds: 3_600) == "2026-11-22 00:05:00 +01:00")
        #expect(
            UTCSecond.text(of: moment, offsetSeconds: -12_600) == "2026-11-21 19:35:00 -03:30")
    }
}
