import CPostgreSQL
import Store

/// Arguments in the shape that libpq wants: types, bytes in network order, lengths.
struct PostgreSQLArguments {
    /// One a value; 0 for NULL lets the server find the type from the place where it stands.
    let types: [Oid]
    private let values: [[UInt8]?]

    /// Takes the values.
    ///
    /// - Throws: ``StoreError`` with code `invalid` for text with a NUL character.
    init(_ arguments: [SQLValue]) throws {
        try arguments.requireStorable()
        types = arguments.map { argument in
            switch argument {
            case .null: 0
            case .integer: PostgreSQLCode.int8
            case .text: PostgreSQLCode.text
            case .blob: PostgreSQLCode.bytea
            }
        }
        values = arguments.map { argument in
            switch argument {
            case .null: nil
            case .integer(let value): withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
            case .text(let value): Array(value.utf8)
            case .blob(let value): value
            }
        }
    }

    /// Lends the arrays that `PQexecPrepared` takes, valid until `body` returns.
    func withPointers<Result>(
        _ body: (
            _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        // All values in one buffer, so that one pointer serves; a value of no bytes still needs an
        // address, or libpq takes it for NULL.
        var buffer: [UInt8] = []
        buffer.reserveCapacity(values.reduce(1) { $0 + ($1?.count ?? 0) })
        var offsets: [Int?] = []
        for value in values {
            offsets.append(value == nil ? nil : buffer.count)
            buffer += value ?? []
        }
        buffer.append(0)
        let lengths = values.map { Int32($0?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: values.count)
        return buffer.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
            return body(pointers, lengths, formats)
        }
    }
}
