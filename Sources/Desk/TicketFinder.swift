import Store
import Tickets

/// Finds the ticket that a mail belongs to (DESIGN §4): first hit wins, and says why.
struct TicketFinder {
    let session: StoreSession
    let site: Site

    /// A ticket and the reason why a mail goes to it.
    struct Match {
        let ticket: Ticket
        /// For people: `subject tag [example.com #12]`.
        let reason: String
        /// True when the sender can have guessed it: a number is no secret, a Message-ID is.
        let isGuessable: Bool
    }

    /// Asks the explicit number, the address, the subject, then the references.
    ///
    /// - Returns: `nil` when nothing leads to a ticket that exists.
    func find(_ verdict: Verdict) throws -> Match? {
        if let id = verdict.route.ticket {
            guard let ticket = try session.ticket(id) else {
                throw DeskError(.unknownTicket, "there is no ticket #\(id), which --ticket names")
            }
            return match(ticket, asked: id, "--ticket \(id)", isGuessable: false)
        }
        return try byAddress(verdict) ?? bySubject(verdict) ?? byReference(verdict)
    }

    private func byAddress(_ verdict: Verdict) throws -> Match? {
        let word = verdict.envelope.addressExtension
        let use = verdict.route.extensionUse
        guard use == nil || use == .ticket, let word, let id = number(word),
            let ticket = try session.ticket(id)
        else { return nil }
        return match(ticket, asked: id, "address extension +\(word)", isGuessable: true)
    }

    private func bySubject(_ verdict: Verdict) throws -> Match? {
        guard !verdict.tags.isEmpty else { return nil }
        let own = try ownTags()
        for tag in verdict.tags where own.contains(tag.name.lowercased()) {
            guard let ticket = try session.ticket(tag.ticket) else { continue }
            return match(
                ticket, asked: tag.ticket, "subject tag [\(tag.name) #\(tag.ticket)]",
                isGuessable: true)
        }
        return nil
    }

    private func byReference(_ verdict: Verdict) throws -> Match? {
        for id in verdict.references {
            guard let known = try session.ticket(knowing: id),
                let ticket = try session.ticket(known.ticket)
            else { continue }
            let origin = known.isSent ? "which we sent" : "which we received"
            return match(
                ticket, asked: known.ticket, "reference \(id), \(origin)", isGuessable: false)
        }
        return nil
    }

    private func match(
        _ ticket: Ticket, asked: TicketID, _ reason: String, isGuessable: Bool
    ) -> Match {
        let merged = ticket.id == asked ? "" : "; #\(asked) was merged into #\(ticket.id)"
        return Match(ticket: ticket, reason: reason + merged, isGuessable: isGuessable)
    }

    private func number(_ text: String) -> TicketID? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let value = Int64(text),
            value > 0
        else { return nil }
        return TicketID(value)
    }

    /// The names whose tags are ours, in lower case: the site's, former ones, the queues'.
    func ownTags() throws -> Set<String> {
        var names = try session.subjectTags()
        for name in [site.name] + site.formerNames { names.insert(name.lowercased()) }
        return names
    }
}
