import Tickets

/// Actions that change the priority.
extension ActionKind {
    /// To a number, or to what the ticket's queue calls so.
    static let setPriority = ActionKind("Set Priority", takes: .required("a priority")) {
        let argument = try required($0)
        let word = try argument.text(expected: "a priority")
        guard word.first?.isLetter != true else {
            return ActionMeaning { _, _, _ in
                .applied([.edit(.set(field: "Priority", value: word))], decisions: [])
            }
        }
        let priority = try argument.number(in: NumberLimits.priority)
        return ActionMeaning { _, _, snapshot in Self.lead(snapshot, to: priority) }
    }

    /// Adds so much, or takes away.
    static let addPriority = ActionKind("Add Priority", takes: .optional("a number; 1 without")) {
        let step = try $0?.number(in: NumberLimits.priority) ?? 1
        return ActionMeaning { _, _, snapshot in
            Self.lead(snapshot, to: snapshot.ticket.priority + step)
        }
    }

    /// Brings the priority nearer to the final one, each time by what is left divided by the days
    /// to the due date; all of it once that is past, by one where there is no date.
    static let escalatePriority = ActionKind(
        "Escalate Priority", takes: .optional(escalation)
    ) { argument in
        let goal = try Escalation(argument)
        return ActionMeaning { _, _, snapshot in
            let ticket = snapshot.ticket
            let final = goal.final(of: ticket)
            let distance = final - ticket.priority
            guard let due = ticket.due else {
                return Self.lead(snapshot, to: ticket.priority + distance.signum())
            }
            let left = due.milliseconds - snapshot.now.milliseconds
            guard left > 0 else { return Self.lead(snapshot, to: final) }
            let days = max(1, left / 86_400_000)
            // At least one, so that it moves at all.
            let step = max(1, abs(distance) / days) * distance.signum()
            return Self.lead(snapshot, to: ticket.priority + step)
        }
    }

    /// Puts the priority where it belongs on the way from the initial to the final one, by how much
    /// of the time from Starts (else Created) to Due is over.
    static let linearEscalate = ActionKind(
        "Linear Escalate", takes: .optional(escalation)
    ) { argument in
        let goal = try Escalation(argument)
        return ActionMeaning { _, _, snapshot in
            let ticket = snapshot.ticket
            guard let due = ticket.due else { return .notApplicable("no due date") }
            let (first, final) = (goal.initial(of: ticket), goal.final(of: ticket))
            let start = goal.start(of: ticket).milliseconds
            let all = due.milliseconds - start
            let over = min(max(snapshot.now.milliseconds - start, 0), max(all, 0))
            // In thousandths: enough for any priority, and no rounding that differs by machine.
            let share = all <= 0 ? 1_000 : over / max(1, all / 1_000)
            return Self.lead(
                snapshot, to: first + (final - first) * min(share, 1_000) / 1_000)
        }
    }

    private static let escalation = "{initial: …, final: …}, where the ticket's own do not count"

    private static func lead(_ snapshot: Snapshot, to priority: Int64) -> ScripOutcome.Result {
        guard priority != snapshot.ticket.priority else {
            return .notApplicable("priority is \(priority) already")
        }
        return .applied([.change(.priority(priority))], decisions: [])
    }

    /// ``ArgumentNeed/required(_:)`` has seen to it that there is one.
    static func required(_ argument: ArgumentValue?) throws -> ArgumentValue {
        guard let argument else { throw ScripProblem(.actionArgument, "is missing") }
        return argument
    }
}

/// Where escalation begins and leads.
private struct Escalation {
    private let initial: Int64?
    private let final: Int64?

    init(_ argument: ArgumentValue?) throws {
        let fields = try argument?.fields(["initial", "final"]) ?? [:]
        initial = try fields["initial"]?.number(in: NumberLimits.priority)
        final = try fields["final"]?.number(in: NumberLimits.priority)
    }

    func initial(of ticket: Ticket) -> Int64 { initial ?? ticket.initialPriority }
    func final(of ticket: Ticket) -> Int64 { final ?? ticket.finalPriority }
    func start(of ticket: Ticket) -> Timestamp { ticket.starts ?? ticket.created }
}
