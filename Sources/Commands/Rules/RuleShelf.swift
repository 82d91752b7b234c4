import Desk
import Scrips
import SiteFiles
import Store
import Templates
import Tickets

/// The rules of one kind that are in force, and what texts would make of them.
struct RuleShelf {
    let kind: RuleKind
    /// In force, in the order in which they are shown.
    let rules: [WrittenRule]
    private let templates: Set<String>
    private let lifecycles: [String: Lifecycle]
    private let queues: [String]

    /// Loads them.
    init(_ kind: RuleKind, _ instance: Instance) throws {
        self.kind = kind
        rules = try instance.desk.rules([kind], as: instance.actor.id)
        (templates, lifecycles, queues) = try instance.store.read { session in
            (
                RuleReader.templateNames(try session.templateFiles()),
                try session.lifecycles(), try session.queues().map(\.name)
            )
        }
    }

    /// The rule of that name; `nil` when there is none.
    func rule(named name: String) -> WrittenRule? { rules.first { $0.name == name } }

    /// The rules that a name means: one, or all files of a template.
    ///
    /// - Throws: ``CommandFailure`` with the nearest name when there is none.
    func require(_ name: String) throws -> [WrittenRule] {
        if let rule = rule(named: name) { return [rule] }
        // Files of one template, never all that lies in a folder of folders.
        let parts = rules.filter { rule in
            kind == .template && rule.name.hasPrefix(name + "/")
                && !rule.name.dropFirst(name.count + 1).contains("/")
        }
        guard parts.isEmpty else { return parts }
        let folders = rules.compactMap { rule in
            kind == .template
                ? rule.name.split(separator: "/").dropLast().joined(separator: "/") : nil
        }
        let near = Suggestion.text(for: name, among: rules.map(\.name) + folders)
        throw CommandFailure(
            "there is no \(kind.rawValue) \"\(name)\"\(near); see `postern \(kind.rawValue) list`")
    }

    /// The one rule that a name means.
    ///
    /// - Throws: ``CommandFailure`` as ``require(_:)``, and when it means several.
    func requireOne(_ name: String) throws -> WrittenRule {
        let found = try require(name)
        guard found.count == 1, let rule = found.first else {
            throw CommandFailure(
                "\(kind.rawValue) \"\(name)\" has several files; name one: "
                    + found.map(\.name).joined(separator: ", "), .usage)
        }
        return rule
    }

    /// Reads texts that are to be added to the rules in force, or to replace some of them.
    ///
    /// - Parameter folder: what messages put before a file's name; empty for nothing.
    /// - Throws: `SiteFileError` with all that is wrong because of these texts.
    func read(_ files: [RuleText], folder: String = "") throws -> [Rule] {
        let reader = RuleReader(
            folder: folder, templates: templates, lifecycles: lifecycles, queues: queues)
        guard kind == .template else { return try reader.read(kind, files).checked() }
        // A template's files lean on each other, so they are read together.
        let names = Set(files.map(\.file))
        let old = rules.map(\.written)
        let before = Set(reader.read(kind, old).problems)
        var reading = reader.read(kind, old.filter { !names.contains($0.file) } + files)
        reading.problems.removeAll { before.contains($0) }
        return try reading.checked().filter { names.contains($0.name) }
    }

    /// Reads a folder that is to be all rules of the kind.
    ///
    /// - Throws: `SiteFileError` with all that is wrong in any of the files.
    func readAll(_ files: [RuleText], folder: String) throws -> [Rule] {
        try RuleReader(folder: folder, templates: templates, queues: queues).read(kind, files)
            .checked()
    }
}
