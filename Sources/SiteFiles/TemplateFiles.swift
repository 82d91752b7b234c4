import Scrips
import Templates
import Tickets

/// The files of templates, read together: texts include partials, and HTML stands beside its text.
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
        var places: [TemplatePath: RuleText] = [:]
        for file in files {
            if let problem = problem(with: file, texts) {
                reading.problems.append(problem)
            } else if let place = TemplatePath(file.file) {
                places[place] = file
            }
        }
        let mistakes = mistakes(in: places)
        reading.problems += mistakes
        let wrong = Set(mistakes.map(\.file))
        for file in files where !wrong.contains(path(file.file)) {
            guard let place = TemplatePath(file.file), places[place] == file else { continue }
            reading.rules.append(Rule(file, .template(place)))
        }
        return reading
    }

    /// What is wrong with a file as such, whatever stands in the others.
    private func problem(with file: RuleText, _ texts: [String: String]) -> SiteFileProblem? {
        func problem(_ text: String) -> SiteFileProblem {
            SiteFileProblem(file: path(file.file), text: text)
        }
        guard let place = TemplatePath(file.file), place.text == file.file else {
            return problem(
                "no template: NAME/LANGUAGE.txt or .html was expected, or that below queues/QUEUE")
        }
        guard TemplateFolder.isName(place.name) else {
            return problem(
                "a template's name has lower-case letters, digits and single hyphens only; a"
                    + " partial's has _ before them")
        }
        guard TemplateFolder.isLanguage(place.language) else {
            return problem(
                "\"\(place.language)\" is no language: expected a tag such as en or pt-br, in lower"
                    + " case")
        }
        // A row of the store could not tell it from a text that is not there.
        if file.text.isEmpty, texts[place.other.text] != nil {
            return problem("empty beside \(path(place.other.text)): delete one of them")
        }
        return nil
    }

    private func mistakes(in places: [TemplatePath: RuleText]) -> [SiteFileProblem] {
        var sources: [TemplateSource] = []
        for (place, file) in places {
            if place.isHTML, places[place.other] != nil { continue }
            sources.append(
                TemplateSource(
                    name: place.name, language: place.language, queue: place.queue,
                    text: place.isHTML ? "" : file.text,
                    html: place.isHTML ? file.text : places[place.other]?.text))
        }
        return TemplateSet(sources).mistakes(against: ScripValues.shape).map { mistake in
            let key = mistake.key
            let place = TemplatePath(
                name: key.name, language: key.language, queue: key.queue,
                isHTML: mistake.part == .html)
            // What is wrong with the whole is told of the file that is there.
            let file = places[place] == nil ? place.other : place
            return SiteFileProblem(
                file: path(file.text), line: mistake.position?.line,
                column: mistake.position?.column, text: mistake.detail)
        }.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
    }
}
