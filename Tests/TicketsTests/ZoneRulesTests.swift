import Foundation
import Testing
import Tickets

@Suite("Time zones")
struct ZoneRulesTests {
    @Test(
        "a zone of the machine shows the same clocks as the system's own reader, from 1970 to 2100",
        arguments: [
            "Europe/Berlin", "Europe/Kyiv", "Europe/Moscow", "Europe/Dublin", "America/New_York",
            "America/St_Johns", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia",
            "Asia/Kolkata", "Asia/Gaza", "Africa/Casablanca", "Antarctica/Troll", "Etc/GMT+3",
            "America/Godthab", "Asia/Jerusalem",
        ])
    func sameAsSystem(name: String) throws {
        let data = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))
        let rules = try #require(ZoneRules(file: Array(data)))
        let zone = try #require(TimeZone(identifier: name))
        var different: [String] = []
        // Every 13 hours and some minutes, so that hours of changes are met from both sides.
        for second in stride(from: Int64(0), to: 4_102_444_800, by: 48_123 * 7) {
            let moment = Timestamp(milliseconds: second * 1_000)
            let expected = zone.secondsFromGMT(
                for: Date(timeIntervalSince1970: Double(second)))
            if rules.clock(at: moment).offsetSeconds != expected { different.append("\(second)") }
        }
        #expect(different.isEmpty, "\(different.count): \(different.prefix(5))")
    }

    @Test("the hours round a change are told apart to the second")
    func changes() throws {
        let data = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        let rules = try #require(ZoneRules(file: Array(data)))
        // 2026-10-25 01:00 UTC, and the same in 2060, where only the rule speaks.
        for change in [1_792_890_000 as Int64, 2_866_410_000] {
            let before = rules.clock(at: Timestamp(milliseconds: change * 1_000 - 1_000))
            let after = rules.clock(at: Timestamp(milliseconds: change * 1_000))
            #expect(before == ZoneRules.Clock(offsetSeconds: 7_200, abbreviation: "CEST"))
            #expect(after == ZoneRules.Clock(offsetSeconds: 3_600, abbreviation: "CET"))
        }
    }

    @Test("a file that is cut or wrong anywhere is refused or read, never a crash")
    func broken() throws {
        let data = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        let bytes = Array(data)
        #expect(ZoneRules(file: []) == nil)
        #expect(ZoneRules(file: Array("TZif".utf8)) == nil)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            _ = ZoneRules(file: Array(bytes.prefix(length)))
        }
        for index in stride(from: 0, to: bytes.count, by: 3) {
            for value in [0 as UInt8, 1, 127, 128, 255] {
                var changed = bytes
                changed[index] = value
                let rules = ZoneRules(file: changed)
                for second in [-5_000_000_000 as Int64, 0, 1_795_000_000, 5_000_000_000] {
                    _ = rules?.clock(at: Timestamp(milliseconds: second * 1_000))
                }
            }
        }
    }

    @Test(
        "what could leave the folder is no name",
        arguments: [
            ("Europe/Kyiv", true), ("Etc/GMT+3", true), ("UTC", true),
            ("America/Argentina/Buenos_Aires", true), ("", false), ("/etc/passwd", false),
            ("../x", false), ("Europe/../x", false), ("Europe//Berlin", false), (".x", false),
            ("Europe/Berlin/", false), ("Euröpe/Berlin", false), ("Europe/Berlin\n", false),
        ])
    func names(name: String, isName: Bool) {
        #expect(ZoneRules.isName(name) == isName)
    }

    @Test("dates come out of days and go back, leap years and years before 1970 among them")
    func civil() {
        for days in stride(from: -800_000, to: 800_000, by: 97) {
            let date = CivilTime.date(days: days)
            #expect(CivilTime.days(year: date.year, month: date.month, day: date.day) == days)
        }
        func shown(_ milliseconds: Int64, offset: Int) -> String {
            let time = CivilTime(Timestamp(milliseconds: milliseconds), offsetSeconds: offset)
            return "\(time.year)-\(time.month)-\(time.day) \(time.hour):\(time.minute)"
        }
        #expect(shown(951_782_400_000, offset: 3_600) == "2000-2-29 1:0")
        #expect(shown(-1, offset: 0) == "1969-12-31 23:59")
    }
}
