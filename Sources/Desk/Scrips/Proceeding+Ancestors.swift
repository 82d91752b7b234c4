import Store
import Tickets

extension Proceeding {
    /// As ``Scrips/Snapshot/ancestors``.
    func ancestors(of ticket: Ticket, for transaction: Transaction) throws -> [TicketID]? {
        guard transaction.timeTaken != 0 else { return [] }
        // No other effect of a scrip changes this field of another ticket than its own.
        if transaction.field == Ticket.NumberField.timeWorked.rawValue,
            let cause = try transaction.causedBy.flatMap({ try session.transaction($0) }),
            cause.ticket != transaction.ticket
        {
            return nil
        }
        var seen: Set<TicketID> = [ticket.id]
        var found: [TicketID] = []
        var waiting = [ticket.id]
        while !waiting.isEmpty, found.count <= Self.scripEffectsMax {
            for link in try session.links(from: waiting.removeFirst()) where link.kind == .memberOf
            {
                guard case .ticket(let id) = link.target,
                    // Merged ones count as what they are part of now.
                    let parent = try session.ticket(id)?.id, seen.insert(parent).inserted
                else { continue }
                found.append(parent)
                waiting.append(parent)
            }
        }
        return found
    }
}
