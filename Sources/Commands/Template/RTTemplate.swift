import Foundation
import Templates

/// A template of RT, as somebody hands it to us.
struct RTTemplate: Hashable {
    /// RT's name: `Admin Comment`.
    let name: String
    /// The only queue that it is for; `nil` for all.
    let queue: String?
    /// `Simple` or `Perl`; `nil` when nobody says.
    let type: String?
    /// Header lines, an empty line, the body.
    let content: String
    /// Why its file could not be read; `nil` when it could.
    var fault: String?

    /// Takes what was read.
    init(
        name: String, queue: String?, type: String?, content: String, fault: String? = nil
    ) {
        (self.name, self.queue, self.type) = (name, queue, type)
        (self.content, self.fault) = (content, fault)
    }

    /// A file that is none, and why.
    init(unread file: String, because fault: String) {
        self.init(name: Self.stem(file), queue: nil, type: nil, content: "", fault: fault)
    }

    private static func stem(_ file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    /// Reads a file: the content of one template, which is called like the file; or JSON as RT's
    /// `rt-dump-initialdata` writes it, with any number in `Templates`.
    ///
    /// - Throws: ``CommandFailure`` for what is neither.
    static func read(_ bytes: [UInt8], file: String) throws -> [RTTemplate] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(file) is not UTF-8; save it in that encoding")
        }
        let isJSON = file.lowercased().hasSuffix(".json")
        guard isJSON else {
            if text.contains("@Templates") {
                throw CommandFailure(
                    "\(file) is Perl; expected the text of a template, or JSON with \"Templates\"")
            }
            return [RTTemplate(name: stem(file), queue: nil, type: nil, content: text)]
        }
        do {
            return try JSONDecoder().decode(Dump.self, from: Data(bytes)).templates.map(\.template)
        } catch {
            throw CommandFailure("\(file)\(Self.mistake(error, in: bytes))")
        }
    }

    /// What is wrong with a dump, and where, behind the file's name.
    private static func mistake(_ error: any Error, in bytes: [UInt8]) -> String {
        let expected = "expected {\"Templates\": [{\"Name\": …, \"Content\": …}, …]}"
        switch error {
        case DecodingError.dataCorrupted:
            return ":\(place(ofMistakeIn: bytes)): not JSON; \(expected)"
        case DecodingError.keyNotFound(let key, let context) where !context.codingPath.isEmpty:
            return ": \(path(context)): \"\(key.stringValue)\" is missing"
        case DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty,
            DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty:
            return ": \(path(context)): of the wrong kind; \(expected)"
        default: return ": \(expected)"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let steps = context.codingPath.map { key in
            key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
        }
        return String(steps.joined().drop { $0 == "." })
    }

    /// Line and column, from 1; the end of the text where it ends too early.
    private static func place(ofMistakeIn bytes: [UInt8]) -> String {
        var offset = bytes.count
        do {
            _ = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            // Foundation tells the place in words only.
            let words = (error as NSError).userInfo["NSDebugDescription"] as? String ?? ""
            let last = words.split { !$0.isNumber }.last.flatMap { Int($0) }
            offset = min(last ?? offset, offset)
        }
        let lines = bytes[..<offset].split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1
        return "\(lines.count):\(column)"
    }

    private struct Dump: Decodable {
        let templates: [Entry]
        enum CodingKeys: String, CodingKey { case templates = "Templates" }
    }

    private struct Entry: Decodable {
        let template: RTTemplate

        private enum Key: String, CodingKey {
            case name = "Name"
            case queue = "Queue"
            case type = "Type"
            case content = "Content"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            // RT writes 0 for "all queues", as a number or as a text.
            let isNumber = (try? values.decodeIfPresent(Int.self, forKey: .queue)) != nil
            let queue = isNumber ? nil : try values.decodeIfPresent(String.self, forKey: .queue)
            template = RTTemplate(
                name: try values.decode(String.self, forKey: .name),
                queue: queue.flatMap { ["", "0"].contains($0) ? nil : $0 },
                type: try values.decodeIfPresent(String.self, forKey: .type),
                content: try values.decodeIfPresent(String.self, forKey: .content) ?? "")
        }
    }
}
