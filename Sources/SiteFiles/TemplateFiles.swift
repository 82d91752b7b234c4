import Scrips
import Templates
import Tickets

/// The files of templates, read together: HTML leans on the text beside it.
struct TemplateFiles {
    private let files: [RuleText]
    private let path: (String) -> String

    /// - Parameter path: what messages call a file.
    init(_ files: [RuleText], path: @escaping (String) -> String) {
        self.files = files
        self.path = path
    }

    func reading() -> RuleReading {
        var reading = RuleReading()
        let texts = Dictionary(files.map { ($0.file, $0.text) }) { first, _ in first }
        for file in files {
            guard let place = TemplatePath(file.file) else {
                reading.problems.append(
                    problem(file, "no template: NAME/LANGUAGE.txt or .html was expected"))
                continue
            }
            let found = mistakes(in: file, place, texts)
            reading.problems += found
            if found.isEmpty { reading.rules.append(Rule(file, .template(place))) }
        }
        return reading
    }

    private func mistakes(
        in file: RuleText, _ place: TemplatePath, _ texts: [String: String]
    ) -> [SiteFileProblem] {
        guard Scrip.isName(place.name) else {
            return [
                problem(
                    file,
                    "a template's name has lower-case letters, digits and single hyphens only")
            ]
        }
        guard TemplateFolder.isLanguage(place.language) else {
            return [
                problem(
                    file,
                    "\"\(place.language)\" is no language: expected a tag such as en or pt-br")
            ]
        }
        let text = TemplatePath(name: place.name, language: place.language, isHTML: false)
        guard let plain = texts[text.text] else {
            return [
                problem(file, "the plain text is missing: expected \(path(text.text))")
            ]
        }
        let source = TemplateSource(
            name: place.name, language: place.language, text: plain,
            html: place.isHTML ? file.text : nil)
        return errors(in: source).filter { ($0.part == .html) == place.isHTML }.map { error in
            SiteFileProblem(file: path(file.file), line: error.line, text: error.detail)
        }
    }

    private func errors(in source: TemplateSource) -> [TemplateError] {
        do {
            return try TemplateText.parse(source).check(against: ScripValues.shape)
        } catch let error as TemplateError {
            return [error]
        } catch {
            return [TemplateError(.syntax, part: .text, line: nil, detail: "\(error)")]
        }
    }

    private func problem(_ file: RuleText, _ text: String) -> SiteFileProblem {
        SiteFileProblem(file: path(file.file), text: text)
    }
}
