import FoundationEssentials

/// What a folder of the site holds.
enum SiteFolder {
    /// Nothing that we read is longer; a longer file is another one, put there by mistake.
    static let fileBytesMax = 1_024 * 1_024

    /// Paths of the files with that ending, sorted by name; hidden ones and editors' leftovers,
    /// which have other endings, do not count.
    static func files(in folder: String, ending: String) throws -> [String] {
        try names(in: folder).filter { $0.hasSuffix("." + ending) }.map { "\(folder)/\($0)" }
    }

    /// Paths of the folders in it, sorted by name.
    static func folders(in folder: String) throws -> [String] {
        try names(in: folder).map { "\(folder)/\($0)" }.filter(isFolder)
    }

    /// Reads a text.
    ///
    /// - Throws: ``SiteFileError`` for a file that cannot be read, is too long or is not UTF-8.
    static func text(of path: String) throws -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw SiteFileError(
                [SiteFileProblem(file: path, text: "cannot be read")], underlying: error)
        }
        guard bytes.count <= fileBytesMax else {
            throw SiteFileError([
                SiteFileProblem(file: path, text: "has more than \(fileBytesMax) bytes")
            ])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SiteFileError([
                SiteFileProblem(file: path, text: "is not UTF-8; save it in that encoding")
            ])
        }
        guard !text.utf8.contains(0) else {
            throw SiteFileError([
                SiteFileProblem(file: path, text: "holds a NUL byte, so it is no text")
            ])
        }
        return text
    }

    /// The last part of a path without its ending.
    static func stem(of path: String) -> String {
        let name = path.unicodeScalars.split(separator: "/").last.map { String($0) } ?? ""
        return String(name.lastIndex(of: ".").map { name[..<$0] } ?? name[...])
    }

    private static func names(in folder: String) throws -> [String] {
        guard isFolder(folder) else {
            throw SiteFileError([SiteFileProblem(file: folder, text: "no such folder")])
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw SiteFileError(
                [SiteFileProblem(file: folder, text: "cannot be listed")], underlying: error)
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return exists && isDirectory
    }
}
