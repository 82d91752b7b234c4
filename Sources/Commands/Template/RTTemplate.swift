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
            let name = file.split(separator: "/").last.map(String.init) ?? file
            let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
            return [RTTemplate(name: stem, queue: nil, type: nil, content: text)]
        }
        do {
            return try JSONDecoder().decode(Dump.self, from: Data(bytes)).templates.map(\.template)
        } catch {
            throw CommandFailure(
                "\(file): expected {\"Templates\": [{\"Name\": …, \"Content\": …}, …]}")
        }
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
