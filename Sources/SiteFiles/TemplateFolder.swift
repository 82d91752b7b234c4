import Scrips
package import Templates

/// A folder of templates: `NAME/LANGUAGE.txt`, and `NAME/LANGUAGE.html` beside it for mails that
/// have an HTML part too.
package enum TemplateFolder {
    /// Reads and checks every template.
    ///
    /// - Returns: sorted by name, then by language.
    /// - Throws: ``SiteFileError`` with everything that is wrong in any of the files: syntax,
    ///   headers, names that no scrip fills.
    package static func read(_ folder: String) throws -> [TemplateSource] {
        var problems: [SiteFileProblem] = []
        var sources: [TemplateSource] = []
        for path in try SiteFolder.folders(in: folder) {
            do {
                sources += try versions(in: path, &problems)
            } catch let error as SiteFileError {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw SiteFileError(problems) }
        return sources
    }

    private static func versions(
        in path: String, _ problems: inout [SiteFileProblem]
    ) throws -> [TemplateSource] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard Scrip.isName(name) else {
            throw SiteFileError([
                SiteFileProblem(
                    file: path,
                    text: "a template's name has lower-case letters, digits and single hyphens"
                        + " only")
            ])
        }
        let texts = try SiteFolder.files(in: path, ending: "txt")
        let pages = try SiteFolder.files(in: path, ending: "html")
        if texts.isEmpty {
            problems.append(
                SiteFileProblem(file: path, text: "no template here: expected LANGUAGE.txt"))
        }
        for page in pages where !texts.contains(textPath(beside: page)) {
            problems.append(
                SiteFileProblem(
                    file: page,
                    text: "the plain text is missing: expected \(textPath(beside: page))"))
        }
        return try texts.compactMap { file in
            let html = String(file.dropLast("txt".count)) + "html"
            let source = TemplateSource(
                name: name, language: SiteFolder.stem(of: file),
                text: try SiteFolder.text(of: file),
                html: pages.contains(html) ? try SiteFolder.text(of: html) : nil)
            let found = mistakes(in: source, text: file, html: html)
            problems += found
            return found.isEmpty ? source : nil
        }
    }

    private static func textPath(beside page: String) -> String {
        String(page.dropLast("html".count)) + "txt"
    }

    private static func mistakes(
        in source: TemplateSource, text: String, html: String
    ) -> [SiteFileProblem] {
        guard isLanguage(source.language) else {
            return [
                SiteFileProblem(
                    file: text,
                    text: "\"\(source.language)\" is no language: expected a tag such as en or"
                        + " pt-br")
            ]
        }
        let errors: [TemplateError]
        do {
            errors = try TemplateText.parse(source).check(against: ScripValues.shape)
        } catch let error as TemplateError {
            errors = [error]
        } catch {
            return [SiteFileProblem(file: text, text: "\(error)")]
        }
        return errors.map { error in
            SiteFileProblem(
                file: error.part == .html ? html : text, line: error.line, text: error.detail)
        }
    }

    /// The letters of BCP 47: two or three for the language, then parts of up to eight.
    static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        let letters = Set("abcdefghijklmnopqrstuvwxyz")
        let all = letters.union("0123456789")
        guard let first = parts.first, (2...3).contains(first.count),
            first.allSatisfy(letters.contains)
        else { return false }
        return parts.dropFirst().allSatisfy {
            (1...8).contains($0.count) && $0.allSatisfy(all.contains)
        }
    }
}
