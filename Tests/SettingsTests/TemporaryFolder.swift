import Foundation

/// A folder of one test, gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("postern-settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// - Returns: The file's whole path.
    func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o640) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    func write(_ name: String, _ text: String, mode: Int = 0o640) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }
}
