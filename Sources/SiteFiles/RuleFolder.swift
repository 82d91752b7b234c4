import Scrips
package import Tickets

/// Files of rules in a folder, as they are, before anybody asks what they say.
package enum RuleFolder {
    /// Reads the files of one kind: `*.yaml`, or `NAME/LANGUAGE.txt` and `.html` of templates,
    /// those of `queues/QUEUE/` too.
    /// Others, such as a README, are left alone.
    ///
    /// - Returns: sorted by path; nothing for a folder that is not there and may be missing.
    /// - Throws: ``SiteFileError`` for all files that cannot be read, are too long, are not UTF-8.
    package static func files(
        _ kind: RuleKind, in folder: String, mayBeMissing: Bool = false
    ) throws -> [RuleText] {
        if mayBeMissing, !SiteFolder.isFolder(folder) { return [] }
        var problems: [SiteFileProblem] = []
        var files: [RuleText] = []
        for path in try paths(kind, in: folder) {
            do {
                let name = String(
                    decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
                files.append(RuleText(file: name, text: try SiteFolder.text(of: path)))
            } catch let error as SiteFileError {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw SiteFileError(problems) }
        return files
    }

    /// Reads one file.
    ///
    /// - Parameter name: its path below the folder of its kind.
    /// - Throws: as ``files(_:in:mayBeMissing:)``.
    package static func file(_ path: String, named name: String) throws -> RuleText {
        RuleText(file: name, text: try SiteFolder.text(of: path))
    }

    private static func paths(_ kind: RuleKind, in folder: String) throws -> [String] {
        guard kind == .template else { return try SiteFolder.files(in: folder, ending: "yaml") }
        let queues = folder + "/" + TemplatePath.queuesFolder
        var folders = try SiteFolder.folders(in: folder)
        if folders.contains(queues) {
            folders.removeAll { $0 == queues }
            folders += try SiteFolder.folders(in: queues).flatMap(templates)
        }
        return try folders.flatMap { path in
            let files = try ["txt", "html"].flatMap {
                try SiteFolder.files(in: path, ending: $0)
            }
            return files.sorted()
        }
    }

    /// The folders of a queue's templates, also where its name goes on in another folder.
    private static func templates(ofQueueIn path: String) throws -> [String] {
        let folders = try SiteFolder.folders(in: path)
        return FileWord.goesOn(path) ? try folders.flatMap(templates) : folders
    }
}
