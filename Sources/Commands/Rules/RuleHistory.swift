import Desk
import Tickets

/// What became of one rule over time, also under the names that it had before.
struct RuleHistory {
    /// Newest first.
    private(set) var changes: [RuleChange] = []
    /// A change that took a former name away, by the change that gave the next one.
    private var renames: [Int64: RuleChange] = [:]

    /// Loads the history of the rule that is, or last was, called `name`.
    ///
    /// A name changes where one rule goes and another comes in its file, at the same moment and by
    /// the same user.
    init(_ kind: RuleKind, named name: String, _ instance: Instance) throws {
        let actor = instance.actor.id
        var rest = try instance.desk.ruleChanges(kind, named: name, limit: 10_000, as: actor)[...]
        var all: [RuleChange]?
        while let change = rest.popFirst() {
            changes.append(change)
            // Only a scrip's name is not its file's.
            guard kind == .scrip, change.before == nil, let file = change.after?.file else {
                continue
            }
            let others =
                try all ?? instance.desk.ruleChanges(kind, named: nil, limit: 10_000, as: actor)
            all = others
            let former = others.first {
                $0.id < change.id && $0.changed == change.changed && $0.user == change.user
                    && $0.after == nil && $0.before?.file == file && $0.name != change.name
            }
            guard let former else { continue }
            renames[change.id] = former
            rest = others.filter { $0.name == former.name && $0.id <= former.id }[...]
        }
    }

    /// What the rule was before its last change; `nil` when there was none.
    var previous: RuleText? {
        guard let last = changes.first else { return nil }
        return last.before ?? renames[last.id]?.before
    }

    /// What a change left behind, itself `nil` for nothing.
    ///
    /// - Returns: `nil` when the change is none of this rule.
    func outcome(of number: Int64) -> RuleText?? {
        guard let change = changes.first(where: { $0.id == number }) else { return nil }
        let next = changes.first { renames[$0.id]?.id == number }
        return .some((next ?? change).after)
    }
}
