/// What a scrip's file hands to its condition or action.
///
/// Every single value is a text, as in YAML, where `12` and `"12"` are the same to us: whether it is
/// to be a number is for whoever asks. So a scrip is equal to itself after any way through files,
/// JSON and rows.
package enum ScripArgument: Hashable, Sendable {
    case text(String)
    case list([ScripArgument])
    case object([String: ScripArgument])

    /// What was found, for "expected …, found …": quoted text, cut at 60 characters, or a word.
    package var summary: String {
        switch self {
        case .text(let text) where text.count > 60: "\"\(text.prefix(60))…\""
        case .text(let text): "\"\(text)\""
        case .list: "a list"
        case .object: "keys with values"
        }
    }
}

extension ScripArgument: ExpressibleByStringLiteral {
    /// A single text.
    package init(stringLiteral value: String) { self = .text(value) }
}

extension ScripArgument: Codable {
    /// Reads JSON; numbers and `true` become the texts that they are written as. `null` is refused.
    package init(from decoder: any Decoder) throws {
        if let values = try? decoder.container(keyedBy: Key.self) {
            var object: [String: ScripArgument] = [:]
            for key in values.allKeys {
                object[key.stringValue] = try values.decode(ScripArgument.self, forKey: key)
            }
            self = .object(object)
        } else if var values = try? decoder.unkeyedContainer() {
            var list: [ScripArgument] = []
            while !values.isAtEnd { list.append(try values.decode(ScripArgument.self)) }
            self = .list(list)
        } else {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let flag = try? value.decode(Bool.self) {
                self = .text(flag ? "true" : "false")
            } else if let number = try? value.decode(Int64.self) {
                self = .text(String(number))
            } else {
                self = .text(String(try value.decode(Double.self)))
            }
        }
    }

    /// Writes texts, arrays and objects.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text):
            var value = encoder.singleValueContainer()
            try value.encode(text)
        case .list(let list):
            var values = encoder.unkeyedContainer()
            for element in list { try values.encode(element) }
        case .object(let object):
            var values = encoder.container(keyedBy: Key.self)
            for (key, value) in object { try values.encode(value, forKey: Key(stringValue: key)) }
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
