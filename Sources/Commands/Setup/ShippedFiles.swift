import FoundationEssentials
import Glibc

/// The scrips, templates and lifecycles that come with Postern.
struct ShippedFiles {
    /// Each holds what ``copy(to:)`` gives the site's folder of the same name.
    let scrips: String
    let templates: String
    let lifecycles: String

    /// Names of the folders below the site's.
    static let folders = ["lifecycles", "scrips", "templates"]

    /// Finds them.
    ///
    /// - Parameters:
    ///   - share: `--share`; `nil` looks in `../share/postern` beside the program's folder, then in
    ///     the source tree that the program was built in.
    ///   - program: path of the running program.
    /// - Throws: ``CommandFailure`` that says where was looked.
    static func find(share: String?, program: String) throws -> ShippedFiles {
        let folder = parent(program)
        var candidates = share.map { [$0] } ?? [parent(folder) + "/share/postern"]
        if share == nil {
            // swift build puts programs three folders below the package's.
            candidates.append(parent(parent(parent(folder))))
        }
        for candidate in candidates {
            if let found = ShippedFiles(in: candidate) { return found }
        }
        throw CommandFailure(
            "the shipped scrips, templates and lifecycles are not in "
                + candidates.joined(separator: " nor in ") + "; name their folder with --share")
    }

    private init?(in folder: String) {
        scrips = folder + "/scrips"
        templates = folder + "/templates"
        // The source tree keeps lifecycles with the other samples.
        let both = [folder + "/lifecycles", folder + "/etc/lifecycles"]
        guard let lifecycles = both.first(where: Self.isFolder), Self.isFolder(scrips),
            Self.isFolder(templates)
        else { return nil }
        self.lifecycles = lifecycles
    }

    /// Copies what is not there yet; never overwrites.
    ///
    /// - Returns: how many files were written.
    func copy(to folder: String) throws -> Int {
        let pairs = [(lifecycles, "lifecycles"), (scrips, "scrips"), (templates, "templates")]
        return try pairs.reduce(0) { count, pair in
            try count + Self.copy(pair.0, to: "\(folder)/\(pair.1)")
        }
    }

    private static func copy(_ source: String, to target: String) throws -> Int {
        try Folder.make(target, mode: 0o755)
        var count = 0
        for name in try Folder.names(source) where !name.hasPrefix(".") {
            let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
            if isFolder(from) {
                count += try copy(from, to: to)
            } else if access(to, F_OK) != 0 {
                try NewFile.write(try InputFile.read(from, bytesMax: 4 << 20), to: to, mode: 0o644)
                count += 1
            }
        }
        return count
    }

    private static func isFolder(_ path: String) -> Bool { Folder.exists(path) }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "" : String(path[..<slash])
    }
}

/// Folders, by plain words of failure.
enum Folder {
    /// Whether there is one.
    static func exists(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory
    }

    /// Names in it, sorted.
    static func names(_ path: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw CommandFailure("cannot list \(path)")
        }
    }

    /// Makes a folder and those above it.
    ///
    /// - Parameter mode: of the last one, whatever the umask says.
    /// - Returns: `false` when it was there already; its mode is left alone then.
    @discardableResult
    static func make(_ path: String, mode: mode_t) throws -> Bool {
        guard !exists(path) else { return false }
        if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex {
            try make(String(path[..<slash]), mode: 0o755)
        }
        guard mkdir(path, mode) == 0, chmod(path, mode) == 0 else {
            throw CommandFailure("cannot make folder \(path): \(String(cString: strerror(errno)))")
        }
        return true
    }
}
