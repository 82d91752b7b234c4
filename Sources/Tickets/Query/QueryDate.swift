/// What time it is and how far local time is from UTC; handed in by a door.
package struct QueryTime: Sendable {
    /// The moment that "now" and "2 days ago" count from.
    package let now: Timestamp
    /// Seconds that local time is ahead of UTC at a moment.
    package let offsetSeconds: @Sendable (Timestamp) -> Int64

    /// Takes a moment and a zone.
    package init(now: Timestamp, offsetSeconds: @escaping @Sendable (Timestamp) -> Int64) {
        self.now = now
        self.offsetSeconds = offsetSeconds
    }
}

extension QueryTime {
    private static let stepSeconds: Int64 = 30 * 86_400

    /// What clocks show in the ten years before and behind now: the first step holds for all that
    /// was before.
    package var zoneSteps: [TicketTest.ZoneStep] {
        let ten = 10 * 366 * 86_400 as Int64
        let end = now.adding(seconds: ten)
        var last = now.adding(seconds: -ten)
        var steps = [TicketTest.ZoneStep(start: last, offsetSeconds: offsetSeconds(last))]
        while last < end {
            let next = last.adding(seconds: Self.stepSeconds)
            let offset = offsetSeconds(next)
            if offset != steps.last?.offsetSeconds {
                steps.append(.init(start: change(between: last, next), offsetSeconds: offset))
            }
            last = next
        }
        return steps
    }

    /// The first moment at which clocks show what they show at the later of two.
    private func change(between early: Timestamp, _ late: Timestamp) -> Timestamp {
        let wanted = offsetSeconds(late)
        var (early, late) = (early.milliseconds / 1_000, late.milliseconds / 1_000)
        while late - early > 1 {
            let middle = early + (late - early) / 2
            let isThere = offsetSeconds(Timestamp(milliseconds: middle * 1_000)) == wanted
            if isThere { late = middle } else { early = middle }
        }
        return Timestamp(milliseconds: late * 1_000)
    }
}

/// A date of a query: a moment, or a whole day, from `start` up to but without `end`.
package struct QueryDate: Hashable, Sendable {
    package let start: Timestamp
    package let end: Timestamp

    /// What dates may look like, for errors.
    package static let expected =
        "a date: 2026-11-21, '2026-11-21 14:05', today, yesterday, tomorrow, now, '2 days ago',"
        + " 'in 3 hours', '1 week from now'"

    /// Those that are a date alone.
    package static let words = ["now", "today", "yesterday", "tomorrow"]

    /// Reads a date as written in a query.
    ///
    /// A day is a whole day of the zone. `N units ago` with days and longer units keeps the time
    /// of day; so `= '2 days ago'` means the whole day, and `< '2 days ago'` that moment.
    ///
    /// - Parameter isForEquality: whether the value stands behind `=`, where a moment means its
    ///   day unless it names hours or minutes.
    /// - Returns: `nil` for anything else, and for days that no calendar has.
    package init?(_ text: String, at time: QueryTime, isForEquality: Bool = false) {
        let words = text.lowercased().split { $0 == " " || $0 == "\t" }.map(String.init)
        let today = CivilDay(time.now, time)
        switch words.count == 1 ? words[0] : "" {
        case "now":
            self.init(moment: time.now, milliseconds: 1)
            return
        case "today":
            self.init(day: today, time)
            return
        case "yesterday":
            self.init(day: today.adding(days: -1), time)
            return
        case "tomorrow":
            self.init(day: today.adding(days: 1), time)
            return
        default: break
        }
        if let (amount, unit) = Self.distance(words) {
            guard let moment = Self.moment(amount, unit, time) else { return nil }
            let isCoarse = !["second", "minute", "hour"].contains(unit)
            if isForEquality, isCoarse {
                self.init(day: CivilDay(moment, time), time)
            } else {
                self.init(moment: moment, milliseconds: 1)
            }
            return
        }
        guard let found = Self.calendar(text, time) else { return nil }
        self = found
    }

    private init(moment: Timestamp, milliseconds: Int64) {
        start = moment
        end = Timestamp(milliseconds: moment.milliseconds + milliseconds)
    }

    private init(day: CivilDay, _ time: QueryTime) {
        start = day.moment(secondOfDay: 0, time)
        end = day.adding(days: 1).moment(secondOfDay: 0, time)
    }

    // MARK: Relative

    private static let units = ["second", "minute", "hour", "day", "week", "month", "year"]

    /// `2 days ago`, `a week ago`, `in 3 hours`, `3 hours from now`, `+3 days`, `-1 week`.
    private static func distance(_ words: [String]) -> (Int64, String)? {
        var words = words
        var sign: Int64 = 1
        if words.last == "ago" {
            sign = -1
            words.removeLast()
        } else if words.suffix(2) == ["from", "now"] {
            words.removeLast(2)
        } else if words.first == "in" {
            words.removeFirst()
        } else if let first = words.first?.first, first == "+" || first == "-" {
            sign = first == "-" ? -1 : 1
            words[0].removeFirst()
        } else {
            return nil
        }
        guard words.count == 2 else { return nil }
        let unit = words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]
        let count = ["a", "an", "one"].contains(words[0]) ? 1 : Int64(words[0])
        guard let count, (0...1_000_000).contains(count), units.contains(unit) else { return nil }
        return (sign * count, unit)
    }

    private static func moment(_ amount: Int64, _ unit: String, _ time: QueryTime) -> Timestamp? {
        let day = CivilDay(time.now, time)
        let moved: CivilDay
        switch unit {
        case "second": return time.now.adding(seconds: amount)
        case "minute": return time.now.adding(seconds: amount * 60)
        case "hour": return time.now.adding(seconds: amount * 3_600)
        case "day": moved = day.adding(days: amount)
        case "week": moved = day.adding(days: amount * 7)
        case "month": moved = day.adding(months: amount)
        default: moved = day.adding(months: amount * 12)
        }
        guard (1...9_999).contains(moved.year) else { return nil }
        // The same time of day, so that a week ago is a week ago across a change of the clocks.
        let local = time.now.milliseconds + time.offsetSeconds(time.now) * 1_000
        let dayMilliseconds: Int64 = 86_400_000
        let clock = ((local % dayMilliseconds) + dayMilliseconds) % dayMilliseconds
        let start = moved.moment(secondOfDay: clock / 1_000, time)
        return Timestamp(milliseconds: start.milliseconds + clock % 1_000)
    }

    // MARK: Calendar dates

    /// `2026-11-21`, `2026-11-21 14:05[:30]`, with `T` between and `Z` or `+01:00` behind.
    private static func calendar(_ text: String, _ time: QueryTime) -> QueryDate? {
        var rest = text[...]
        var offset: Int64?
        if rest.hasSuffix("Z") {
            offset = 0
            rest = rest.dropLast()
        } else if let sign = rest.dropFirst(10).lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let zone = numbers(rest[rest.index(after: sign)...], ":", 2...2),
                zone[0] <= 18, zone[1] <= 59
            else { return nil }
            offset = (zone[0] * 3_600 + zone[1] * 60) * (rest[sign] == "-" ? -1 : 1)
            rest = rest[..<sign]
        }
        let parts = rest.split { $0 == " " || $0 == "T" }
        guard let first = parts.first, (1...2).contains(parts.count),
            let date = numbers(first, "-", 3...3),
            let day = CivilDay(checked: date[0], date[1], date[2])
        else { return nil }
        guard parts.count == 2 else {
            return offset == nil ? QueryDate(day: day, time) : nil
        }
        guard let clock = numbers(parts[1], ":", 2...3), clock[0] <= 23, clock[1] <= 59,
            clock.count == 2 || clock[2] <= 59
        else { return nil }
        let second = clock[0] * 3_600 + clock[1] * 60 + (clock.count == 3 ? clock[2] : 0)
        let moment =
            offset.map {
                Timestamp(milliseconds: (day.number * 86_400 + second - $0) * 1_000)
            } ?? day.moment(secondOfDay: second, time)
        return QueryDate(moment: moment, milliseconds: clock.count == 3 ? 1_000 : 60_000)
    }

    private static func numbers(
        _ text: Substring, _ separator: Character, _ count: ClosedRange<Int>
    ) -> [Int64]? {
        let words = text.split(separator: separator, omittingEmptySubsequences: false)
        guard count.contains(words.count) else { return nil }
        let numbers = words.compactMap { word -> Int64? in
            (1...4).contains(word.utf8.count) && word.utf8.allSatisfy { (48...57).contains($0) }
                ? Int64(word) : nil
        }
        return numbers.count == words.count ? numbers : nil
    }
}

