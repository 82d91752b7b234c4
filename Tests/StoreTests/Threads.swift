import Foundation
import Store
import Synchronization
import TestKit

// Threads and not tasks: the pool has as many threads as the machine has cores, and what blocks in
// a database here would keep its opponent from running at all.

/// Runs `work` on several threads at once and waits for them; throws the first error.
func onThreads(_ count: Int, _ work: @escaping @Sendable () throws -> Void) throws {
    let group = DispatchGroup()
    let shared = SharedErrors()
    for _ in 0..<count {
        group.enter()
        Thread.detachNewThread {
            do { try work() } catch { shared.add(error) }
            group.leave()
        }
    }
    group.wait()
    if let error = shared.first { throw error }
}

/// Holds the lock that writers need, from another thread.
final class LockHolder: Sendable {
    private let released = DispatchSemaphore(value: 0)

    /// Returns once the lock is held; it is released after `seconds`.
    init(_ store: StoreFixture, seconds: UInt32) throws {
        let driver = try store.anotherDriver()
        let held = DispatchSemaphore(value: 0)
        let released = released
        Thread.detachNewThread {
            try? driver.write { connection in
                try connection.execute("UPDATE things SET amount = amount + 1")
                held.signal()
                sleep(seconds)
            }
            released.signal()
        }
        held.wait()
    }

    /// Returns once the lock is released; call it once.
    func wait() { released.wait() }
}

private final class SharedErrors: Sendable {
    private let errors = Mutex<[any Error]>([])
    func add(_ error: any Error) { errors.withLock { $0.append(error) } }
    var first: (any Error)? { errors.withLock { $0.first } }
}
