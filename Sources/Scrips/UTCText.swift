import FoundationEssentials
import Tickets

/// Moments as programs read them.
enum UTCText {
    /// `2026-11-21T00:46:00.000Z`, RFC 3339.
    static func rfc3339(_ moment: Timestamp) -> String {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
