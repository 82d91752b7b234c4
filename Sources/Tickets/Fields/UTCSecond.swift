/// Moments as `2026-11-21T14:05:00Z`: a text that sorts as time does.
package enum UTCSecond {
    private static let utc: @Sendable (Timestamp) -> Int64 = { _ in 0 }

    /// The second in which a moment lies.
    package static func text(of moment: Timestamp) -> String {
        let second = Int64((Double(moment.milliseconds) / 1_000).rounded(.down))
        let day = Int64((Double(second) / 86_400).rounded(.down))
        let clock = second - day * 86_400
        return CivilDay(number: day).text + "T" + two(clock / 3_600) + ":"
            + two(clock / 60 % 60) + ":" + two(clock % 60) + "Z"
    }

    /// The same by a clock that is ahead of UTC, for people: `2026-11-21 15:05:00 +01:00`.
    package static func text(of moment: Timestamp, offsetSeconds: Int) -> String {
        let local = text(of: moment.adding(seconds: Int64(offsetSeconds)))
        let minutes = Int64(abs(offsetSeconds) / 60)
        let sign = offsetSeconds < 0 ? "-" : "+"
        return local.dropLast().split(separator: "T").joined(separator: " ")
            + " \(sign)\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// The first whole second from a moment on.
    package static func text(notBefore moment: Timestamp) -> String {
        text(of: Timestamp(milliseconds: moment.milliseconds + 999))
    }

    /// The moment of a text that was made here; `nil` for anything else.
    package static func moment(_ text: String) -> Timestamp? {
        guard text.hasSuffix("Z") else { return nil }
        let time = QueryTime(now: Timestamp(milliseconds: 0), offsetSeconds: utc)
        return QueryDate(text, at: time)?.start
    }

    static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension CivilDay {
    /// `2026-11-21`.
    var text: String {
        let (year, month, day) = parts
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-"
            + UTCSecond.two(month) + "-" + UTCSecond.two(day)
    }
}

extension QueryDate {
    /// The day of the zone on which it begins, `2026-11-21`.
    package func day(_ time: QueryTime) -> String { CivilDay(start, time).text }
}
