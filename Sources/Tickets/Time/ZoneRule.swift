/// How a zone's clocks go on after the last change that the tz database lists: POSIX's TZ, such as
/// `CET-1CEST,M3.5.0,M10.5.0/3` (RFC 8536 §3.3).
struct ZoneRule: Hashable, Sendable {
    private let winter: ZoneRules.Clock
    private let summer: Summer?

    private struct Summer: Hashable {
        let clock: ZoneRules.Clock
        let begin: Day
        let end: Day
    }

    /// A day of each year and the seconds after its midnight, by the clock that holds until then.
    private struct Day: Hashable {
        let kind: Kind
        let seconds: Int

        enum Kind: Hashable {
            /// From 1; 29 February is never counted.
            case julian(Int)
            /// From 0; 29 February is counted.
            case ofYear(Int)
            /// The week-th weekday of a month, 5 for the last; 0 is Sunday.
            case weekday(month: Int, week: Int, weekday: Int)
        }
    }

    /// Reads the text; `nil` for one that is empty or no rule.
    init?(_ text: String) {
        var scanner = Scanner(text)
        guard let winter = scanner.clock(fallback: nil) else { return nil }
        self.winter = winter
        guard !scanner.isAtEnd else {
            summer = nil
            return
        }
        guard let clock = scanner.clock(fallback: winter.offsetSeconds + 3_600),
            let begin = scanner.day(), let end = scanner.day(), scanner.isAtEnd
        else { return nil }
        summer = Summer(clock: clock, begin: begin, end: end)
    }

    /// The clock at a second since 1970.
    func clock(at second: Int64) -> ZoneRules.Clock {
        guard let summer else { return winter }
        let year = CivilTime(
            Timestamp(milliseconds: second * 1_000), offsetSeconds: winter.offsetSeconds
        ).year
        let begin = Self.second(of: summer.begin, year: year) - Int64(winter.offsetSeconds)
        let end = Self.second(of: summer.end, year: year) - Int64(summer.clock.offsetSeconds)
        // South of the equator summer ends before it begins.
        let isSummer =
            begin < end ? begin <= second && second < end : second < end || begin <= second
        return isSummer ? summer.clock : winter
    }

    /// Seconds since 1970 by the local clock.
    private static func second(of day: Day, year: Int) -> Int64 {
        let days: Int
        switch day.kind {
        case .julian(let number):
            let isLeap =
                CivilTime.days(year: year, month: 3, day: 1)
                - CivilTime.days(year: year, month: 2, day: 1) == 29
            days =
                CivilTime.days(year: year, month: 1, day: 1) + number - 1
                + (isLeap && number >= 60 ? 1 : 0)
        case .ofYear(let number): days = CivilTime.days(year: year, month: 1, day: 1) + number
        case .weekday(let month, let week, let weekday):
            let first = CivilTime.days(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday.
            let firstWeekday = ((first + 4) % 7 + 7) % 7
            var day = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            let next = CivilTime.days(
                year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
            while day >= next { day -= 7 }
            days = day
        }
        return Int64(days) * 86_400 + Int64(day.seconds)
    }

    /// Walks through the text.
    private struct Scanner {
        private var rest: Substring

        init(_ text: String) { rest = Substring(text) }

        var isAtEnd: Bool { rest.isEmpty }

        /// `CET-1`, `<+03>-3`; POSIX counts hours behind UTC.
        mutating func clock(fallback: Int?) -> ZoneRules.Clock? {
            let name: Substring
            if take("<") {
                name = rest.prefix { $0 != ">" }
                rest = rest.dropFirst(name.count)
                guard take(">") else { return nil }
            } else {
                name = rest.prefix { $0.isASCII && $0.isLetter }
                rest = rest.dropFirst(name.count)
            }
            guard name.count >= 3 else { return nil }
            guard let behind = time() else {
                return fallback.map {
                    ZoneRules.Clock(offsetSeconds: $0, abbreviation: String(name))
                }
            }
            return ZoneRules.Clock(offsetSeconds: -behind, abbreviation: String(name))
        }

        /// `,M3.5.0/3`
        mutating func day() -> Day? {
            guard take(",") else { return nil }
            let kind: Day.Kind
            if take("M") {
                guard let month = number(1...12), take("."), let week = number(1...5), take("."),
                    let weekday = number(0...6)
                else { return nil }
                kind = .weekday(month: month, week: week, weekday: weekday)
            } else if take("J") {
                guard let day = number(1...365) else { return nil }
                kind = .julian(day)
            } else {
                guard let day = number(0...365) else { return nil }
                kind = .ofYear(day)
            }
            guard take("/") else { return Day(kind: kind, seconds: 7_200) }
            guard let seconds = time() else { return nil }
            return Day(kind: kind, seconds: seconds)
        }

        /// `[+-]hh[:mm[:ss]]` in seconds; hours may go to 167.
        private mutating func time() -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard let hours = number(0...167) else { return nil }
            var seconds = hours * 3_600
            for unit in [60, 1] where take(":") {
                guard let part = number(0...59) else { return nil }
                seconds += part * unit
            }
            return isNegative ? -seconds : seconds
        }

        private mutating func number(_ range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let value = Int(digits), range.contains(value) else { return nil }
            rest = rest.dropFirst(digits.count)
            return value
        }

        private mutating func take(_ mark: Character) -> Bool {
            guard rest.first == mark else { return false }
            rest.removeFirst()
            return true
        }
    }
}
