import FoundationEssentials
import Glibc
import SiteFiles
import Tickets

/// A folder that files of the site are written into.
struct ExportFolder {
    let path: String
    /// Overwrites what differs, and removes what is not among the files.
    let force: Bool

    init(_ path: String, force: Bool) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.force = force
    }

    /// Writes the files of several kinds, each into a folder below (empty for this one), and files
    /// beside them.
    ///
    /// Looks at all of them before it writes any.
    ///
    /// - Returns: how many files were written or removed.
    /// - Throws: ``CommandFailure`` with every file that is in the way.
    func write(
        _ parts: [(kind: RuleKind, folder: String, files: [RuleText])], beside: [RuleText] = []
    ) throws -> Int {
        var obstacles: [String] = []
        var changes: [(path: String, text: String?)] = []
        for file in beside {
            let name = "\(path)/\(file.file)"
            let there = access(name, F_OK) == 0 ? try RuleFolder.file(name, named: file.file) : nil
            if there != nil, there != file {
                obstacles.append("\(name) exists and says something else")
            }
            if there != file { changes.append((name, file.text)) }
        }
        for part in parts {
            let folder = part.folder.isEmpty ? path : "\(path)/\(part.folder)"
            let there = Dictionary(
                try RuleFolder.files(part.kind, in: folder, mayBeMissing: true)
                    .map { ($0.file, $0) }
            ) { first, _ in first }
            for file in part.files where there[file.file] != file {
                if there[file.file] != nil {
                    obstacles.append("\(folder)/\(file.file) exists and says something else")
                }
                changes.append(("\(folder)/\(file.file)", file.text))
            }
            let names = Set(part.files.map(\.file))
            for file in there.keys.sorted() where !names.contains(file) {
                obstacles.append("\(folder)/\(file) is no \(part.kind.rawValue) in force")
                changes.append(("\(folder)/\(file)", nil))
            }
        }
        return try write(
            changes, obstacles,
            folders: parts.map { $0.folder.isEmpty ? path : "\(path)/\($0.folder)" })
    }

    /// Writes the changes; a change without a text removes the file.
    ///
    /// - Parameter folders: are made, and stay when nothing is left in them: a folder that is not
    ///   there would leave its kind alone when it is applied.
    private func write(
        _ changes: [(path: String, text: String?)], _ obstacles: [String], folders: [String]
    ) throws -> Int {
        try Self.requirePaths(changes.compactMap { $0.text == nil ? nil : $0.path })
        guard force || obstacles.isEmpty else {
            throw CommandFailure(
                (obstacles + ["nothing was written; --force overwrites and removes"])
                    .joined(separator: "\n"))
        }
        for folder in [path] + folders { try Folder.make(folder, mode: 0o755) }
        try writeDrafts(changes.compactMap { file, text in text.map { (file, $0) } })
        do {
            for (file, text) in changes {
                guard text == nil else {
                    try Self.putInPlace(file)
                    continue
                }
                guard unlink(file) == 0 else { throw Self.failure(file) }
                Self.removeEmpty(above: file, but: folders)
            }
        } catch {
            for (file, _) in changes { unlink(Self.draft(of: file)) }
            throw error
        }
        return changes.count
    }

    /// Writes everything beside its place before anything is put there: a disk that fills leaves
    /// the folder as it was.
    private func writeDrafts(_ files: [(path: String, text: String)]) throws {
        do {
            for (path, text) in files {
                if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex {
                    try Folder.make(String(path[..<slash]), mode: 0o755)
                }
                let draft = Self.draft(of: path)
                unlink(draft)
                try NewFile.write(Array(text.utf8), to: draft, mode: 0o644)
            }
        } catch {
            for (path, _) in files { unlink(Self.draft(of: path)) }
            throw error
        }
    }

    /// Refuses what no file system of Linux takes, before anything is written.
    private static func requirePaths(_ paths: [String]) throws {
        let (pathMax, partMax) = (4_095, 255)
        let long = paths.filter { path in
            let parts = draft(of: path).utf8.split(separator: UInt8(ascii: "/"))
            return draft(of: path).utf8.count > pathMax || parts.contains { $0.count > partMax }
        }
        guard !long.isEmpty else { return }
        throw CommandFailure(
            (long.map { "\($0) is too long for the name of a file" } + ["nothing was written"])
                .joined(separator: "\n"))
    }

    /// Removes the folders of a file that is gone, as far as nothing else is in them.
    private static func removeEmpty(above file: String, but folders: [String]) {
        var path = file[...]
        while let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
            path = path[..<slash]
            guard !folders.contains(String(path)), rmdir(String(path)) == 0 else { return }
        }
    }

    private static func draft(of file: String) -> String { file + ".postern-\(getpid())" }

    /// Whoever reads the file meanwhile sees the old text or the new one.
    private static func putInPlace(_ file: String) throws {
        let draft = draft(of: file)
        guard rename(draft, file) == 0 else { throw failure(file) }
    }

    private static func failure(_ file: String) -> CommandFailure {
        CommandFailure("cannot write \(file): \(String(cString: strerror(errno)))")
    }
}
