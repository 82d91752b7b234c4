extension Settings {
    /// Which engine keeps the tickets, and how to reach it.
    package enum Database: Hashable, Sendable {
        /// A file on this machine, by path.
        case sqlite(path: String)
        /// A libpq connection string or URI, passed on as it stands. May hold a password, which
        /// is why ``description`` does not show it.
        case postgresql(conninfo: String)
    }
}

extension Settings.Database: CustomStringConvertible, CustomDebugStringConvertible {
    /// For logs: the path of the file, or only the engine's name.
    package var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgresql: "postgresql"
        }
    }

    /// The same as ``description``, or printing all settings would show the password.
    package var debugDescription: String { description }
}

extension Settings.Database {
    static let expected =
        "a path, sqlite:///path, postgresql://host/name or host=… dbname=…"

    /// - Returns: `nil` for what is none of the forms; paths are taken as they stand.
    init?(url: String) {
        let isClean = !url.isEmpty && !url.unicodeScalars.contains { $0.value < 0x20 }
        guard isClean else { return nil }
        if url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") {
            self = .postgresql(conninfo: url)
        } else if url.hasPrefix("sqlite:") {
            let rest = url.dropFirst("sqlite:".count)
            // Two slashes would make the first folder a host name; SQLite has no hosts.
            let path = rest.hasPrefix("///") ? rest.dropFirst(2) : rest
            guard !path.hasPrefix("//") else { return nil }
            self.init(path: String(path))
        } else if Self.isKeywordValue(url) {
            self = .postgresql(conninfo: url)
        } else {
            self.init(path: url)
        }
    }

    /// A path that SQLite takes for a file: no URL of another kind, no database in memory, which
    /// would forget every mail.
    private init?(path: String) {
        let isFile =
            !path.isEmpty && !path.utf8.contains(UInt8(ascii: "?"))
            && !Self.holdsSpecialColon(path) && !path.hasPrefix("~") && !path.hasSuffix("/")
        guard isFile else { return nil }
        self = .sqlite(path: path)
    }

    /// `://` or `:memory:`. Searching for words is dear the first time, and most paths hold no colon.
    private static func holdsSpecialColon(_ path: String) -> Bool {
        guard path.utf8.contains(UInt8(ascii: ":")) else { return false }
        return path.contains("://") || path.contains(":memory:")
    }

    /// libpq's `keyword=value` form begins with a keyword; a path would hardly.
    private static func isKeywordValue(_ url: String) -> Bool {
        let keyword = url.prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
        let rest = url.dropFirst(keyword.count).drop { $0 == " " }
        return !keyword.isEmpty && rest.first == "="
    }

    /// Whether a connection string tells the password, in either form.
    static func holdsPassword(_ conninfo: String) -> Bool {
        guard let scheme = conninfo.firstRange(of: "://") else {
            return conninfo.split { $0 == " " || $0 == "=" }.contains("password")
        }
        let rest = conninfo[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let parameters = rest.drop { $0 != "?" }
        if parameters.contains("password=") { return true }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}

extension SettingType where Value == Settings.Database {
    static var database: SettingType {
        SettingType(
            "path or URL",
            read: { node, problems in
                guard let text = node.text(expected: Settings.Database.expected, &problems) else {
                    return nil
                }
                guard let database = Settings.Database(url: text) else {
                    // Never quoted: a mistyped URL holds its password as well.
                    problems.add(
                        .impossibleValue, at: node, expected: Settings.Database.expected,
                        found: "something else")
                    return nil
                }
                return database
            },
            write: { database in
                switch database {
                case .sqlite(let path): YAMLText.scalar(path)
                case .postgresql(let conninfo): YAMLText.scalar(conninfo)
                }
            },
            resolve: { database, folder in
                guard case .sqlite(let path) = database else { return database }
                return .sqlite(path: SettingsLocator.resolve(path, against: folder))
            })
    }
}
