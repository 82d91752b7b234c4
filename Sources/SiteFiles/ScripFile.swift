package import Scrips
import Settings
import Tickets

// SiteFiles: reads what a site keeps in files beside its settings: scrips, templates, lifecycles.
// Each file is checked whole, and all that is wrong with a folder is told at once, with file, line,
// what was found, what was expected and what may have been meant.
//
// It refuses to know: the database, the clock, where a site keeps the folders.
// Start reading at ``ScripFolder``, then ``TemplateFolder`` and ``LifecycleFile``.

/// One scrip in a YAML file.
package enum ScripFile {
    private static let keys = [
        "name", "description", "condition", "condition_argument", "where", "action",
        "action_argument", "template", "order", "queues", "stage", "enabled",
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
        let condition = condition(fields, &problems)
        let action = action(fields, &problems)
        let search = fields["where"].flatMap { self.search($0, &problems) }
        let template = self.template(fields, for: action, among: templates, &problems)
        let stage = fields["stage"]?.choice(of: Scrip.Stage.allCases.map(\.rawValue), &problems)
            .flatMap(Scrip.Stage.init(rawValue:))
        if let condition, let stage, let problem = Scrip.problem(condition, at: stage) {
            problems.add(problem, in: fields)
        }
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
            template: template,
            stage: stage ?? (condition.isTimed ? .schedule : .transactionCreate),
            order: Int64(order ?? 0),
            queues: queues ?? [], isEnabled: isEnabled ?? true, search: search)
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

    private static func condition(
        _ fields: [String: YAMLNode], _ problems: inout YAMLProblems
    ) -> ScripCondition? {
        let argument = fields["condition_argument"].flatMap { ScripArgument($0, &problems) }
        guard let node = fields["condition"],
            let name = word(node, "condition", ConditionKind.named(_:), &problems)?.name
        else { return nil }
        if argument == nil, fields["condition_argument"] != nil { return nil }
        return noting(&problems, fields) { try ScripCondition(named: name, argument: argument) }
    }

    private static func action(
        _ fields: [String: YAMLNode], _ problems: inout YAMLProblems
    ) -> ScripAction? {
        let argument = fields["action_argument"].flatMap { ScripArgument($0, &problems) }
        guard let node = fields["action"],
            let name = word(node, "action", ActionKind.named(_:), &problems)?.name
        else { return nil }
        if argument == nil, fields["action_argument"] != nil { return nil }
        return noting(&problems, fields) { try ScripAction(named: name, argument: argument) }
    }

    /// A condition or an action; there are too many to name them all in a message.
    private static func word<Kind>(
        _ node: YAMLNode, _ what: String, _ find: (String) -> Kind?,
        _ problems: inout YAMLProblems
    ) -> Kind? {
        guard let text = node.text(expected: "the name of a \(what)", &problems) else { return nil }
        if let kind = find(text) { return kind }
        let known = what == "action" ? ActionKind.all.map(\.name) : ConditionKind.all.map(\.name)
        let near = NearestWord.find(text, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        problems.add(
            .impossibleValue, at: node.position, key: what,
            "there is no \(what) \"\(text)\"\(near) (all: `postern scrip list --\(what)s`)")
        return nil
    }

    private static func noting<Value>(
        _ problems: inout YAMLProblems, _ fields: [String: YAMLNode], _ body: () throws -> Value
    ) -> Value? {
        do {
            return try body()
        } catch let problem as ScripProblem {
            problems.add(problem, in: fields)
        } catch {
            problems.add(.impossibleValue, at: nil, key: nil, "\(error)")
        }
        return nil
    }

    /// Checks how a query is written; the names in it only the database knows.
    private static func search(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        guard let text = node.text(expected: "a query", &problems) else { return nil }
        do {
            _ = try QueryParser.parse(text)
            return text
        } catch let error as QueryError {
            problems.add(
                .impossibleValue, at: node.position, key: "where", "\"where\": \(error.sentence)")
        } catch {
            problems.add(.impossibleValue, at: node, expected: "a query")
        }
        return nil
    }

    private static func template(
        _ fields: [String: YAMLNode], for action: ScripAction?, among templates: Set<String>?,
        _ problems: inout YAMLProblems
    ) -> String? {
        guard let node = fields["template"] else {
            if let action, action.template == .required {
                problems.add(
                    .missingKey, at: fields["action"]?.position, key: "template",
                    "\"template\" is missing; action \"\(action.name)\" mails one")
            }
            return nil
        }
        if let action, action.template == .none {
            problems.add(
                .impossibleValue, at: node.position, key: "template",
                "action \"\(action.name)\" mails nobody and takes no template")
            return nil
        }
        if templates?.isEmpty == true {
            problems.add(
                .impossibleValue, at: node.position, key: "template",
                "\"template\": there is no template, so none can be named")
            return nil
        }
        if let templates { return node.choice(of: templates.sorted(), &problems) }
        return node.text(expected: "the name of a template", &problems)
    }
}
