import Templates
import Tickets

/// The templates of one run, each parsed and checked once however many scrips use it, and what
/// fills them.
struct CheckedTemplates {
    private let set: TemplateSet
    private var ready: [String: [String: TemplateText]] = [:]
    private var filling: TemplateValue?

    private let shape: TemplateShape

    /// - Parameter customFields: those that templates may name.
    init(_ set: TemplateSet, customFields: [CustomField]) {
        self.set = set
        shape = ScripValues.shape(customFields: customFields)
    }

    /// See ``TemplateSet/language(of:for:)``.
    func language(of name: String, for wishes: [String]) -> String? {
        set.language(of: name, for: wishes)
    }

    /// Checked again although it was when it was stored: names may have gone since, and a mail with
    /// holes is worse than one that waits until somebody mends its template.
    mutating func template(_ name: String, language: String) throws -> TemplateText {
        if let text = ready[name]?[language] { return text }
        let text: TemplateText
        do {
            text = try set.template(name, language: language)
        } catch let error as TemplateError {
            throw Self.failure(error, name, language)
        }
        if let problem = text.check(against: shape).first {
            throw Self.failure(problem, name, language)
        }
        ready[name, default: [:]][language] = text
        return text
    }

    /// The values of the run's one snapshot, gathered when the first scrip asks.
    mutating func values(of snapshot: Snapshot) -> TemplateValue {
        if let filling { return filling }
        let values = ScripValues.tree(of: snapshot)
        filling = values
        return values
    }

    private static func failure(
        _ error: TemplateError, _ name: String, _ language: String
    ) -> ScripError {
        ScripError(detail: "template \"\(name)\" (\(language)): \(error)")
    }
}
