import Scrips

/// A condition or an action that scrips may name, as JSON shows it.
struct ScripWordLine: Encodable {
    let name: String
    /// What it takes; `nil` for nothing.
    let argument: String?
    let isArgumentRequired: Bool
    /// Whether an action takes a template: `none`, `optional`, `required`; `nil` for a condition.
    let template: String?
    /// Whether only time fulfils a condition; `nil` for an action.
    let isTimed: Bool?

    enum Subject {
        case conditions, actions
    }

    static func print(_ subject: Subject, _ output: Output) throws {
        switch subject {
        case .conditions:
            let lines = ConditionKind.all.map(ScripWordLine.init)
            try output.print("scrip_conditions", lines) {
                var table = Table("condition", "stage", "argument")
                for line in lines {
                    table.add(
                        line.name, line.isTimed == true ? "Schedule" : "any other",
                        line.argumentText)
                }
                return table.text(output.terminal, empty: "")
            }
        case .actions:
            let lines = ActionKind.all.map(ScripWordLine.init)
            try output.print("scrip_actions", lines) {
                var table = Table("action", "template", "argument")
                for line in lines {
                    table.add(line.name, line.template ?? "", line.argumentText)
                }
                return table.text(output.terminal, empty: "")
            }
        }
    }

    init(_ kind: ConditionKind) {
        name = kind.name
        (argument, isArgumentRequired) = Self.need(kind.takes)
        template = nil
        isTimed = kind.isTimed
    }

    init(_ kind: ActionKind) {
        name = kind.name
        (argument, isArgumentRequired) = Self.need(kind.takes)
        template =
            switch kind.template {
            case .none: "none"
            case .optional: "optional"
            case .required: "required"
            }
        isTimed = nil
    }

    private static func need(_ need: ArgumentNeed) -> (String?, Bool) {
        switch need {
        case .none: (nil, false)
        case .optional(let text): (text, false)
        case .required(let text): (text, true)
        }
    }

    private var argumentText: String {
        argument.map { isArgumentRequired ? $0 : "(optional) \($0)" } ?? "–"
    }
}