/// A day of the proleptic Gregorian calendar.
///
/// Our own arithmetic, since a closet takes no calendar of the system, which would bring the
/// system's zone and language with it.
struct CivilDay: Hashable {
    /// Days since 1970-01-01.
    let number: Int64

    init(number: Int64) { self.number = number }

    /// The day on which a moment falls.
    init(_ moment: Timestamp, _ time: QueryTime) {
        let local = moment.milliseconds + time.offsetSeconds(moment) * 1_000
        number = Int64((Double(local) / 86_400_000).rounded(.down))
    }

    /// - Returns: `nil` for a day that no calendar has.
    init?(checked year: Int64, _ month: Int64, _ day: Int64) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let made = CivilDay(year: year, month: month, day: day)
        guard made.parts == (year, month, day) else { return nil }
        self = made
    }

    /// Counts in years that begin in March, so that the leap day is the last one.
    private init(year: Int64, month: Int64, day: Int64) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    var parts: (year: Int64, month: Int64, day: Int64) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    var year: Int64 { parts.year }

    func adding(days: Int64) -> CivilDay { CivilDay(number: number + days) }

    /// The same day of another month, or that month's last one.
    func adding(months: Int64) -> CivilDay {
        let (year, month, day) = parts
        let total = year * 12 + month - 1 + months
        let (newYear, newMonth) = (total / 12, total % 12 + 1)
        for last in stride(from: day, through: max(1, day - 3), by: -1) {
            if let made = CivilDay(checked: newYear, newMonth, last) { return made }
        }
        return CivilDay(year: newYear, month: newMonth, day: 1)
    }

    /// The moment of a local time of this day; a time that the clocks leave out becomes the one
    /// as much later.
    func moment(secondOfDay: Int64, _ time: QueryTime) -> Timestamp {
        let local = number * 86_400 + secondOfDay
        let first = time.offsetSeconds(Timestamp(milliseconds: local * 1_000))
        let second = time.offsetSeconds(Timestamp(milliseconds: (local - first) * 1_000))
        return Timestamp(milliseconds: (local - second) * 1_000)
    }
}
