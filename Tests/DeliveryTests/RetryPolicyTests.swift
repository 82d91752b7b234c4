import Delivery
import Testing

@Suite("when to try again")
struct RetryPolicyTests {
    private let policy = RetryPolicy(
        delaySecondsMin: 60, delaySecondsMax: 14_400, giveUpAfterSeconds: 432_000)

    @Test("the delay doubles up to its maximum")
    func doubles() {
        let delays = (0...9).map { policy.delaySeconds(afterFailures: Int64($0), jitter: 0.5) }
        #expect(delays == [60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 14_400, 14_400])
    }

    @Test("jitter moves it by a quarter at most, whatever the source says")
    func jitter() {
        #expect(policy.delaySeconds(afterFailures: 0, jitter: 0) == 45)
        #expect(policy.delaySeconds(afterFailures: 0, jitter: 0.999_999) == 74)
        #expect(policy.delaySeconds(afterFailures: 0, jitter: -5) == 45)
        #expect(policy.delaySeconds(afterFailures: 0, jitter: 5) == 75)
    }

    @Test("numbers beyond reason do not trap", arguments: [Int64.min, -1, 0, 1, 63, 64, .max])
    func extremes(_ failures: Int64) {
        let wide = RetryPolicy(
            delaySecondsMin: 0, delaySecondsMax: Int64.max / 4, giveUpAfterSeconds: 0)
        #expect(wide.delaySeconds(afterFailures: failures, jitter: 1) >= 1)
        let narrow = RetryPolicy(delaySecondsMin: 10, delaySecondsMax: 1, giveUpAfterSeconds: 0)
        #expect(narrow.delaySeconds(afterFailures: failures, jitter: 0.5) == 10)
    }
}

@Suite("reasons in one line")
struct ReasonTextTests {
    @Test("the first line that shows anything is taken")
    func firstLine() {
        #expect(ReasonText.firstLine(of: Array("\r\n \t\nfirst\r\nsecond".utf8)) == "first")
        #expect(ReasonText.firstLine(of: Array("\n\u{1b}\n".utf8)) == nil)
        #expect(ReasonText.firstLine(of: [UInt8]()) == nil)
        #expect(ReasonText.firstLine(of: [0x61, 0xFF]) == "a\u{FFFD}")
    }

    @Test("controls and direction overrides become one space, and it is cut")
    func clean() {
        #expect(ReasonText.clean("a\r\nb\u{202E}c\u{0}\u{2028}") == "a b c")
        #expect(ReasonText.clean(String(repeating: "x", count: 900)).count == 500)
    }
}
