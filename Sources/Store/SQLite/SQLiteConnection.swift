import Foundation
import GRDB

/// One transaction on an SQLite file.
final class SQLiteConnection: SQLConnection {
    let engine = SQLEngine.sqlite
    /// The first failure; the transaction can only be rolled back from then on.
    private(set) var failure: (any Error)?
    private let database: Database
    private let path: String
    private let isReadOnly: Bool

    init(_ database: Database, path: String, isReadOnly: Bool) {
        self.database = database
        self.path = path
        self.isReadOnly = isReadOnly
    }

    func execute(_ sql: SQL, _ arguments: [SQLValue]) throws -> Int {
        try dooming {
            let statement = try prepared(sql)
            let before = database.totalChangesCount
            try statement.execute(arguments: bindable(arguments))
            // SQLite keeps the count of the last statement that could change rows.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    func query(_ sql: SQL, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try dooming {
            let statement = try prepared(sql)
            let cursor = try Row.fetchCursor(statement, arguments: bindable(arguments))
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                rows.append(SQLRow(try (0..<row.count).map { try value(row[$0], column: $0) }))
            }
            return rows
        }
    }

    func executeScript(_ sql: SQL) throws {
        try dooming {
            guard !isReadOnly else { throw Self.refusal }
            try database.execute(sql: sql.text)
        }
    }

    /// Throws what made the transaction unfit for a commit, if anything did.
    func requireSound() throws {
        if let failure { throw failure }
    }

    private static let refusal = StoreError(.readOnly, "a read transaction tried to write")

    private func dooming<T>(_ work: () throws -> T) throws -> T {
        try requireSound()
        do {
            return try SQLiteFailure.translated(path: path, work)
        } catch {
            failure = error
            throw error
        }
    }

    private func prepared(_ sql: SQL) throws -> Statement {
        let statement = try database.cachedStatement(sql: sql.text)
        guard !isReadOnly || statement.isReadonly else { throw Self.refusal }
        return statement
    }

    private func bindable(_ arguments: [SQLValue]) throws -> StatementArguments {
        try arguments.requireStorable()
        return StatementArguments(
            arguments.map { argument -> DatabaseValue in
                switch argument {
                case .null: .null
                case .integer(let value): value.databaseValue
                case .text(let value): value.databaseValue
                case .blob(let value): Data(value).databaseValue
                }
            })
    }

    private func value(_ value: DatabaseValue, column: Int) throws -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let value): .integer(value)
        case .string(let value): .text(value)
        case .blob(let value): .blob([UInt8](value))
        case .double:
            throw StoreError(
                .invalid, "column \(column + 1) of a result is a decimal; use integers")
        }
    }
}
