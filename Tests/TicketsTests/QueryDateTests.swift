import Testing
import Tickets

@Suite("dates in queries")
struct QueryDateTests {
    /// 2026-11-21 10:20:30.500 UTC, a Saturday.
    private let now = Timestamp(milliseconds: 1_795_256_430_500)

    /// Central Europe as it is in 2026 and 2027: summer time from 29 March and 28 March, 01:00 UTC,
    /// to 25 October and 31 October.
    private var prague: QueryTime {
        QueryTime(now: now) { moment in
            let seconds = moment.milliseconds / 1_000
            let summer2026 = (1_774_746_000..<1_792_890_000).contains(seconds)
            let summer2027 = (1_806_195_600..<1_824_944_400).contains(seconds)
            return summer2026 || summer2027 ? 7_200 : 3_600
        }
    }

    private func span(_ text: String, equality: Bool = false) -> String? {
        QueryDate(text, at: prague, isForEquality: equality).map { date in
            "\(Self.utc(date.start)) + \(date.end.milliseconds - date.start.milliseconds)"
        }
    }

    /// Our own writing of a moment, by counting days on one's fingers.
    private static func utc(_ moment: Timestamp) -> String {
        var days = moment.milliseconds / 86_400_000
        let rest = moment.milliseconds % 86_400_000
        var (year, month) = (1970, 1)
        func length() -> Int64 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        }
        while days >= length() {
            days -= length()
            month += 1
            if month == 13 { (year, month) = (year + 1, 1) }
        }
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map(two)
        return "\(year)-\(two(Int64(month)))-\(two(days + 1)) " + clock.joined(separator: ":")
    }

    @Test(
        "days begin at midnight of the site's zone and may have 23 or 25 hours",
        arguments: [
            ("2026-11-21", "2026-11-20 23:00:00 + 86400000"),
            ("2026-07-01", "2026-06-30 22:00:00 + 86400000"),
            ("2026-03-29", "2026-03-28 23:00:00 + 82800000"),
            ("2026-10-25", "2026-10-24 22:00:00 + 90000000"),
            ("2024-02-29", "2024-02-28 23:00:00 + 86400000"),
            ("today", "2026-11-20 23:00:00 + 86400000"),
            ("Yesterday", "2026-11-19 23:00:00 + 86400000"),
            ("tomorrow", "2026-11-21 23:00:00 + 86400000"),
            ("now", "2026-11-21 10:20:30 + 1"),
            ("2026-11-21 14:05", "2026-11-21 13:05:00 + 60000"),
            ("2026-11-21T14:05:09", "2026-11-21 13:05:09 + 1000"),
            ("2026-11-21T14:05:09Z", "2026-11-21 14:05:09 + 1000"),
            ("2026-11-21 14:05+05:30", "2026-11-21 08:35:00 + 60000"),
            ("2026-11-21 14:05-05:00", "2026-11-21 19:05:00 + 60000"),
            ("2 hours ago", "2026-11-21 08:20:30 + 1"),
            ("in 30 minutes", "2026-11-21 10:50:30 + 1"),
            ("30 minutes from now", "2026-11-21 10:50:30 + 1"),
            ("2 days ago", "2026-11-19 10:20:30 + 1"),
            ("1 week ago", "2026-11-14 10:20:30 + 1"),
            ("a week ago", "2026-11-14 10:20:30 + 1"),
            ("-1 week", "2026-11-14 10:20:30 + 1"),
            ("+3 days", "2026-11-24 10:20:30 + 1"),
            ("1 month ago", "2026-10-21 09:20:30 + 1"),
            ("9 months ago", "2026-02-21 10:20:30 + 1"),
            ("1 year ago", "2025-11-21 10:20:30 + 1"),
        ])
    func dates(text: String, expected: String) {
        #expect(span(text) == expected)
    }

    @Test("behind = a day's distance means the whole day, an hour's stays a moment")
    func equality() {
        #expect(span("2 days ago", equality: true) == "2026-11-18 23:00:00 + 86400000")
        #expect(span("2 hours ago", equality: true) == "2026-11-21 08:20:30 + 1")
    }

    @Test("a month without that day gives its last day")
    func shortMonth() {
        let time = QueryTime(now: Timestamp(milliseconds: 1_774_915_200_000)) { _ in 0 }
        let date = QueryDate("1 month ago", at: time)
        #expect(date.map { Self.utc($0.start) } == "2026-02-28 00:00:00")
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-21 24:00", "2026-11-21 1:2:3:4",
            "soon", "3 fortnights ago", "-1 days ago", "in 3", "99999999999999999999 days ago",
            "1000001 days ago", "2026-11", "2026-11-21Z", "2026-11-21 14:05+99:00", "２０２６-11-21",
            "1000000 years ago", "3 days",
        ])
    func refused(text: String) {
        #expect(span(text) == nil)
    }
}
