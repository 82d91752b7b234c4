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
        return try write(changes, obstacles)
    }

    /// Writes the changes; a change without a text removes the file.
    func write(_ changes: [(path: String, text: String?)], _ obstacles: [String]) throws -> Int {
        guard force || obstacles.isEmpty else {
            throw CommandFailure(
                (obstacles + ["nothing was written; --force overwrites and removes"])
                    .joined(separator: "\n"))
        }
        try Folder.make(path, mode: 0o755)
        for (file, text) in changes {
            guard let text else {
                guard unlink(file) == 0 else { throw Self.failure(file) }
                continue
            }
            if let slash = file.lastIndex(of: "/"), slash > file.startIndex {
                try Folder.make(String(file[..<slash]), mode: 0o755)
            }
            try Self.replace(file, with: text)
        }
        return changes.count
    }

    /// Whoever reads the file meanwhile sees the old text or the new one.
    private static func replace(_ file: String, with text: String) throws {
        let draft = file + ".postern-\(getpid())"
        unlink(draft)
        try NewFile.write(Array(text.utf8), to: draft, mode: 0o644)
        guard rename(draft, file) == 0 else {
            let failure = failure(file)
            unlink(draft)
            throw failure
        }
    }

    private static func failure(_ file: String) -> CommandFailure {
        CommandFailure("cannot write \(file): \(String(cString: strerror(errno)))")
    }
}
