package import Scrips
import Settings

extension ScripFile {
    /// What only the site could say of a scrip, at its places in the scrip's text.
    ///
    /// - Parameters:
    ///   - text: of a file that was read without a mistake.
    ///   - file: what messages call it.
    package static func problems(
        _ found: [ScripProblem], in text: String, file: String
    ) -> [SiteFileProblem] {
        do {
            try SiteFileError.wrapping {
                let document = try YAMLDocument(text: text, file: file)
                var fields: [String: YAMLNode] = [:]
                if case .mapping(let entries) = document.root.content {
                    for entry in entries { fields[entry.key] = entry.value }
                }
                var problems = document.problems
                for problem in found { problems.add(problem, in: fields) }
                try problems.throwIfAny()
            }
        } catch let error as SiteFileError {
            return error.problems
        } catch {
            return found.map { SiteFileProblem(file: file, text: "\($0)") }
        }
        return []
    }
}
