import Desk
import Scrips
import Tickets

/// What is to become of rules, before it is done.
struct RulePlan {
    /// One rule that is made, changed or deleted.
    struct Step {
        let edit: RuleEdit
        /// `create`, `change` or `delete`.
        let verb: String

        /// The rule as it is now, and as it is to be.
        var texts: (before: RuleText?, after: RuleText?) { (edit.seen, edit.rule?.written) }
    }

    private(set) var steps: [Step] = []

    /// Compares.
    ///
    /// - Parameter isWhole: deletes what is in force and not wanted.
    init(from current: [WrittenRule], to wanted: [Rule], isWhole: Bool) {
        // By bytes: to Swift, two names that look the same are one.
        let before = Dictionary(current.map { (Array($0.name.utf8), $0) }) { first, _ in first }
        if isWhole {
            let names = Set(wanted.map { Array($0.name.utf8) })
            for rule in current where !names.contains(Array(rule.name.utf8)) {
                steps.append(Step(edit: RuleEdit(deleting: rule), verb: "delete"))
            }
        }
        for rule in wanted {
            let seen = before[Array(rule.name.utf8)]?.written
            guard seen != rule.written else { continue }
            let verb = seen == nil ? "create" : "change"
            steps.append(Step(edit: RuleEdit(rule, seen: seen), verb: verb))
        }
    }

    /// Takes several plans as one.
    init(_ plans: [RulePlan]) { steps = plans.flatMap(\.steps) }

    /// The edits of all steps.
    var edits: [RuleEdit] { steps.map(\.edit) }

    /// One line a step: `change scrip "on-create-autoreply"`.
    var lines: [String] {
        steps.map { "\($0.verb) \($0.edit.kind.rawValue) \"\($0.edit.name)\"" }
    }

    /// All differences as one text that `patch` understands.
    var diff: String { steps.map(\.diff).joined() }
}

extension RulePlan.Step {
    /// The difference of the files, with their names below the site's folder.
    var diff: String {
        RuleDiff.text(edit.kind, before: texts.before, after: texts.after)
    }
}

/// The difference of two states of a rule.
enum RuleDiff {
    /// As `diff -u` and git write it; a file that is not there is /dev/null.
    static func text(_ kind: RuleKind, before: RuleText?, after: RuleText?) -> String {
        let names = [before, after].map { text in
            text.map { "\(kind.folder)/\($0.file)" } ?? "/dev/null"
        }
        return FileDiff.text(names[0], before?.text, names[1], after?.text)
    }

    /// With additions green and removals red, on a terminal.
    static func styled(_ diff: String, _ terminal: Terminal) -> String {
        FileDiff.styled(diff, terminal)
    }
}

/// The difference of two files.
enum FileDiff {
    /// Empty where neither name nor text differ.
    static func text(
        _ oldName: String, _ old: String?, _ newName: String, _ new: String?
    ) -> String {
        let body = UnifiedDiff(old, new).text
        guard !body.isEmpty || oldName != newName else { return "" }
        return "--- \(oldName)\n+++ \(newName)\n" + body
    }

    /// With additions green and removals red, on a terminal.
    static func styled(_ diff: String, _ terminal: Terminal) -> String {
        guard terminal.hasColour else { return Terminal.safe(diff) }
        return diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = Terminal.safe(String(line))
            switch line.first {
            case "+": return terminal.styled(text, .green)
            case "-": return terminal.styled(text, .red)
            case "@": return terminal.styled(text, .cyan)
            default: return text
            }
        }.joined(separator: "\n")
    }
}
