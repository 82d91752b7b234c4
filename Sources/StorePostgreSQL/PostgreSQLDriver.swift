// The store's second engine: PostgreSQL through libpq, for several mail hosts on one database.
//
// A module of its own so that `mailgate` need not load libpq. It knows transactions, retries and
// types, and no table. Start reading here; PostgreSQLSession is one connection,
// PostgreSQLConnection the transaction that a closure sees.

import FoundationEssentials
import Glibc
package import Store
import Synchronization

/// A PostgreSQL database: serializable transactions, run again when the server asks for it.
///
/// Threads that call at once get a connection each; up to four are kept for the next callers.
package final class PostgreSQLDriver: SQLDriver {
    /// Always ``Store/SQLEngine/postgresql``.
    package let engine = SQLEngine.postgresql
    /// The connection string, as it was given.
    let conninfo: String
    private static let idleMax = 4
    /// How often a transaction is run again after a duplicate key, which may be its own mistake.
    private static let duplicatesMax = 5
    private let password: String?
    private let limit: Duration
    private let idle = Mutex<[PostgreSQLSession]>([])

    /// Connects once, so that a wrong connection string shows itself at once.
    ///
    /// - Parameters:
    ///   - conninfo: As libpq takes it; several hosts are tried in turn. For a cluster under
    ///     failover add `target_session_attrs=read-write`.
    ///   - passwordFile: A file whose first line is the password, read now; `nil` leaves it to
    ///     `conninfo` and to libpq's own ways.
    ///   - lockTimeoutSeconds: How long a statement may wait for a lock, and how long a transaction
    ///     may be run again after conflicts.
    /// - Throws: ``Store/StoreError`` with code `unavailable` when no host answers or lets us in.
    package init(
        conninfo: String, passwordFile: String? = nil, lockTimeoutSeconds: Double = 30
    ) throws {
        self.conninfo = conninfo
        password = try passwordFile.map(Self.firstLine(of:))
        limit = .milliseconds(Int64(max(0.001, lockTimeoutSeconds) * 1_000))
        giveBack(try connect())
    }

    /// As ``SQLDriver/write(_:)`` promises.
    @discardableResult
    package func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE", body)
    }

    /// As ``SQLDriver/read(_:)`` promises.
    package func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        // A snapshot without the bookkeeping of SERIALIZABLE; what it sees did hold at one moment.
        try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    private enum Outcome<T> {
        case done(T)
        /// `isCertain` says that nothing but another transaction can be the cause.
        case again(any Error, isCertain: Bool = true)
    }

    private func transaction<T>(
        _ begin: String, _ body: (any SQLConnection) throws -> T
    ) throws -> T {
        let deadline = ContinuousClock.now + limit
        var attempts = 0
        while true {
            switch try attempt(begin, body) {
            case .done(let result):
                return result
            case .again(let error, let isCertain):
                guard ContinuousClock.now < deadline, isCertain || attempts < Self.duplicatesMax
                else { throw error }
                attempts += 1
                // 1 to 2 ms at first, then longer, so that many that collide come apart.
                let spread = UInt32(1_000) << UInt32(min(attempts, 7))
                usleep(UInt32.random(in: spread / 2...spread))
            }
        }
    }

    private func attempt<T>(
        _ begin: String, _ body: (any SQLConnection) throws -> T
    ) throws -> Outcome<T> {
        let session = try begun(begin)
        defer { giveBack(session) }
        let connection = PostgreSQLConnection(session)
        do {
            let result = try body(connection)
            try connection.requireSound()
            try commit(session)
            return .done(result)
        } catch {
            // Of no consequence when it fails: a session that is not idle is closed, not given
            // back.
            if session.isAlive, !session.isIdle { _ = try? session.command("ROLLBACK") }
            // The body may have wrapped the failure in an error of its own.
            let failure = Self.failure(connection.failure ?? error)
            if failure?.isStalePlan == true, session.hasStatements {
                try session.forgetStatements()
                return .again(error)
            }
            guard let failure, failure.isRetryable || failure.mayBeConflict else { throw error }
            return .again(error, isCertain: failure.isRetryable)
        }
    }

    private static func failure(_ error: any Error) -> PostgreSQLFailure? {
        (error as? StoreError)?.underlying as? PostgreSQLFailure
    }

    private func begun(_ begin: String) throws -> PostgreSQLSession {
        if let session = idle.withLock({ $0.popLast() }) {
            do {
                try session.command(begin)
                return session
            } catch  where !session.isAlive {
                // The server was restarted, or a firewall dropped the idle connection: nothing has
                // begun, so one new connection is safe.
            }
        }
        let session = try connect()
        try session.command(begin)
        return session
    }

    private func commit(_ session: PostgreSQLSession) throws {
        do {
            let answer = try session.command("COMMIT")
            guard answer.command == "COMMIT" else {
                throw StoreError(.invalid, "PostgreSQL rolled back where a commit was asked for")
            }
        } catch let error as StoreError where !session.isAlive {
            throw StoreError(
                .unavailable,
                "the connection was lost during COMMIT, so whether the transaction took effect is"
                    + " unknown: " + error.detail,
                underlying: error)
        }
    }

    private func connect() throws -> PostgreSQLSession {
        let milliseconds =
            limit.components.seconds * 1_000
            + limit.components.attoseconds / 1_000_000_000_000_000
        return try PostgreSQLSession(
            conninfo: conninfo, password: password, lockTimeoutMilliseconds: Int(milliseconds))
    }

    private func giveBack(_ session: PostgreSQLSession) {
        guard session.isIdle else { return }
        idle.withLock { if $0.count < Self.idleMax { $0.append(session) } }
    }

    private static func firstLine(of path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw StoreError(.unavailable, "the password file \(path) cannot be read")
        }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(decoding: line, as: UTF8.self)
    }
}
