import Foundation
import Tickets

/// Times for people: how long ago, and the exact moment beside it.
struct TimeText {
    let now: Timestamp
    let zone: TimeZone

    /// - Parameter zone: a name such as `Europe/Prague`; an unknown one means UTC.
    init(now: Timestamp, zone: String) {
        self.now = now
        self.zone = TimeZone(identifier: zone) ?? .gmt
    }

    /// `3 min ago`, `in 2 h`, `yesterday 14:05`, `12 Mar 2026`.
    func relative(_ moment: Timestamp) -> String {
        let seconds = (now.milliseconds - moment.milliseconds) / 1_000
        let distance = abs(seconds)
        let amount: String
        switch distance {
        case 0..<10: return "just now"
        case 10..<60: amount = "\(distance) s"
        case 60..<3_600: amount = "\(distance / 60) min"
        case 3_600..<86_400: amount = "\(distance / 3_600) h"
        case 86_400..<(14 * 86_400): amount = "\(distance / 86_400) d"
        default: return date(moment)
        }
        return seconds >= 0 ? "\(amount) ago" : "in \(amount)"
    }

    /// `2026-11-21 10:33:05 +01:00`.
    func exact(_ moment: Timestamp) -> String {
        formatter("yyyy-MM-dd HH:mm:ss xxx").string(from: moment.date)
    }

    /// `2026-11-21`.
    func date(_ moment: Timestamp) -> String { formatter("yyyy-MM-dd").string(from: moment.date) }

    private func formatter(_ pattern: String) -> DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = zone
        formatter.dateFormat = pattern
        return formatter
    }
}

extension Timestamp {
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }

    /// This moment by the machine's clock.
    static func current() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded()))
    }

    /// RFC 3339 in UTC with milliseconds, as JSON output shows times.
    var rfc3339: String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"
        return formatter.string(from: date)
    }
}
