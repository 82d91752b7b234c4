import Scrips
package import Templates

/// A folder of templates: `NAME/LANGUAGE.txt`, and `NAME/LANGUAGE.html` beside it for mails that
/// have an HTML part too; `queues/QUEUE/NAME/LANGUAGE.txt` for one queue only.
///
/// The text may be missing where the HTML is there: the mail's plain part is made from that.
package enum TemplateFolder {
    /// Reads and checks every template.
    ///
    /// - Returns: sorted by key, the site's first.
    /// - Throws: ``SiteFileError`` with everything that is wrong in any of the files: syntax,
    ///   headers, partials, names that no scrip fills.
    package static func read(_ folder: String) throws -> [TemplateSource] {
        var reader = TemplateFolderReader()
        for path in try SiteFolder.folders(in: folder) where lastPart(path) != queuesFolder {
            reader.read(path, queue: nil)
        }
        let queues = folder + "/" + queuesFolder
        if try SiteFolder.folders(in: folder).contains(queues) {
            for path in try SiteFolder.folders(in: queues) {
                try reader.readQueue(path, word: lastPart(path))
            }
        }
        let sources = reader.sources
        var problems = reader.problems
        let mistakes = TemplateSet(sources).mistakes(against: ScripValues.shape)
        problems += mistakes.map { problem($0, in: folder) }
        guard problems.isEmpty else {
            throw SiteFileError(
                problems.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) })
        }
        return sources.sorted { $0.key < $1.key }
    }

    /// Where a template lies: its text and its HTML, below `folder`.
    package static func paths(
        of key: TemplateKey, in folder: String
    ) -> (text: String, html: String) {
        let owner = key.queue.map { "/\(queuesFolder)/\(FileWord.encode($0))" } ?? ""
        let stem = "\(folder)\(owner)/\(key.name)/\(key.language)"
        return (stem + ".txt", stem + ".html")
    }

    /// Whether a template may be called so: a scrip's kind of name, a partial's with `_` before it;
    /// `queues` is the folder of the queues' own.
    package static func isName(_ name: String) -> Bool {
        let bare = TemplateKey.isPartial(name) ? String(name.dropFirst()) : name
        return Scrip.isName(bare) && name != queuesFolder
    }

    /// Longest tag; BCP 47 asks for 35 at least, and a file's name takes no more than 255.
    private static let languageBytesMax = 64

    /// Whether a text has the form of a language's tag: two or three letters, then parts of up to
    /// eight (BCP 47), all in lower case.
    package static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        let letters = Set("abcdefghijklmnopqrstuvwxyz")
        let all = letters.union("0123456789")
        guard let first = parts.first, (2...3).contains(first.count),
            first.allSatisfy(letters.contains), tag.utf8.count <= languageBytesMax
        else { return false }
        return parts.dropFirst().allSatisfy {
            (1...8).contains($0.count) && $0.allSatisfy(all.contains)
        }
    }

    private static let queuesFolder = "queues"

    private static func problem(_ mistake: TemplateMistake, in folder: String) -> SiteFileProblem {
        let (text, html) = paths(of: mistake.key, in: folder)
        return SiteFileProblem(
            file: mistake.part == .html ? html : text, line: mistake.position?.line,
            column: mistake.position?.column, text: mistake.detail)
    }

    fileprivate static func lastPart(_ path: String) -> String {
        path.unicodeScalars.split(separator: "/").last.map { String($0) } ?? path
    }
}

/// Reads what lies in the folders and notes what is wrong with the files themselves.
private struct TemplateFolderReader {
    private(set) var sources: [TemplateSource] = []
    private(set) var problems: [SiteFileProblem] = []

    /// Reads the templates of one queue, or of those whose names go on in the folder.
    mutating func readQueue(_ path: String, word: String) throws {
        if FileWord.goesOn(word) {
            let folders = try SiteFolder.folders(in: path)
            for folder in folders {
                try readQueue(folder, word: word + "/" + TemplateFolder.lastPart(folder))
            }
            if !folders.isEmpty { return }
        }
        guard let queue = FileWord.decode(word) else {
            problems.append(
                SiteFileProblem(
                    file: path,
                    text: "stands for no queue: write %2F for /, %25 for %, %2E for a leading dot"))
            return
        }
        for folder in try SiteFolder.folders(in: path) { read(folder, queue: queue) }
    }

    /// Reads one template in all its languages.
    mutating func read(_ path: String, queue: String?) {
        do {
            try readVersions(in: path, queue: queue)
        } catch let error as SiteFileError {
            problems += error.problems
        } catch {
            problems.append(SiteFileProblem(file: path, text: "\(error)"))
        }
    }

    private mutating func readVersions(in path: String, queue: String?) throws {
        let name = TemplateFolder.lastPart(path)
        guard TemplateFolder.isName(name) else {
            return note(
                path,
                "a template's name has lower-case letters, digits and single hyphens only; a"
                    + " partial's has _ before them")
        }
        let texts = try SiteFolder.files(in: path, ending: "txt")
        let pages = try SiteFolder.files(in: path, ending: "html")
        let languages = Set((texts + pages).map(SiteFolder.stem)).sorted()
        if languages.isEmpty { note(path, "no template here: expected LANGUAGE.txt") }
        for language in languages {
            let text = "\(path)/\(language).txt"
            let page = "\(path)/\(language).html"
            guard TemplateFolder.isLanguage(language) else {
                note(
                    texts.contains(text) ? text : page,
                    "\"\(language)\" is no language: expected a tag such as en or pt-br, in lower"
                        + " case")
                continue
            }
            do {
                sources.append(
                    TemplateSource(
                        name: name, language: language, queue: queue,
                        text: texts.contains(text) ? try SiteFolder.text(of: text) : "",
                        html: pages.contains(page) ? try SiteFolder.text(of: page) : nil))
            } catch let error as SiteFileError {
                problems += error.problems
            }
        }
    }

    private mutating func note(_ file: String, _ text: String) {
        problems.append(SiteFileProblem(file: file, text: text))
    }
}
