import CPostgreSQL
import Glibc
import Store

/// One connection to a server, with the statements that it has prepared.
// SAFETY: libpq lets a connection move between threads as long as one at a time uses it.
// `PostgreSQLDriver` takes a session out of its locked list before use and puts it back after.
final class PostgreSQLSession: @unchecked Sendable {
    private struct Statement: Hashable {
        let text: String
        let types: [Oid]
    }

    /// Statements kept prepared; further ones are planned each time. Ours number some hundred.
    private static let preparedMax = 500

    private let handle: OpaquePointer
    private var prepared: [Statement: String] = [:]
    private var numbered: [SQL: Placeholders] = [:]

    /// Connects, and sets what every transaction of ours counts upon.
    ///
    /// - Parameters:
    ///   - conninfo: As libpq takes it: `key=value` pairs or a `postgresql://` URI, several hosts
    ///     allowed.
    ///   - password: In place of one in `conninfo` or in libpq's own password file.
    ///   - lockTimeoutMilliseconds: How long one statement may wait for a lock.
    /// - Throws: ``StoreError`` with code `unavailable`.
    init(conninfo: String, password: String?, lockTimeoutMilliseconds: Int) throws {
        // What stands after `dbname` overrides the connection string, what stands before it yields.
        var parameters = [
            ("connect_timeout", "10"), ("fallback_application_name", "postern"),
            ("dbname", conninfo),
            ("client_encoding", "UTF8"),
        ]
        if let password { parameters.append(("password", password)) }
        handle = try Self.connected(parameters)
        // Else libpq prints the server's notices on stderr, which the MTA puts into a bounce.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        do {
            try command("SET lock_timeout = \(lockTimeoutMilliseconds)")
            // Stronger settings (remote_write, remote_apply) are the admin's choice and stay.
            try command(
                "SELECT set_config('synchronous_commit', 'on', false)"
                    + " WHERE current_setting('synchronous_commit') IN ('off', 'local')")
        } catch {
            PQfinish(handle)
            throw error
        }
    }

    deinit {
        PQfinish(handle)
    }

    /// Whether the connection still stands, as far as libpq has noticed.
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Whether no transaction is open, so that the session may serve another caller.
    var isIdle: Bool { isAlive && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Runs statements without arguments by the simple protocol; several may stand in the text.
    ///
    /// - Returns: The last one's result.
    @discardableResult
    func command(_ text: String) throws -> PostgreSQLResult {
        try checked(PQexec(handle, text), text)
    }

    /// Runs one statement of the dialect, prepared once a session.
    func run(_ sql: SQL, _ arguments: [SQLValue]) throws -> PostgreSQLResult {
        let values = try PostgreSQLArguments(arguments)
        let count = Int32(arguments.count)
        let text = try numberedText(sql, arguments.count)
        guard let name = try preparedName(Statement(text: text, types: values.types)) else {
            let answer = values.withPointers { pointers, lengths, formats in
                PQexecParams(handle, text, count, values.types, pointers, lengths, formats, 1)
            }
            return try checked(answer, text)
        }
        let answer = values.withPointers { pointers, lengths, formats in
            PQexecPrepared(handle, name, count, pointers, lengths, formats, 1)
        }
        return try checked(answer, text)
    }

    /// Whether any statement is prepared, which a migration might make stale.
    var hasStatements: Bool { !prepared.isEmpty }

    /// Forgets all prepared statements, for plans that a migration has made stale.
    func forgetStatements() throws {
        prepared = [:]
        try command("DEALLOCATE ALL")
    }

    private func numberedText(_ sql: SQL, _ count: Int) throws -> String {
        let placeholders = numbered[sql] ?? Placeholders(sql.text)
        numbered[sql] = placeholders
        guard placeholders.count == count else {
            throw StoreError(
                .invalid,
                "\(count) arguments for \(placeholders.count) placeholders, in: " + sql.text)
        }
        return placeholders.text
    }

    private func preparedName(_ statement: Statement) throws -> String? {
        if let name = prepared[statement] { return name }
        guard prepared.count < Self.preparedMax else { return nil }
        let name = "postern_\(prepared.count)"
        let answer = PQprepare(
            handle, name, statement.text, Int32(statement.types.count), statement.types)
        _ = try checked(answer, statement.text)
        prepared[statement] = name
        return name
    }

    private func checked(_ answer: OpaquePointer?, _ text: String) throws -> PostgreSQLResult {
        let status = PQresultStatus(answer)
        guard let answer, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            let failure = PostgreSQLFailure(result: answer, connection: handle)
            PQclear(answer)
            throw failure.storeError(text)
        }
        return PostgreSQLResult(answer)
    }

    private static func connected(_ parameters: [(String, String)]) throws -> OpaquePointer {
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer {
            for pointer in keywords + values { free(pointer) }
        }
        let handle = PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
        guard let handle, PQstatus(handle) == CONNECTION_OK else {
            let failure = PostgreSQLFailure(connection: handle)
            PQfinish(handle)
            throw failure.storeError()
        }
        return handle
    }
}
