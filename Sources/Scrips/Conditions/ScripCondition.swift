import Tickets

/// When a scrip applies: a condition by RT's name with its argument, checked.
package struct ScripCondition: Hashable, Sendable {
    /// RT's name, as ``ConditionKind`` writes it.
    package let name: String
    /// As it was given; `nil` for none.
    package let argument: ScripArgument?
    let meaning: ConditionMeaning

    /// Finds a condition by its name, regardless of case, and checks its argument.
    ///
    /// - Throws: ``ScripProblem``.
    package init(named name: String, argument: ScripArgument? = nil) throws {
        guard let kind = ConditionKind.named(name) else {
            let near = NearestWord.find(name, among: ConditionKind.all.map(\.name))
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw ScripProblem(.condition, "there is no condition \"\(name)\"\(hint)")
        }
        let value = try kind.takes.check(argument, of: kind.name, .conditionArgument)
        self.name = kind.name
        self.argument = argument
        meaning = try kind.meaning(value)
    }

    /// Without anything that could be wrong.
    init(_ name: String, argument: ScripArgument? = nil, meaning: ConditionMeaning) {
        self.name = name
        self.argument = argument
        self.meaning = meaning
    }

    /// Equal words mean the same.
    package static func == (one: ScripCondition, other: ScripCondition) -> Bool {
        one.name == other.name && one.argument == other.argument
    }

    /// As ``==(_:_:)``.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(argument)
    }

    /// Why it does not hold for the snapshot's transaction, in a clause; `nil` when it does.
    func refusal(for snapshot: Snapshot) -> String? { meaning.refusal(snapshot) }

    /// Whatever happens.
    package static let onTransaction = ScripCondition(
        "On Transaction", meaning: ConditionMeaning { _ in nil })
}
