import Store

/// One transaction on a PostgreSQL server.
final class PostgreSQLConnection: SQLConnection {
    let engine = SQLEngine.postgresql
    /// The first failure; the server refuses everything but a rollback from then on.
    private(set) var failure: (any Error)?
    private let session: PostgreSQLSession

    init(_ session: PostgreSQLSession) {
        self.session = session
    }

    func execute(_ sql: SQL, _ arguments: [SQLValue]) throws -> Int {
        try dooming { try session.run(sql, arguments).rowsChanged }
    }

    func query(_ sql: SQL, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try dooming { try session.run(sql, arguments).rows() }
    }

    func executeScript(_ sql: SQL) throws {
        try dooming { try session.command(sql.text) }
    }

    /// Throws what made the transaction unfit for a commit, if anything did.
    func requireSound() throws {
        if let failure { throw failure }
    }

    @discardableResult
    private func dooming<T>(_ work: () throws -> T) throws -> T {
        try requireSound()
        do {
            return try work()
        } catch {
            failure = error
            throw error
        }
    }
}
