package import Scrips
import Store
package import Tickets

/// A change of one rule that somebody asks for.
package struct RuleEdit: Hashable, Sendable {
    package let kind: RuleKind
    /// As ``Tickets/WrittenRule/name``.
    package let name: String
    /// What it was when whoever asks looked; `nil` when there was none.
    package let seen: RuleText?
    /// What it is to be; `nil` deletes it.
    package let rule: Rule?

    /// Makes a rule, or changes the one of its name that was seen.
    package init(_ rule: Rule, seen: RuleText?) {
        kind = rule.kind
        name = rule.name
        self.seen = seen
        self.rule = rule
    }

    /// Deletes a rule that was seen.
    package init(deleting rule: WrittenRule) {
        kind = rule.kind
        name = rule.name
        seen = rule.written
        self.rule = nil
    }
}

extension Desk {
    /// The rules of some kinds as they were written: lifecycles and templates by name, scrips in
    /// the order in which they run.
    ///
    /// - Throws: ``DeskError`` `noRight` without ShowScrips, ShowTemplate or the right to change
    ///   them; lifecycles are for all staff.
    package func rules(_ kinds: [RuleKind], as actor: UserID) throws -> [WrittenRule] {
        try store.read { session in
            let reader = try reader(actor, session)
            for kind in kinds { try reader.requireMayRead(kind) }
            return try kinds.sorted().flatMap { try session.writtenRules($0) }
        }
    }

    /// Changes rules, all or none, and keeps who did it.
    ///
    /// Whether the rules still fit together is looked at in the end, so the order of the edits does
    /// not matter: a scrip may name a template that comes with it.
    ///
    /// - Parameters:
    ///   - remark: by which way, for the history: `edit`.
    ///   - isRehearsal: finds out whether it would be refused, and leaves all as it was.
    /// - Throws: ``DeskError``: `noRight` without ModifyScrips, ModifyTemplate or AdminQueue;
    ///   `conflict` when a rule is not any more what was seen, or something still needs it;
    ///   `unknownQueue` for a scrip's queue that is not there.
    package func change(
        _ edits: [RuleEdit], remark: String, isRehearsal: Bool = false, as actor: UserID
    ) throws {
        _ = try proceed(as: actor, isRehearsal: isRehearsal) { proceeding in
            for kind in Set(edits.map(\.kind)) {
                try proceeding.requireGlobal(kind.rightToChange)
            }
            try proceeding.change(edits, remark: remark)
        }
    }

    /// The history of rules, newest first.
    ///
    /// - Parameters:
    ///   - name: of one rule; `nil` for all of the kind.
    ///   - limit: entries at most.
    /// - Throws: as ``rules(_:as:)``.
    package func ruleChanges(
        _ kind: RuleKind, named name: String?, limit: Int, as actor: UserID
    ) throws -> [RuleChange] {
        try store.read { session in
            try reader(actor, session).requireMayRead(kind)
            return try session.ruleChanges(kind, named: name, limit: limit)
        }
    }

    /// All lifecycles by name.
    package func lifecycles() throws -> [String: Lifecycle] {
        try store.read { try $0.lifecycles() }
    }
}

extension RuleKind {
    /// What changing rules of this kind needs, for the whole site.
    package var rightToChange: Right {
        switch self {
        case .lifecycle: .adminQueue
        case .template: .modifyTemplate
        case .scrip: .modifyScrips
        }
    }
}

extension Proceeding {
    /// Refuses whoever may not read the rules of a kind.
    func requireMayRead(_ kind: RuleKind) throws {
        let reading: Right
        switch kind {
        case .lifecycle: return try requireStaff()
        case .template: reading = .showTemplate
        case .scrip: reading = .showScrips
        }
        guard try !holdsGlobally(kind.rightToChange, actor) else { return }
        try requireGlobal(reading)
    }
}

extension StoreSession {
    /// The rules of a kind as they were written.
    func writtenRules(_ kind: RuleKind) throws -> [WrittenRule] {
        switch kind {
        case .lifecycle:
            return try lifecycleSources().map { name, source in
                WrittenRule(.lifecycle, name: name, RuleText(file: name + ".yaml", text: source))
            }
        case .template:
            return try templateFiles().map { WrittenRule(.template, name: $0.file, $0) }
        case .scrip:
            return try writtenScrips()
        }
    }

    /// Every template as files; a row without text but with HTML has no text file.
    package func templateFiles() throws -> [RuleText] {
        let rows = try templates()
        var names: [QueueID: String] = [:]
        if rows.contains(where: { $0.queue != nil }) {
            for queue in try queues() { names[queue.id] = queue.name }
        }
        return rows.flatMap { row -> [RuleText] in
            let path = TemplatePath(
                name: row.name, language: row.language, queue: row.queue.flatMap { names[$0] },
                isHTML: false)
            let hasText = !row.textSource.isEmpty || row.htmlSource == nil
            return (hasText ? [RuleText(file: path.text, text: row.textSource)] : [])
                + (row.htmlSource.map { [RuleText(file: path.other.text, text: $0)] } ?? [])
        }
    }

    private func writtenScrips() throws -> [WrittenRule] {
        let sources = try scripSources()
        var rows: [String: ScripRow] = [:]
        var queueNames: [QueueID: String] = [:]
        if sources.contains(where: { $0.source == nil }) {
            for row in try scrips() { rows[row.name] = row }
            for queue in try queues() { queueNames[queue.id] = queue.name }
        }
        return sources.map { name, file, source in
            let text = source ?? rows[name].map { ScripText.of($0, queueNames: queueNames) } ?? ""
            return WrittenRule(.scrip, name: name, RuleText(file: file, text: text))
        }
    }
}
