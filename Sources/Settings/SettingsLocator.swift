/// Which settings file to read: `--config`, then `POSTERN_CONFIG`, then the standard place.
///
/// Decides and nothing else. The doors pass in what they were started with, since a library reads
/// neither the environment nor the current folder.
package struct SettingsLocator: Hashable, Sendable {
    /// Who named the file; an error says so, or an admin would search in the wrong place.
    package enum Source: Hashable, Sendable {
        /// The `--config` option.
        case argument
        /// The `POSTERN_CONFIG` variable.
        case environment
        /// Nobody: the file is ``SettingsLocator/standardFile``.
        case standard
    }

    /// Name of the environment variable that may name the file.
    package static let environmentVariable = "POSTERN_CONFIG"
    /// The file that is read where nobody names another.
    package static let standardFile = "/etc/postern/postern.yaml"

    /// Path of the file to read; absolute if the current folder was.
    package let file: String
    /// Who named it.
    package let source: Source

    /// Chooses the file; does not look whether it exists.
    ///
    /// - Parameters:
    ///   - argument: Value of `--config`, `nil` where the option was not given.
    ///   - environment: The process's environment; an empty `POSTERN_CONFIG` counts as none.
    ///   - currentFolder: What a relative path starts from.
    package init(argument: String?, environment: [String: String], currentFolder: String) {
        let path: String
        if let argument {
            (path, source) = (argument, .argument)
        } else if let named = environment[Self.environmentVariable], !named.isEmpty {
            (path, source) = (named, .environment)
        } else {
            (path, source) = (Self.standardFile, .standard)
        }
        file = Self.resolve(path, against: currentFolder)
    }

    /// Said after "no such settings file".
    var remedy: String {
        switch source {
        case .argument: ", named by --config"
        case .environment: ", named by \(Self.environmentVariable)"
        case .standard:
            "; write one with \"postern init\", "
                + "or name another by --config or \(Self.environmentVariable)"
        }
    }

    /// Makes a path absolute without touching the file system; `..` is left for the kernel.
    static func resolve(_ path: String, against folder: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }

    /// The folder that a file lies in, which relative paths inside the file start from.
    static func folder(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}
