/// How values are written into a text that a program reads.
package enum ValueEscaping: String, Hashable, Sendable, CaseIterable {
    /// As the inside of a JSON string (RFC 8259 §7).
    case json
    /// As a value of `application/x-www-form-urlencoded`.
    case form
    /// As they are.
    case text

    /// One text so that it can neither end the place where it stands nor mean anything there.
    package func escaped(_ text: String) -> String {
        switch self {
        case .text: text
        case .json: Self.json(text)
        case .form: Self.form(text)
        }
    }

    private static func json(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            // The last two end a line in JavaScript.
            case _ where scalar.value < 32 || scalar == "\u{2028}" || scalar == "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                let padding = String(repeating: "0", count: 4 - digits.count)
                result.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private static func form(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "*"):
                result.unicodeScalars.append(UnicodeScalar(byte))
            case 32: result += "+"
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return result
    }
}

extension TemplateValue {
    /// The same tree with every text escaped, for a plain body that a program reads; times are
    /// written when the template is filled.
    package func escaped(_ escaping: ValueEscaping) -> TemplateValue {
        switch self {
        case .none, .flag, .time: self
        case .text(let text): .text(escaping.escaped(text))
        case .list(let elements): .list(elements.map { $0.escaped(escaping) })
        case .object(let members): .object(members.mapValues { $0.escaped(escaping) })
        }
    }
}
