import FoundationEssentials
package import Tickets

extension RuleFolder {
    /// What the files of a kind are called, for messages.
    package static func expected(_ kind: RuleKind) -> String {
        kind == .template ? "NAME/LANGUAGE.txt or NAME/LANGUAGE.html" : "NAME.yaml"
    }

    /// Names of what lies in a folder, and in the folders there; without hidden files, and no more
    /// than a handful.
    package static func found(in folder: String) -> String {
        let names = listing(folder).flatMap { name -> [String] in
            guard SiteFolder.isFolder("\(folder)/\(name)") else { return [name] }
            let inner = listing("\(folder)/\(name)")
            return inner.isEmpty ? ["\(name)/"] : inner.map { "\(name)/\($0)" }
        }
        guard !names.isEmpty else { return "nothing" }
        return names.prefix(5).joined(separator: ", ")
            + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }

    /// Paths of files that look like rules and are left alone for their ending.
    package static func strangers(_ kind: RuleKind, in folder: String) -> [String] {
        guard kind != .template else { return [] }
        return listing(folder).filter { $0.lowercased().hasSuffix(".yml") || $0.hasSuffix(".YAML") }
            .map { "\(folder)/\($0)" }
    }

    /// Folders in which rules lie that are left alone: scrips and lifecycles have no folders.
    package static func strangeFolders(_ kind: RuleKind, in folder: String) -> [String] {
        guard kind != .template else { return [] }
        return listing(folder).map { "\(folder)/\($0)" }.filter { path in
            SiteFolder.isFolder(path) && listing(path).contains { $0.hasSuffix(".yaml") }
        }
    }

    private static func listing(_ folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}
