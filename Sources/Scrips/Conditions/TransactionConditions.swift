import Tickets

/// Conditions that look at what kind of thing happened, and through which door it came.
extension ConditionKind {
    /// Whatever happens.
    static let onTransaction = ConditionKind("On Transaction") { _ in true }
    static let onCreate = ConditionKind("On Create") { $0.transaction.kind == .create }
    /// A ticket that a mail opened, rather than a person at the command line.
    static let onCreateViaEmail = ConditionKind("On Create Via Email") {
        $0.transaction.kind == .create && $0.interface == .email
    }
    static let onCreateViaWeb = ConditionKind("On Create Via Web") {
        $0.transaction.kind == .create && $0.interface == .web
    }
    static let onCorrespond = ConditionKind("On Correspond") { $0.transaction.kind == .correspond }
    static let onComment = ConditionKind("On Comment") { $0.transaction.kind == .comment }
    static let onOwnerChange = ConditionKind("On Owner Change") {
        Transaction.Kind.ownerChanges.contains($0.transaction.kind)
    }
    static let onQueueChange = ConditionKind("On Queue Change") { sets("queue", $0.transaction) }
    static let onPriorityChange = ConditionKind("On Priority Change") {
        sets("priority", $0.transaction)
    }

    static func sets(_ field: String, _ transaction: Transaction) -> Bool {
        transaction.kind == .set && transaction.field?.lowercased() == field
    }
}
