/// When to try again what failed for now, and when to give up.
package struct RetryPolicy: Hashable, Sendable {
    /// Wait after the first failure, in seconds, at least 1.
    package let delaySecondsMin: Int64
    /// Longest wait before jitter, in seconds.
    package let delaySecondsMax: Int64
    /// How long after it was due first a mail is tried, in seconds.
    package let giveUpAfterSeconds: Int64

    /// Takes the three times; a maximum below the minimum counts as the minimum.
    package init(delaySecondsMin: Int64, delaySecondsMax: Int64, giveUpAfterSeconds: Int64) {
        self.delaySecondsMin = max(1, delaySecondsMin)
        self.delaySecondsMax = max(self.delaySecondsMin, delaySecondsMax)
        self.giveUpAfterSeconds = giveUpAfterSeconds
    }

    /// How long to wait: twice as long after each failure, to a maximum, give or take a quarter.
    ///
    /// The jitter keeps the mails that failed together from coming back together.
    ///
    /// - Parameters:
    ///   - failures: attempts that have failed before this one; 0 for the first failure.
    ///   - jitter: evenly spread over 0..<1; what is outside is brought inside.
    /// - Returns: whole seconds, at least 1.
    package func delaySeconds(afterFailures failures: Int64, jitter: Double) -> Int64 {
        var base = delaySecondsMin
        var left = max(0, failures)
        while left > 0, base < delaySecondsMax {
            base = base > delaySecondsMax / 2 ? delaySecondsMax : base * 2
            left -= 1
        }
        let spread = 0.75 + 0.5 * min(max(jitter, 0), 1)
        return max(1, Int64(Double(base) * spread))
    }
}
