import CPostgreSQL
import Store

/// A connection string taken apart, to change one setting or to show it without its password.
package struct PostgreSQLConninfo: Hashable, Sendable {
    private var settings: [String: String] = [:]

    /// Reads either form that libpq knows: `key=value` pairs or a `postgresql://` URI.
    ///
    /// - Throws: ``Store/StoreError`` with code `invalid` for a string that libpq cannot read.
    package init(_ text: String) throws {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &message) else {
            defer { PQfreemem(message) }
            let reason = message.map { String(cString: $0) } ?? "out of memory"
            throw StoreError(
                .invalid,
                "the connection string cannot be read: "
                    + reason.split(separator: "\n").joined(separator: " "))
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                settings[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
    }

    /// A setting by libpq's keyword; `nil` when the string leaves it to libpq.
    package subscript(_ keyword: String) -> String? {
        get { settings[keyword] }
        set { settings[keyword] = newValue }
    }

    /// The `key=value` form, keys sorted, every value quoted; with the password.
    package var text: String { Self.joined(settings) }

    /// As ``text`` without passwords, for errors and logs.
    package var textWithoutSecrets: String {
        Self.joined(settings.filter { !$0.key.contains("password") })
    }

    private static func joined(_ settings: [String: String]) -> String {
        settings.sorted { $0.key < $1.key }.map { key, value in
            let escaped = value.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
            return value.allSatisfy { $0.isLetter || $0.isNumber || "/.-_".contains($0) }
                && !value.isEmpty ? "\(key)=\(value)" : "\(key)='\(escaped)'"
        }.joined(separator: " ")
    }
}
