import FoundationEssentials
package import Scrips
package import Tickets

/// A folder that holds a whole site, or a part of it.
///
/// Reads every file before it says anything, and every reference is looked up where it will be when
/// all of them are applied: in the folder, or on the site for what the folder leaves alone.
package struct SiteReading {
    /// Sections that the folder has.
    package private(set) var configuration = SiteConfiguration()
    /// Rules of the kinds that the folder has.
    package private(set) var rules: [RuleKind: [Rule]] = [:]

    /// Reads the folder.
    ///
    /// - Parameters:
    ///   - site: what is there now.
    ///   - rules: those that are in force.
    /// - Throws: ``SiteFileError`` with all that is wrong in any of the files; for a folder without
    ///   any of a site's files.
    package init(
        in folder: String, beside site: SiteConfiguration, rules current: [WrittenRule]
    ) throws {
        let texts = try Self.sectionTexts(in: folder)
        let files = try Self.ruleFiles(in: folder)
        guard !texts.isEmpty || !files.isEmpty else {
            throw SiteFileError([
                SiteFileProblem(
                    file: folder,
                    text: "holds no file of a site; `postern site export` writes them")
            ])
        }
        let names = Self.names(folder, texts, files, site, current)
        var problems: [SiteFileProblem] = []
        for section in SiteSection.all {
            guard let text = texts[section.name] else { continue }
            do {
                configuration[section] = try SiteSectionFile(section, known: names)
                    .read(text, file: "\(folder)/\(section.name).yaml")
            } catch let error as SiteFileError {
                problems += error.problems
            }
        }
        for kind in RuleKind.allCases {
            guard let texts = files[kind] else { continue }
            let reader = RuleReader(
                folder: "\(folder)/\(kind.folder)",
                templates: Set(names[RuleKind.template.folder] ?? []),
                queues: names[SiteSection.queues.name])
            let reading = reader.read(kind, texts)
            rules[kind] = reading.rules
            problems += reading.problems
        }
        guard problems.isEmpty else { throw SiteFileError(problems) }
    }

    private static func sectionTexts(in folder: String) throws -> [String: String] {
        guard SiteFolder.isFolder(folder) else {
            throw SiteFileError([SiteFileProblem(file: folder, text: "no such folder")])
        }
        var texts: [String: String] = [:]
        for section in SiteSection.all {
            let path = "\(folder)/\(section.name).yaml"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            texts[section.name] = try SiteFolder.text(of: path)
        }
        return texts
    }

    private static func ruleFiles(in folder: String) throws -> [RuleKind: [RuleText]] {
        var files: [RuleKind: [RuleText]] = [:]
        for kind in RuleKind.allCases {
            let path = "\(folder)/\(kind.folder)"
            guard SiteFolder.isFolder(path) else { continue }
            files[kind] = try RuleFolder.files(kind, in: path)
        }
        return files
    }

    /// What references may name, by section.
    private static func names(
        _ folder: String, _ texts: [String: String], _ files: [RuleKind: [RuleText]],
        _ site: SiteConfiguration, _ current: [WrittenRule]
    ) -> [String: [String]] {
        var names: [String: [String]] = [:]
        for section in SiteSection.all {
            names[section.name] =
                texts[section.name].map {
                    SiteSectionFile.names(in: $0, file: "\(folder)/\(section.name).yaml")
                } ?? site[section]?.compactMap { $0.text("name") }
        }
        let lifecycles =
            files[.lifecycle] ?? current.filter { $0.kind == .lifecycle }.map(\.written)
        names[SiteSection.lifecycles] = lifecycles.map { SiteFolder.stem(of: $0.file) }
        let read = Self.read(lifecycles)
        names[SiteSection.statuses] = read.map { Set($0.flatMap(\.statuses)).sorted() }
        names[SiteSection.ownRights] = read.map {
            Set($0.flatMap(\.ownRights).map(\.rawValue)).sorted()
        }
        let templates = files[.template] ?? current.filter { $0.kind == .template }.map(\.written)
        names[RuleKind.template.folder] = RuleReader.templateNames(templates).sorted()
        return names
    }

    /// All lifecycles; `nil` where one of them cannot be read, which is told elsewhere.
    private static func read(_ lifecycles: [RuleText]) -> [Lifecycle]? {
        let read = lifecycles.compactMap { file in
            try? LifecycleFile.read(
                text: file.text, file: file.file, name: SiteFolder.stem(of: file.file))
        }
        return read.count == lifecycles.count ? read : nil
    }
}
