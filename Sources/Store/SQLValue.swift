/// A value on its way into a statement or out of a row; both engines keep these four and no other.
///
/// Truth values are the integers 0 and 1, times are integer milliseconds, decimals do not exist.
package enum SQLValue: Hashable, Sendable {
    /// No value.
    case null
    /// Any whole number of 64 bits.
    case integer(Int64)
    /// Unicode text. One with a NUL character is refused by both drivers (PostgreSQL cannot hold
    /// it).
    case text(String)
    /// Bytes, perhaps none.
    case blob([UInt8])

    /// An integer; `nil` becomes ``null``.
    package init(_ value: Int64?) {
        self = value.map(SQLValue.integer) ?? .null
    }

    /// An integer; `nil` becomes ``null``.
    package init(_ value: Int?) {
        self = value.map { .integer(Int64($0)) } ?? .null
    }

    /// Text; `nil` becomes ``null``, an empty string does not.
    package init(_ value: String?) {
        self = value.map(SQLValue.text) ?? .null
    }

    /// Bytes; `nil` becomes ``null``, an empty array does not.
    package init(_ value: [UInt8]?) {
        self = value.map(SQLValue.blob) ?? .null
    }

    /// 1 for true, 0 for false.
    package init(_ value: Bool) {
        self = .integer(value ? 1 : 0)
    }

    /// What the value is, for an error's text: never the value itself, which may be out of a mail.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .text: "text"
        case .blob: "bytes"
        }
    }
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
    /// `nil` is ``null``.
    package init(nilLiteral: ()) { self = .null }

    /// A number is an ``integer(_:)``.
    package init(integerLiteral value: Int64) { self = .integer(value) }

    /// A string is a ``text(_:)``.
    package init(stringLiteral value: String) { self = .text(value) }

    /// `true` is 1, `false` is 0.
    package init(booleanLiteral value: Bool) { self.init(value) }
}

extension [SQLValue] {
    /// Refuses what one of the engines could not hold, so that both refuse it alike.
    ///
    /// - Throws: ``StoreError`` with code `invalid` for text with a NUL character.
    package func requireStorable() throws {
        for (index, value) in enumerated() {
            guard case .text(let text) = value, text.utf8.contains(0) else { continue }
            throw StoreError(
                .invalid,
                "argument \(index + 1) holds a NUL character, which no text column can keep")
        }
    }
}
