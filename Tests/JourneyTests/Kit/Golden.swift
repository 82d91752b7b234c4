import Foundation
import Testing

/// Compares what a journey led to with a file of its fixture folder.
enum Golden {
    /// The bytes of a fixture.
    static func bytes(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return [UInt8](try Data(contentsOf: url.appending(path: name)))
    }

    /// Expects `actual` to be what the file `name` holds; with `RECORD=1` writes it.
    static func check(
        _ actual: String, _ name: String, at place: SourceLocation = #_sourceLocation
    ) throws {
        let stable = stable(actual)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            let file = URL(filePath: Tracker.sources + "/Tests/JourneyTests/Fixtures/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try stable.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let wanted = String(decoding: try bytes(name), as: UTF8.self)
        #expect(stable == wanted, "differs from \(name)", sourceLocation: place)
    }

    /// Takes out what the clock, the temporary folder and chance decide, and nothing else: an
    /// executable cannot be handed them.
    static func stable(_ text: String) -> String {
        var text = text
        text.replace(#/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/#, with: "<time>")
        text.replace(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#, with: "<time>")
        text.replace(#/(\/[\w.-]+)+\/postern-test-\w+/#, with: "<folder>")
        text.replace(#/\/new\/\d{10}\.[0-9a-f]{32}\./#, with: "/new/<time>.<hash>.")
        text.replace(#/(postern\.[^@\s>]+)\.[0-9a-z]{13}@/#) { "\($0.output.1).<nonce>@" }
        text.replace(#/\bjust now\b|\b\d+ (s|min) ago\b/#, with: "<ago>")
        text.replace(
            #/(?m)^Date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), .*$/#, with: "Date: <time>")
        return text
    }
}
