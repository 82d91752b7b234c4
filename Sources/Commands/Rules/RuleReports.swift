import Desk
import Tickets

/// A rule as it is written, as JSON.
struct RuleReport: Encodable {
    let kind: String
    let name: String
    /// Its path below the folder of its kind.
    let file: String
    let text: String

    init(_ rule: WrittenRule) {
        kind = rule.kind.rawValue
        name = rule.name
        file = rule.written.file
        text = rule.written.text
    }
}

/// What is to become of rules, or became of them, as JSON.
struct RulePlanReport: Encodable {
    let steps: [Step]
    /// False for a plan.
    let isDone: Bool

    init(_ plan: RulePlan, isDone: Bool) {
        steps = plan.steps.map {
            Step(
                verb: $0.verb, kind: $0.edit.kind.rawValue, name: $0.edit.name,
                file: ($0.texts.after ?? $0.texts.before)?.file ?? "", diff: $0.diff)
        }
        self.isDone = isDone
    }

    struct Step: Encodable {
        /// `create`, `change` or `delete`.
        let verb: String
        let kind: String
        let name: String
        let file: String
        let diff: String
    }
}

/// An entry of the history of rules, as JSON.
struct RuleChangeReport: Encodable {
    let id: Int64
    let kind: String
    let name: String
    /// `create`, `change` or `delete`.
    let verb: String
    let user: String
    let time: String
    /// By which way.
    let remark: String
    let diff: String

    /// - Parameter names: of users.
    init(_ change: RuleChange, user: String) {
        id = change.id
        kind = change.kind.rawValue
        name = change.name
        verb = change.verb
        self.user = user
        self.time = change.changed.rfc3339
        remark = change.remark
        diff = RuleDiff.text(change.kind, before: change.before, after: change.after)
    }
}

extension RuleChange {
    /// What it did.
    var verb: String { before == nil ? "create" : after == nil ? "delete" : "change" }
}
