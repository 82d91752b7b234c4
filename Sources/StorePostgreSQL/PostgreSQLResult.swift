import CPostgreSQL
import Store

/// A successful answer of the server, in binary format; frees libpq's memory when it goes.
final class PostgreSQLResult {
    private let handle: OpaquePointer

    /// Takes over the result.
    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    /// The rows inserted, changed or deleted; 0 for a query.
    var rowsChanged: Int {
        guard !command.hasPrefix("SELECT") else { return 0 }
        return Int(String(cString: PQcmdTuples(handle))) ?? 0
    }

    /// The command's tag: `COMMIT`, `INSERT 0 1`.
    var command: String { String(cString: PQcmdStatus(handle)) }

    /// The rows.
    ///
    /// - Throws: ``StoreError`` with code `invalid` for a column of a type that we do not keep.
    func rows() throws -> [SQLRow] {
        let columns = 0..<PQnfields(handle)
        let types = columns.map { PQftype(handle, $0) }
        return try (0..<PQntuples(handle)).map { row in
            SQLRow(
                try columns.map { column in
                    guard PQgetisnull(handle, row, column) == 0 else { return .null }
                    let bytes = UnsafeRawBufferPointer(
                        start: PQgetvalue(handle, row, column),
                        count: Int(PQgetlength(handle, row, column)))
                    return try Self.value(bytes, type: types[Int(column)], column: column)
                })
        }
    }

    private static func value(
        _ bytes: UnsafeRawBufferPointer, type: Oid, column: Int32
    ) throws -> SQLValue {
        switch type {
        case PostgreSQLCode.bool, PostgreSQLCode.int2, PostgreSQLCode.int4, PostgreSQLCode.int8:
            return .integer(integer(bytes, isSigned: type != PostgreSQLCode.bool))
        case PostgreSQLCode.text, PostgreSQLCode.varchar, PostgreSQLCode.bpchar,
            PostgreSQLCode.name,
            PostgreSQLCode.unknown:
            return .text(String(decoding: bytes, as: UTF8.self))
        case PostgreSQLCode.bytea:
            return .blob([UInt8](bytes))
        case PostgreSQLCode.numeric:
            guard let value = PostgreSQLNumeric.integer(bytes) else {
                throw StoreError(
                    .invalid,
                    "column \(column + 1) of a result is a decimal or too large; use integers")
            }
            return .integer(value)
        case PostgreSQLCode.void:
            return .null
        default:
            throw StoreError(
                .invalid, "column \(column + 1) of a result has PostgreSQL's type \(type); cast it")
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer, isSigned: Bool) -> Int64 {
        let isNegative = isSigned && (bytes.first ?? 0) & 0x80 != 0
        return bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}
