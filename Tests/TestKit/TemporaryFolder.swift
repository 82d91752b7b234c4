import Foundation

/// A new folder that goes, with all that is in it, when the last reference does.
package final class TemporaryFolder: Sendable {
    /// Absolute, without a slash at the end; short enough for a Unix socket in it.
    package let path: String

    /// Makes the folder, readable by its owner alone.
    package init() throws {
        path = try Self.make()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes a folder that nobody removes.
    static func make() throws -> String {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        // A socket's path may have 107 bytes.
        let path =
            (parent.utf8.count > 60 ? "/tmp" : parent)
            + "/postern-test-" + String(UInt64.random(in: .min ... .max), radix: 36)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        return path
    }
}
