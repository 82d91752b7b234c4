import Tickets

/// The actions that bring a ticket back to where somebody works on it.
enum OpenTicket {
    /// Proposes the lifecycle's first active status.
    ///
    /// Unlike in RT a robot's mail changes nothing: a vacation reply must not reopen a ticket.
    static func result(inactiveOnly: Bool, _ snapshot: Snapshot) -> ScripOutcome.Result {
        let status = snapshot.ticket.status
        if snapshot.transaction.kind == .autoReply || snapshot.mailKind?.isAutomatic == true {
            return .notApplicable("automatic mail opens nothing")
        }
        let phase = snapshot.lifecycle.phase(of: status)
        if inactiveOnly, phase != .inactive {
            return .notApplicable("\"\(status)\" is not an inactive status")
        }
        if status == snapshot.lifecycle.active.first {
            return .notApplicable("already \"\(status)\"")
        }
        // A requestor who adds something to a new ticket has not begun the work on it.
        if phase == .initial, isRequestor(snapshot.actor.id, snapshot) {
            return .notApplicable("\"\(status)\" until staff answer")
        }
        guard let next = snapshot.lifecycle.statusOnReopen(from: status) else {
            return .notApplicable("no active status may follow \"\(status)\"")
        }
        return .applied([.change(.status(next))], decisions: [])
    }

    private static func isRequestor(_ user: UserID, _ snapshot: Snapshot) -> Bool {
        snapshot.people.contains { person in
            person.user.id == user && person.seats.contains { $0.role == .requestor }
        }
    }
}

extension ActionKind {
    /// Gives a ticket that is not being worked on its lifecycle's first active status.
    static let openTickets = ActionKind("Open Tickets") { _, _, snapshot in
        OpenTicket.result(inactiveOnly: false, snapshot)
    }
    /// The same, but only for a ticket that rests.
    static let openInactiveTickets = ActionKind("Open Inactive Tickets") { _, _, snapshot in
        OpenTicket.result(inactiveOnly: true, snapshot)
    }
}
