import Tickets

/// Keeps what only staff may read from what others read.
enum InternalGuard {
    /// Why a scrip stands back; `nil` when it need not.
    static func refusal(_ snapshot: Snapshot, isForInternal: Bool) -> String? {
        guard snapshot.transaction.isForStaff, !isForInternal else { return nil }
        return "only staff may read it, and the scrip does not say internal: true"
    }

    /// The same for an action whose texts need not say anything of what happened.
    ///
    /// - Parameter quotes: whether they do; asked only where it matters.
    static func refusal(
        _ snapshot: Snapshot, isForInternal: Bool = false, quoting quotes: () throws -> Bool
    ) rethrows -> String? {
        guard let refusal = refusal(snapshot, isForInternal: isForInternal), try quotes() else {
            return nil
        }
        return refusal
    }
}
