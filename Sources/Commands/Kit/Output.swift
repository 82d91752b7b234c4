import Foundation
import Glibc
import Tickets

/// Prints what a command found, for people or for programs.
struct Output {
    let format: OutputFormat
    let terminal: Terminal
    let time: TimeText

    /// Version of the JSON that all commands print; it rises when a key changes its meaning or
    /// goes. New keys do not raise it. `docs/json.md` describes the keys.
    static let jsonVersion = 1

    /// - Parameter zone: for people's times; `nil` means UTC.
    init(_ format: OutputFormat, zone: String? = nil) {
        self.format = format
        terminal = .standardOutput()
        time = TimeText(now: .current(), zone: zone ?? "UTC")
    }

    /// Prints `value` as JSON, or `text` for people.
    ///
    /// - Parameter type: names the shape of `value`: `ticket`, `ticket_list`.
    func print(_ type: String, _ value: some Encodable, text: () -> String) throws {
        switch format {
        case .text: write(text())
        case .json:
            try printBare(Report(formatVersion: Self.jsonVersion, type: type, data: value))
        }
    }

    /// Prints JSON of a shape that others have defined, without our version around it.
    func printBare(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }

    /// Prints a sentence a line for people, or a list of them for programs.
    func done(_ messages: [String]) throws {
        try print("messages", messages) {
            messages.map { Terminal.line($0) + "\n" }.joined()
        }
    }

    /// Writes text for people, also when it is not the whole answer yet.
    func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes bytes as they are; a reader that went away (`| head`) ends the program quietly.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                exit(errno == EPIPE ? 0 : CommandFailure.Code.temporary.rawValue)
            }
            rest = rest.dropFirst(count)
        }
    }

    private struct Report<Value: Encodable>: Encodable {
        let formatVersion: Int
        let type: String
        let data: Value
    }
}
