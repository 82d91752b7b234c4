import FoundationEssentials
import Tickets

/// Moments as mails show them.
enum UTCText {
    /// `2026-11-21 00:46 UTC`: the one form that needs no time zone of the reader's.
    static func of(_ moment: Timestamp) -> String {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space)
            .year().month().day().time(includingFractionalSeconds: false)
        // The seconds are of no use to a reader.
        return "\(date.formatted(style).prefix(16)) UTC"
    }

    /// `2026-11-21T00:46:00.000Z`, as programs read it.
    static func rfc3339(_ moment: Timestamp) -> String {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
