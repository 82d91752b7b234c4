import Tickets

/// One condition that a scrip can name: RT's name, the argument it takes, what it means.
///
/// A new one is a `static let` in a file of its own and a line in ``all``.
package struct ConditionKind: Sendable {
    /// RT's name; stored and written in files, so it never changes.
    package let name: String
    /// Whether it takes an argument, and which.
    package let takes: ArgumentNeed
    /// Whether only time fulfils it; then its stage is `Schedule`.
    package let isTimed: Bool
    /// Makes the meaning of a checked argument; throws ``ScripProblem`` where it makes no sense.
    let meaning: @Sendable (ArgumentValue?) throws -> ConditionMeaning

    /// A condition with an argument.
    init(
        _ name: String, takes: ArgumentNeed, isTimed: Bool = false,
        meaning: @escaping @Sendable (ArgumentValue?) throws -> ConditionMeaning
    ) {
        self.name = name
        self.takes = takes
        self.isTimed = isTimed
        self.meaning = meaning
    }

    /// A condition without one.
    init(_ name: String, holds: @escaping @Sendable (Snapshot) -> Bool) {
        self.init(name, takes: .none) { _ in ConditionMeaning(name, holds: holds) }
    }

    /// Every condition, in the order in which help shows them.
    package static let all: [ConditionKind] = [
        .onCreate, .onCreateViaEmail, .onCreateViaWeb, .onCorrespond, .onComment, .onTransaction,
        .onStatusChange, .onResolve, .onReject, .onClose, .onReopen,
        .onOwnerChange, .onQueueChange, .onPriorityChange, .onTimeWorkedChange,
        .onCustomFieldChange, .priorityExceeds,
        .onForward, .onForwardTicket, .onForwardTransaction,
        .beforeDue, .overdue, .unanswered, .unownedFor, .inStatusFor, .every,
    ]

    /// Finds one by its name, regardless of case and blanks: RT's modules have none.
    package static func named(_ name: String) -> ConditionKind? { byName[key(name)] }

    /// A site's scrips are read for each transaction, so nothing is searched for.
    private static let byName = Dictionary(all.map { (key($0.name), $0) }) { first, _ in first }

    static func key(_ name: String) -> String { name.lowercased().filter { !$0.isWhitespace } }
}

/// What a condition with its argument looks for.
struct ConditionMeaning: Sendable {
    /// Why it does not hold for the snapshot's transaction, in a clause; `nil` when it does.
    let refusal: @Sendable (Snapshot) -> String?
    /// For which tickets a timed scrip with it is due; `nil` when it waits for no time.
    let timed: TimedCondition?

    init(timed: TimedCondition? = nil, refusal: @escaping @Sendable (Snapshot) -> String?) {
        self.timed = timed
        self.refusal = refusal
    }

    /// A condition whose name says all.
    init(_ name: String, holds: @escaping @Sendable (Snapshot) -> Bool) {
        self.init { holds($0) ? nil : "not \"\(name)\"" }
    }
}

/// Whether a condition or action takes an argument; the text completes "expected …".
package enum ArgumentNeed: Hashable, Sendable {
    case none
    case optional(String)
    case required(String)

    /// Checks that there is one if and only if there should be.
    func check(
        _ argument: ScripArgument?, of name: String, _ key: ScripProblem.Key
    ) throws -> ArgumentValue? {
        switch (self, argument) {
        case (.none, .some):
            throw ScripProblem(key, "\"\(name)\" takes no argument")
        case (.required(let expected), .none):
            throw ScripProblem(key, "is missing; \"\(name)\" takes \(expected)")
        default:
            return argument.map { ArgumentValue($0, key: key) }
        }
    }
}
