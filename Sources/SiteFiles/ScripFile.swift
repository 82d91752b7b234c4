package import Scrips
import Settings

// SiteFiles: reads what a site keeps in files beside its settings: scrips, templates, lifecycles.
// Each file is checked whole, and all that is wrong with a folder is told at once, with file, line,
// what was found, what was expected and what may have been meant.
//
// It refuses to know: the database, the clock, where a site keeps the folders.
// Start reading at ``ScripFolder``, then ``TemplateFolder`` and ``LifecycleFile``.

/// One scrip in a YAML file.
package enum ScripFile {
    private static let keys = [
        "name", "description", "condition", "action", "template", "order", "queues", "stage",
        "enabled",
    ]

    /// Reads a file.
    ///
    /// - Parameter templates: names of the templates there are; `nil` leaves that unchecked.
    /// - Throws: ``SiteFileError`` with everything that is wrong with the file.
    package static func read(_ path: String, templates: Set<String>? = nil) throws -> Scrip {
        try SiteFileError.wrapping {
            try scrip(in: YAMLDocument(reading: path), templates: templates)
        }
    }

    /// Reads a text that came from elsewhere; `file` is what messages call it.
    package static func read(
        text: String, file: String, templates: Set<String>? = nil
    ) throws -> Scrip {
        try SiteFileError.wrapping {
            try scrip(in: YAMLDocument(text: text, file: file), templates: templates)
        }
    }

    private static func scrip(in document: YAMLDocument, templates: Set<String>?) throws -> Scrip {
        var problems = document.problems
        let required = ["name", "condition", "action"]
        let fields = document.root.fields(keys, required: required, &problems) ?? [:]
        let name = fields["name"].flatMap { self.name($0, &problems) }
        let condition = fields["condition"]?
            .choice(of: ScripCondition.allCases.map(\.rawValue), &problems)
            .flatMap(ScripCondition.init(named:))
        let action = fields["action"]?.choice(of: ScripAction.allCases.map(\.name), &problems)
            .flatMap(ScripAction.init(named:))
        let template = self.template(fields, for: action, among: templates, &problems)
        let stage = fields["stage"]?.choice(of: Scrip.Stage.allCases.map(\.rawValue), &problems)
            .flatMap(Scrip.Stage.init(rawValue:))
        let description = fields["description"]?.text(&problems)
        let order = fields["order"]?.integer(in: -1_000_000...1_000_000, &problems)
        let queues = fields["queues"]?.texts(expected: "a list of queue names", &problems)
        let isEnabled = fields["enabled"]?.boolean(&problems)
        try problems.throwIfAny()
        guard let name, let condition, let action else {
            throw SiteFileError([
                SiteFileProblem(file: problems.file, text: "not a scrip: a key has no value")
            ])
        }
        return Scrip(
            name: name, description: description ?? "", condition: condition, action: action,
            template: template, stage: stage ?? .transactionCreate, order: Int64(order ?? 0),
            queues: queues ?? [], isEnabled: isEnabled ?? true)
    }

    private static func name(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        let expected =
            "lower-case letters, digits and single hyphens, at most"
            + " \(Scrip.nameCharactersMax) characters"
        guard let text = node.text(expected: expected, &problems) else { return nil }
        guard Scrip.isName(text) else {
            problems.add(.impossibleValue, at: node, expected: expected)
            return nil
        }
        return text
    }

    private static func template(
        _ fields: [String: YAMLNode], for action: ScripAction?, among templates: Set<String>?,
        _ problems: inout YAMLProblems
    ) -> String? {
        guard let node = fields["template"] else {
            if let action, action.mails {
                problems.add(
                    .missingKey, at: fields["action"]?.position, key: "template",
                    "\"template\" is missing; action \"\(action.name)\" mails one")
            }
            return nil
        }
        if let action, !action.mails {
            problems.add(
                .impossibleValue, at: node.position, key: "template",
                "action \"\(action.name)\" mails nobody and takes no template")
            return nil
        }
        if let templates { return node.choice(of: templates.sorted(), &problems) }
        return node.text(expected: "the name of a template", &problems)
    }
}
