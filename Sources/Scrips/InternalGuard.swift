import Tickets

/// Keeps what only staff may read from what others read.
enum InternalGuard {
    /// Why a scrip stands back; `nil` when it need not.
    static func refusal(_ snapshot: Snapshot, isForInternal: Bool) -> String? {
        guard snapshot.transaction.isInternal, !isForInternal else { return nil }
        return "only staff may read it, and the scrip does not say internal: true"
    }
}
