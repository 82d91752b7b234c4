import Foundation

// TestKit: real stores for tests, on both engines, each test with one of its own.
//
// Start at StoreFixture. Nothing here fakes anything: the PostgreSQL is a private cluster that
// PostgreSQLCluster starts once a run, on a Unix socket in a temporary folder.

/// An engine to run a test on: `@Test(arguments: StoreEngine.all)`.
package enum StoreEngine: String, Sendable, CaseIterable {
    /// A file in a temporary folder.
    case sqlite
    /// A schema of its own in the run's cluster.
    case postgresql

    /// SQLite, and PostgreSQL where a server can be started or is named.
    ///
    /// Without one, a line on standard error says that half of the tests were skipped; with
    /// `POSTERN_REQUIRE_POSTGRESQL=1`, as CI sets it, the engine stays in and its tests fail.
    package static let all: [StoreEngine] = {
        do {
            _ = try PostgreSQLCluster.shared()
            return [.sqlite, .postgresql]
        } catch {
            if ProcessInfo.processInfo.environment["POSTERN_REQUIRE_POSTGRESQL"] == "1" {
                return [.sqlite, .postgresql]
            }
            FileHandle.standardError.write(Data("skipped: PostgreSQL, since \(error)\n".utf8))
            return [.sqlite]
        }
    }()

    /// PostgreSQL alone, where there is one; for what only a server can show.
    package static var servers: [StoreEngine] { all.filter { $0 == .postgresql } }
}
