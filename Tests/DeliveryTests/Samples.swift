import Delivery
import Foundation
import Testing
import Tickets

/// A folder that goes away with its test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "postern-delivery-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes an executable shell script.
    func script(_ body: String, name: String = "program") throws -> String {
        let file = path + "/" + name
        try ("#!/bin/sh\ncd '\(path)' || exit 99\n" + body + "\n").write(
            toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        return file
    }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
    }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
}

func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

func messageID(_ text: String) throws -> MessageID { try #require(MessageID(text)) }

/// 2026-11-21 00:44:35 UTC.
let sampleDate = Timestamp(milliseconds: 1_795_221_875_000)

/// A composed mail; nothing in it depends on the clock.
func composedMail(
    body: String = "Hello\n", id: String = "m1@tracker.example.org",
    sender: String? = "support@example.org", to recipients: [String] = ["alice@example.com"]
) throws -> ComposedMail {
    ComposedMail(
        bytes: Array("Subject: A printer\nMessage-ID: <\(id)>\n\n\(body)".utf8),
        messageID: try messageID(id), date: sampleDate, envelopeSender: try sender.map(address),
        recipients: try recipients.map(address))
}

/// The reason of a result that is temporary, or `nil`.
func temporaryReason(_ result: DeliveryResult) -> String? {
    if case .temporary(let reason) = result { reason } else { nil }
}

/// The reason of a result that is permanent, or `nil`.
func permanentReason(_ result: DeliveryResult) -> String? {
    if case .permanent(let reason) = result { reason } else { nil }
}
