import Tickets

/// Conditions that wait for something to be sent on to somebody else.
extension ConditionKind {
    static let onForward = ConditionKind("On Forward") {
        [.forwardTicket, .forwardTransaction].contains($0.transaction.kind)
    }
    static let onForwardTicket = ConditionKind("On Forward Ticket") {
        $0.transaction.kind == .forwardTicket
    }
    static let onForwardTransaction = ConditionKind("On Forward Transaction") {
        $0.transaction.kind == .forwardTransaction
    }
}
