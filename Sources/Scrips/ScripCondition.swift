import Tickets

/// When a scrip applies, by RT's names. Raw values are stored and stand in files; never change one.
package enum ScripCondition: String, Hashable, Sendable, CaseIterable {
    case onCreate = "On Create"
    /// A ticket that a mail opened, rather than a person at the command line.
    case onCreateViaEmail = "On Create Via Email"
    case onCorrespond = "On Correspond"
    case onComment = "On Comment"
    /// Whatever happens.
    case onTransaction = "On Transaction"
    case onStatusChange = "On Status Change"
    /// To the status that the lifecycle's "resolve" leads to.
    case onResolve = "On Resolve"
    /// To the status "rejected".
    case onReject = "On Reject"
    /// From a status in which somebody should work to one in which the ticket rests.
    case onClose = "On Close"
    /// The way back.
    case onReopen = "On Reopen"
    case onOwnerChange = "On Owner Change"
    case onQueueChange = "On Queue Change"
    case onPriorityChange = "On Priority Change"

    /// Finds a condition by its name, regardless of case.
    package init?(named name: String) {
        let wanted = name.lowercased()
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
            return nil
        }
        self = found
    }

    /// Tells whether the snapshot's transaction is what the condition waits for.
    func applies(to snapshot: Snapshot) -> Bool {
        let transaction = snapshot.transaction
        switch self {
        case .onTransaction: return true
        case .onCreate: return transaction.kind == .create
        case .onCreateViaEmail:
            return transaction.kind == .create && snapshot.interface == .email
        case .onCorrespond: return transaction.kind == .correspond
        case .onComment: return transaction.kind == .comment
        case .onStatusChange: return transaction.kind == .status
        case .onResolve:
            return transaction.kind == .status
                && transaction.newValue == snapshot.lifecycle.defaultOnResolve
        case .onReject: return transaction.kind == .status && transaction.newValue == "rejected"
        case .onClose: return Self.rests(snapshot) == (false, true)
        case .onReopen: return Self.rests(snapshot) == (true, false)
        case .onOwnerChange: return Transaction.Kind.ownerChanges.contains(transaction.kind)
        case .onQueueChange: return Self.sets("queue", transaction)
        case .onPriorityChange: return Self.sets("priority", transaction)
        }
    }

    private static func sets(_ field: String, _ transaction: Transaction) -> Bool {
        transaction.kind == .set && transaction.field?.lowercased() == field
    }

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
