/// A moment: milliseconds since 1970-01-01 UTC, the unit of every `_ms` column.
package struct Timestamp: Hashable, Sendable, Comparable, Codable {
    /// Milliseconds since the epoch; negative before it.
    package let milliseconds: Int64

    /// Takes milliseconds since the epoch.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Earlier is less.
    package static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment that lies the given seconds later (earlier if negative).
    package func adding(seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + seconds * 1_000)
    }

    /// Reads a bare number of milliseconds.
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes a bare number of milliseconds.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
