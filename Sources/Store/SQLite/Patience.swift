import Glibc
import Synchronization

/// How long to wait for a lock that others hold: short random naps until a deadline.
///
/// SQLite's own handler naps up to 100 ms, so under load a latecomer wins while the one that waited
/// longest sleeps. Naps of at most a millisecond find the gap between two transactions of a busy
/// writer often enough (some 3 % of its commits) that starving for 30 s is out of the question.
final class Patience: Sendable {
    private let limit: Duration
    // Nanoseconds of `clock` since `origin`; one operation at a time uses a connection.
    private let deadline = Atomic<Int64>(0)
    private let origin = ContinuousClock.now

    init(seconds: Double) {
        limit = .nanoseconds(Int64(max(0, seconds) * 1_000_000_000))
    }

    /// Starts the time for one operation.
    func begin() {
        deadline.store(nanoseconds(origin.duration(to: .now) + limit), ordering: .relaxed)
    }

    /// Naps once; `false`, at once, when the time is up.
    func nap() -> Bool {
        guard nanoseconds(origin.duration(to: .now)) < deadline.load(ordering: .relaxed) else {
            return false
        }
        usleep(UInt32.random(in: 200...1_000))
        return true
    }

    private func nanoseconds(_ duration: Duration) -> Int64 {
        let parts = duration.components
        return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    }
}
