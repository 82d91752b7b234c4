import Store
import Tickets

extension Proceeding {
    /// Mails somebody nothing more about a ticket, or lifts that.
    ///
    /// It is the person who is meant, so any of their addresses silences them, and any of them takes
    /// off whichever was squelched. Whoever may see the ticket may do so for themselves.
    mutating func squelch(
        _ address: EmailAddress, on ticket: inout Ticket, isAdded: Bool
    ) throws -> String? {
        let queue = try queue(ticket.queue)
        if actor.addresses.contains(address) {
            try require(.showTicket, .modifyTicket, at: ticket, in: queue)
        } else {
            try require(.modifyTicket, at: ticket, in: queue)
        }
        let person = try session.user(at: address)?.addresses ?? [address]
        let silenced = try session.squelched(on: ticket.id).filter(person.contains)
        if isAdded {
            guard silenced.isEmpty, try session.squelch(address, on: ticket.id) else { return nil }
            try record(squelch: address, isAdded: true, on: &ticket)
            return "\(address) gets no more mail about #\(ticket.id)."
        }
        for old in silenced {
            _ = try session.unsquelch(old, on: ticket.id)
            try record(squelch: old, isAdded: false, on: &ticket)
        }
        guard !silenced.isEmpty else { return nil }
        return "\(address) gets mail about #\(ticket.id) again."
    }

    private mutating func record(
        squelch address: EmailAddress, isAdded: Bool, on ticket: inout Ticket
    ) throws {
        let before = ticket
        try record(
            .set, on: &ticket, before: before, field: Transaction.squelchField,
            oldValue: isAdded ? nil : address.value, newValue: isAdded ? address.value : nil)
    }
}
