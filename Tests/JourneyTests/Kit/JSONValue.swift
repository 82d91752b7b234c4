import Foundation
import Testing

/// Any JSON, for looking things up by keys; what is missing reads as null.
enum JSONValue: Hashable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    subscript(key: String) -> JSONValue {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    subscript(index: Int) -> JSONValue {
        items.indices.contains(index) ? items[index] : .null
    }

    /// The elements of a list; none for anything else.
    var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    var number: Int? { if case .number(let number) = self { Int(number) } else { nil } }

    var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
}
