/// What a timed scrip waits for: something that becomes true because time passes.
///
/// Only tickets that do not rest count, but for ``inStatus(_:seconds:)``, which names its statuses.
package enum TimedCondition: Hashable, Sendable {
    /// Due within so many seconds, not yet past; once for each due date.
    case beforeDue(seconds: Int64)
    /// Past its due date; once for each.
    case overdue
    /// What a requester wrote waits for an answer of staff for so long; once for each time that
    /// they have to wait.
    case unanswered(seconds: Int64)
    /// Nobody has owned it for so long; once for each time.
    case unowned(seconds: Int64)
    /// In one of these statuses for so long; once for each time that it got there. Words are
    /// statuses, or `initial`, `active`, `inactive`.
    case inStatus([String], seconds: Int64)
    /// Above that priority; once for each change of priority.
    case priorityExceeds(Int64)
    /// Again and again, once in each span of that length.
    case every(seconds: Int64)
}
