/// A moment as a mail states it.
package struct MailDate: Hashable, Sendable {
    /// UTC, since 1970-01-01T00:00:00Z; mail has whole seconds.
    package let milliseconds: Int64
    /// The writer's time zone, minutes east of Greenwich, -1439 to 1439.
    package let offsetMinutes: Int

    /// An offset beyond a day is taken as none.
    package init(milliseconds: Int64, offsetMinutes: Int = 0) {
        self.milliseconds = milliseconds
        self.offsetMinutes = abs(offsetMinutes) < 1440 ? offsetMinutes : 0
    }

    /// Reads a `Date` value (RFC 5322 §3.3, obsolete forms too). `nil` if it is none, or if the
    /// year is before 1969 or after 9999.
    package init?(header value: String) {
        guard let (seconds, offset) = DateReader.read(value), Self.seconds.contains(seconds) else {
            return nil
        }
        self.init(milliseconds: seconds * 1_000, offsetMinutes: offset)
    }

    /// The years that mail can be from, 1969 to 9999, in seconds since 1970.
    private static let seconds: ClosedRange<Int64> = -31_536_000...253_402_300_799

    /// As `Date` wants it: `Tue, 1 Jul 2025 09:30:00 +0200`. Moments outside the years 1969 to 9999
    /// are moved to the nearest of those.
    package var headerValue: String {
        let utc = min(max(milliseconds / 1_000, Self.seconds.lowerBound), Self.seconds.upperBound)
        let local = min(utc + Int64(offsetMinutes) * 60, Self.seconds.upperBound)
        // From a day before all these on, so that the remainder is never negative.
        let day0 = -25_568
        let days = Int((local - Int64(day0) * 86_400) / 86_400) + day0
        let second = Int(local) - days * 86_400
        let (year, month, day) = Self.civil(days: days)
        let weekday = [
            "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed",
        ][(days + 7 * 10_000) % 7]
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month - 1]
        let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
        let zone = abs(offsetMinutes)
        let sign = offsetMinutes < 0 ? "-" : "+"
        return "\(weekday), \(day) \(name) \(Self.padded(year, 4)) "
            + time.joined(separator: ":")
            + " \(sign)\(Self.padded(zone / 60, 2))\(Self.padded(zone % 60, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The Gregorian date of a day counted from 1970-01-01, for years from 0 on.
    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        // Years that begin in March make the leap day the last one, so no table is needed.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
