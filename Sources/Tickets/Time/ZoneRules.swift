/// The clocks of a time zone, past and future, as the tz database has them.
///
/// Read from a TZif file (RFC 8536) by us: Foundation's reader comes with ICU, which costs each
/// start of `mailgate` more than all its work, and the C library's is one for a whole process.
package struct ZoneRules: Hashable, Sendable {
    /// What clocks show for a while.
    package struct Clock: Hashable, Sendable {
        /// Seconds ahead of UTC.
        package let offsetSeconds: Int
        /// `CET`, `EEST`; where nobody uses letters, digits: `+03`.
        package let abbreviation: String

        /// Pairs both.
        package init(offsetSeconds: Int, abbreviation: String) {
            self.offsetSeconds = offsetSeconds
            self.abbreviation = abbreviation
        }
    }

    /// Seconds since 1970 from which on a clock holds, ascending.
    let changes: [Int64]
    /// As many as ``changes``.
    let clocks: [Clock]
    /// Before the first change.
    let first: Clock
    /// After the last change.
    let rule: ZoneRule?

    /// UTC, which never changes.
    package static let utc = ZoneRules(
        changes: [], clocks: [], first: Clock(offsetSeconds: 0, abbreviation: "UTC"), rule: nil)

    init(changes: [Int64], clocks: [Clock], first: Clock, rule: ZoneRule?) {
        self.changes = changes
        self.clocks = clocks
        self.first = first
        self.rule = rule
    }

    /// The clock that holds at a moment.
    package func clock(at moment: Timestamp) -> Clock {
        let second = moment.milliseconds / 1_000
        guard let last = changes.last, second >= changes[0] else {
            return changes.isEmpty ? rule?.clock(at: second) ?? first : first
        }
        if second >= last, let rule { return rule.clock(at: second) }
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle] <= second { low = middle } else { high = middle }
        }
        return clocks[low]
    }

    /// Whether a text may be looked for as a file of the tz database: `Europe/Kyiv`,
    /// `America/Argentina/Buenos_Aires`, `Etc/GMT+3`.
    package static func isName(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count) else { return false }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            part.utf8.first.map { byte in (65...90).contains(byte) || (97...122).contains(byte) }
                == true
                && part.utf8.allSatisfy { byte in
                    (65...90).contains(byte) || (97...122).contains(byte)
                        || (48...57).contains(byte) || "_+-".utf8.contains(byte)
                }
        }
    }
}
