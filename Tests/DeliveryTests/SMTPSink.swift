import Foundation
import Testing

/// A real SMTP server on loopback, in Python; see Fixtures/smtp_sink.py. Ends with its test.
final class SMTPSink {
    let folder: TemporaryFolder
    let port: Int
    private let process = Process()
    private let input = Pipe()

    struct Envelope: Codable, Equatable {
        var sender: String
        var recipients: [String]
        var helo: String
        var secure: Bool
        var user: String?
    }

    init(_ options: [String] = []) throws {
        folder = try TemporaryFolder()
        let script = try #require(
            Bundle.module.path(forResource: "smtp_sink", ofType: "py", inDirectory: "Fixtures"))
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, folder.path] + options
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// How many mails it took.
    var count: Int {
        ((try? folder.names()) ?? []).count { $0.hasSuffix(".eml") }
    }

    /// What came over the wire.
    func mail(_ number: Int = 1) throws -> [UInt8] { try folder.bytes("\(number).eml") }

    func envelope(_ number: Int = 1) throws -> Envelope {
        try JSONDecoder().decode(Envelope.self, from: Data(folder.bytes("\(number).json")))
    }
}

/// A certificate for 127.0.0.1 that signed itself, made by `openssl`.
struct TestCertificate {
    let folder: TemporaryFolder
    var certificate: String { folder.path + "/certificate.pem" }
    var key: String { folder.path + "/key.pem" }

    init(name: String = "IP:127.0.0.1") throws {
        folder = try TemporaryFolder()
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        openssl.arguments =
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=sink",
                "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificate,
            ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        #expect(openssl.terminationStatus == 0)
    }
}
