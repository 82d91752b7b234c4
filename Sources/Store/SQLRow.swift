/// One row of a result, its columns by position.
///
/// The getters throw ``StoreError`` with code `invalid` when a column holds another type than asked
/// for: the query and the code that reads it disagree, which is ours to mend.
package struct SQLRow: Hashable, Sendable {
    private let values: [SQLValue]

    /// Takes the values in the order of the columns; for drivers.
    package init(_ values: [SQLValue]) {
        self.values = values
    }

    /// The number of columns.
    package var count: Int { values.count }

    /// The value as the engine gave it; traps outside of the columns.
    package subscript(_ column: Int) -> SQLValue { values[column] }

    /// An integer that is never NULL.
    package func int(_ column: Int) throws -> Int64 {
        guard case .integer(let value) = values[column] else {
            throw mismatch(column, "an integer")
        }
        return value
    }

    /// An integer; `nil` for NULL.
    package func intOrNil(_ column: Int) throws -> Int64? {
        values[column] == .null ? nil : try int(column)
    }

    /// Text that is never NULL.
    package func text(_ column: Int) throws -> String {
        guard case .text(let value) = values[column] else { throw mismatch(column, "text") }
        return value
    }

    /// Text; `nil` for NULL.
    package func textOrNil(_ column: Int) throws -> String? {
        values[column] == .null ? nil : try text(column)
    }

    /// Bytes that are never NULL.
    package func blob(_ column: Int) throws -> [UInt8] {
        guard case .blob(let value) = values[column] else { throw mismatch(column, "bytes") }
        return value
    }

    /// Bytes; `nil` for NULL.
    package func blobOrNil(_ column: Int) throws -> [UInt8]? {
        values[column] == .null ? nil : try blob(column)
    }

    /// A truth value kept as 0 or 1; another number is a mismatch too.
    package func bool(_ column: Int) throws -> Bool {
        switch values[column] {
        case .integer(0): false
        case .integer(1): true
        default: throw mismatch(column, "0 or 1")
        }
    }

    private func mismatch(_ column: Int, _ wanted: String) -> StoreError {
        StoreError(
            .invalid, "column \(column + 1) of a row holds \(values[column].kind), not \(wanted)")
    }
}
