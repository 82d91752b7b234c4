import CPostgreSQL
import Store

/// What the server, or libpq itself, reported.
struct PostgreSQLFailure: Error {
    /// Five characters (PostgreSQL manual, appendix A); empty when libpq failed before a server
    /// answered.
    let sqlState: String
    /// The primary message, one line; the server's `DETAIL`, which may show values, is left out.
    let message: String

    /// The failure in a result.
    init(result: OpaquePointer?, connection: OpaquePointer) {
        sqlState = Self.field(result, PostgreSQLCode.diagnosticSQLState) ?? ""
        message =
            Self.field(result, PostgreSQLCode.diagnosticMessage)
            ?? Self.firstLine(String(cString: PQerrorMessage(connection)))
    }

    /// The failure of a connection that has not come about or is lost.
    init(connection: OpaquePointer?) {
        sqlState = ""
        message =
            connection.map { Self.firstLine(String(cString: PQerrorMessage($0))) }
            ?? "out of memory"
    }

    /// Whether the same transaction may work when it is run again from the start.
    var isRetryable: Bool {
        // serialization_failure, deadlock_detected
        sqlState == "40001" || sqlState == "40P01"
    }

    /// Whether another transaction may have written the same key since this one's snapshot: a
    /// violation of `UNIQUE` or `EXCLUDE` is reported before the conflict that caused it
    /// (PostgreSQL manual, 13.5). Run again, the transaction sees that key, or is truly refused.
    var mayBeConflict: Bool { sqlState == "23505" || sqlState == "23P01" }

    /// Whether a prepared statement has outlived a migration: "cached plan must not change result
    /// type".
    var isStalePlan: Bool { sqlState == "0A000" && message.contains("cached plan") }

    /// Our error for it.
    ///
    /// - Parameter text: The statement, shown only where it may be at fault.
    func storeError(_ text: String = "") -> StoreError {
        let state = sqlState.isEmpty ? "libpq" : "SQLSTATE \(sqlState)"
        var detail = "PostgreSQL: \(message) (\(state))"
        if code == .invalid, !text.isEmpty { detail += ", in: " + text }
        return StoreError(code, detail, underlying: self)
    }

    private var code: StoreError.Code {
        switch sqlState {
        case "": .unavailable
        // read_only_sql_transaction: a standby, or a read of ours that writes.
        case "25006": .readOnly
        case "53100": .full
        case "55P03", "57014", "40001", "40P01": .busy  // lock time-out, statement time-out
        case "XX001", "XX002": .corrupt
        case "42501", "3D000": .unavailable  // insufficient privilege, no such database
        default:
            switch sqlState.prefix(2) {
            case "23": .conflict
            // connection, authorization, resources, limits of the server, intervention, system
            // error
            case "08", "28", "53", "57", "58": .unavailable
            default: .invalid
            }
        }
    }

    private static func field(_ result: OpaquePointer?, _ code: Int32) -> String? {
        guard let result, let text = PQresultErrorField(result, code) else { return nil }
        return String(cString: text)
    }

    private static func firstLine(_ text: String) -> String {
        // A multi-host connection string gives a line a host; the log takes one line.
        text.split(separator: "\n").map(String.init).joined(separator: "; ")
    }
}

/// Codes of libpq and of the catalogue that C gives as macros, or only in server headers.
enum PostgreSQLCode {
    /// `PG_DIAG_SQLSTATE`.
    static let diagnosticSQLState = Int32(UInt8(ascii: "C"))
    /// `PG_DIAG_MESSAGE_PRIMARY`.
    static let diagnosticMessage = Int32(UInt8(ascii: "M"))

    /// `bool`
    static let bool: Oid = 16
    /// `bytea`
    static let bytea: Oid = 17
    /// `name`
    static let name: Oid = 19
    /// `int8`
    static let int8: Oid = 20
    /// `int2`
    static let int2: Oid = 21
    /// `int4`
    static let int4: Oid = 23
    /// `text`
    static let text: Oid = 25
    /// `unknown`, of a bare string literal
    static let unknown: Oid = 705
    /// `char(n)`
    static let bpchar: Oid = 1042
    /// `varchar`
    static let varchar: Oid = 1043
    /// `numeric`, of a sum
    static let numeric: Oid = 1700
    /// `void`, of functions called for their effect
    static let void: Oid = 2278
}
