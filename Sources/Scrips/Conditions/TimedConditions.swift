import Tickets

/// Conditions that become true because time passes; only scrips of the stage `Schedule` have them.
extension ConditionKind {
    /// The due date is near: `1d2h` before it.
    static let beforeDue = timed("Before Due", takes: .required(span)) {
        .beforeDue(seconds: try required($0).seconds())
    }
    static let overdue = timed("Overdue", takes: .none) { _ in .overdue }
    /// A requester waits for an answer of staff for longer than that.
    static let unanswered = timed("Unanswered", takes: .required(span)) {
        .unanswered(seconds: try required($0).seconds())
    }
    static let unownedFor = timed("Unowned For", takes: .required(span)) {
        .unowned(seconds: try required($0).seconds())
    }
    /// `{status: stalled, for: 14d}`.
    static let inStatusFor = timed(
        "In Status For",
        takes: .required("a status and a time, such as {status: stalled, for: 14d}")
    ) { argument in
        let fields = try required(argument).fields(["status", "for"], required: ["status", "for"])
        return .inStatus(
            try required(fields["status"]).words(
                expected: "a status, or initial, active or inactive"),
            seconds: try required(fields["for"]).seconds())
    }
    /// Again and again: `1d` fires once a day for each ticket that does not rest.
    static let every = timed("Every", takes: .required(span)) { argument in
        let value = try required(argument)
        let seconds = try value.seconds()
        guard seconds >= 60 else { throw value.problem(expected: "a minute or longer") }
        return .every(seconds: seconds)
    }

    /// Also looked at when something happens: then it holds for a ticket above that priority.
    static let priorityExceeds = ConditionKind(
        "Priority Exceeds", takes: .required("a priority")
    ) { argument in
        let limit = try required(argument).number(in: NumberLimits.priority)
        return ConditionMeaning(timed: .priorityExceeds(limit)) { snapshot in
            snapshot.ticket.priority > limit ? nil : "priority \(snapshot.ticket.priority)"
        }
    }

    private static let span = "a length of time such as 30m, 4h or 1d2h"

    private static func timed(
        _ name: String, takes: ArgumentNeed,
        reading: @escaping @Sendable (ArgumentValue?) throws -> TimedCondition
    ) -> ConditionKind {
        ConditionKind(name, takes: takes, isTimed: true) { argument in
            // Which tickets it holds for, the store has said; the entry bears witness to it.
            ConditionMeaning(timed: try reading(argument)) { snapshot in
                let transaction = snapshot.transaction
                let isDue = transaction.kind == .schedule && transaction.field == name
                return isDue ? nil : "not \"\(name)\""
            }
        }
    }

    /// ``ArgumentNeed/required(_:)`` has seen to it that there is one.
    static func required(_ argument: ArgumentValue?) throws -> ArgumentValue {
        guard let argument else { throw ScripProblem(.conditionArgument, "is missing") }
        return argument
    }
}
