import Tickets

/// Conditions that look at a change of status.
extension ConditionKind {
    /// Any change, or from some statuses to some: `{old: …, new: …}`, each a status, a list, or
    /// `initial`, `active`, `inactive`; RT's `old: a,b; new: c` is understood as well.
    static let onStatusChange = ConditionKind(
        "On Status Change", takes: .optional("old and new statuses, such as {old: new, new: open}")
    ) { argument in
        let change = try argument.map(StatusPattern.init)
        return ConditionMeaning { snapshot in
            let transaction = snapshot.transaction
            guard transaction.kind == .status else { return "not \"On Status Change\"" }
            guard let change else { return nil }
            let (old, new) = (transaction.oldValue ?? "", transaction.newValue ?? "")
            if !change.includes(change.old, old, snapshot.lifecycle) {
                return "\"\(old)\" is not among the old statuses"
            }
            if !change.includes(change.new, new, snapshot.lifecycle) {
                return "\"\(new)\" is not among the new statuses"
            }
            return nil
        }
    }
    /// To the status that the lifecycle's "resolve" leads to.
    static let onResolve = ConditionKind("On Resolve") {
        $0.transaction.kind == .status
            && $0.transaction.newValue == $0.lifecycle.defaultOnResolve
    }
    /// To the status "rejected".
    static let onReject = ConditionKind("On Reject") {
        $0.transaction.kind == .status && $0.transaction.newValue == "rejected"
    }
    /// From a status in which somebody should work to one in which the ticket rests.
    static let onClose = ConditionKind("On Close") { rests($0) == (false, true) }
    /// The way back.
    static let onReopen = ConditionKind("On Reopen") { rests($0) == (true, false) }

    /// Whether the ticket rested before and after; equal for anything but a change of status
    /// between two that the lifecycle knows.
    private static func rests(_ snapshot: Snapshot) -> (before: Bool, after: Bool) {
        let transaction = snapshot.transaction
        guard transaction.kind == .status, let old = transaction.oldValue,
            let new = transaction.newValue, let before = snapshot.lifecycle.phase(of: old),
            let after = snapshot.lifecycle.phase(of: new)
        else { return (false, false) }
        return (before == .inactive, after == .inactive)
    }
}

/// The argument of "On Status Change".
struct StatusPattern {
    /// `nil`: any.
    let old: [String]?
    /// `nil`: any.
    let new: [String]?

    private static let expected = "a status, or initial, active or inactive"

    init(_ argument: ArgumentValue) throws {
        if case .text(let text) = argument.value {
            (old, new) = try Self.parts(text, argument)
            return
        }
        let fields = try argument.fields(["old", "new"])
        old = try fields["old"].map { try $0.words(expected: Self.expected) }
        new = try fields["new"].map { try $0.words(expected: Self.expected) }
    }

    /// RT's notation, `old: new, open; new: resolved`.
    private static func parts(
        _ text: String, _ argument: ArgumentValue
    ) throws -> (old: [String]?, new: [String]?) {
        var found: [String: [String]] = [:]
        for part in text.split(separator: ";") {
            let sides = part.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else {
                throw argument.problem(expected: "old: and new: with statuses")
            }
            let side = OneWord.trimmed(String(sides[0])).lowercased()
            guard side == "old" || side == "new", found[side] == nil else {
                throw argument.problem(expected: "old: and new: with statuses, each once")
            }
            let words = sides[1].split(separator: ",").map { OneWord.trimmed(String($0)) }
            found[side] = words.filter { !$0.isEmpty }
            guard found[side]?.isEmpty == false else {
                throw argument.problem(expected: "statuses after \(side):")
            }
        }
        return (found["old"], found["new"])
    }

    /// Whether a status is meant; a word of the lifecycle's goes before the name of a phase.
    func includes(_ words: [String]?, _ status: String, _ lifecycle: Lifecycle) -> Bool {
        guard let words else { return true }
        return words.contains { word in
            if let named = lifecycle.status(named: word) { return named == status }
            guard let phase = lifecycle.phase(of: status) else { return word == status }
            switch word.lowercased() {
            case "initial": return phase == .initial
            case "active": return phase == .active
            case "inactive": return phase == .inactive
            default: return word == status
            }
        }
    }
}
