import Foundation
import Testing

@testable import MIME

/// A mail of `Fixtures/mail`, with what the reader should make of it.
struct Fixture: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let goldenURL: URL

    var testDescription: String { name }

    var crlf: [UInt8] { Self.withCRLF(bytes) }

    /// All mails, by name. An empty list would make every test of them pass, so a test checks it.
    static let all: [Fixture] = {
        guard let root = Bundle.module.url(forResource: "Fixtures/mail", withExtension: nil) else {
            return []
        }
        return ["rfc", "wild", "broken"].flatMap { folder -> [Fixture] in
            let url = root.appending(path: folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
            return names.filter { $0.hasSuffix(".eml") }.sorted().compactMap { name in
                guard let data = try? Data(contentsOf: url.appending(path: name)) else {
                    return nil
                }
                let stem = String(name.dropLast(4))
                return Fixture(
                    name: "\(folder)/\(stem)", bytes: [UInt8](data),
                    goldenURL: url.appending(path: stem + ".json"))
            }
        }
    }()

    static func named(_ name: String) throws -> Fixture {
        try #require(all.first { $0.name == name })
    }

    static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            if byte == 0x0A { result.append(0x0D) }
            result.append(byte)
        }
        return result
    }

    /// Where the golden file lies in the source tree, for `RECORD=1`.
    func sourceURL(file: String = #filePath) -> URL {
        URL(filePath: file).deletingLastPathComponent()
            .appending(path: "Fixtures/mail/\(name).json")
    }
}

/// What of a message is compared: all that does not depend on the kind of line end.
struct Golden: Codable, Equatable {
    struct Leaf: Codable, Equatable {
        var path: String
        var type: String
        var charset: String?
        var disposition: String?
        var filename: String?
        var contentID: String?
        var depth: Int
        var size: Int
        var sha256: String
        var isAttachment: Bool
        var isInline: Bool
        var container: String?
        var contentLocation: String?
        /// Left out for plain bodies and attachments.
        var role: String?
    }

    var from: [String]
    var sender: String?
    var replyTo: [String]
    var to: [String]
    var cc: [String]
    var subject: String
    var messageID: String?
    var inReplyTo: [String]
    var references: [String]
    var date: String?
    var fields: [String]
    var containers: [String]
    var parts: [Leaf]
    var text: String
    var html: String?
    var defects: [String]

    init(_ message: Message) {
        func line(_ mailbox: Mailbox) -> String {
            mailbox.name.map { "\($0) <\(mailbox.address)>" } ?? mailbox.address
        }
        from = message.from.map(line)
        sender = message.sender.map(line)
        replyTo = message.replyTo.map(line)
        to = message.to.map(line)
        cc = message.cc.map(line)
        subject = message.subject
        messageID = message.messageID
        inReplyTo = message.inReplyTo
        references = message.references
        date = message.date?.headerValue
        fields = message.headers.map { "\($0.name): \($0.value)" }
        containers = message.containers.map { "\($0.path) \($0.contentType)" }
        parts = message.parts.map { part in
            Leaf(
                path: part.path, type: part.contentType, charset: part.charset,
                disposition: part.disposition, filename: part.filename, contentID: part.contentID,
                depth: part.depth, size: part.size, sha256: part.sha256,
                isAttachment: part.isAttachment, isInline: part.isInline,
                container: part.container, contentLocation: part.contentLocation,
                role: [.body, .attachment].contains(part.role) ? nil : part.role.rawValue)
        }
        text = message.text
        html = message.html
        defects = message.defects.map(\.code.rawValue)
    }

    var withoutSizes: Golden {
        var copy = self
        for index in copy.parts.indices {
            copy.parts[index].size = 0
            copy.parts[index].sha256 = ""
        }
        return copy
    }

    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
