import Store
import Tickets

/// Finds the ticket that a mail belongs to (DESIGN §4): the first way that leads to one which the
/// sender may write to wins, and says why.
struct TicketFinder {
    let session: StoreSession
    let site: Site
    /// Where the mail was delivered; of several tickets that one Message-ID belongs to, this
    /// queue's is meant.
    var queue: QueueID?

    /// A ticket and the reason why a mail goes to it.
    struct Match {
        let ticket: Ticket
        /// For people: `subject tag [example.com #12]`.
        let reason: String
        /// True unless only who has had a mail of ours can know it: numbers are no secret, and many
        /// see the Message-IDs of others.
        let isGuessable: Bool
    }

    /// What was found: at most one ticket to write to, and the strongest that was refused.
    struct Finding {
        var match: Match?
        var refused: Match?
    }

    /// Asks the explicit number, the address, the subject, the references, Outlook's conversation;
    /// each only when none before it led to a ticket that `accept` takes.
    ///
    /// - Throws: ``DeskError`` `unknownTicket` when `--ticket` names none.
    func find(_ verdict: Verdict, accept: (Match) throws -> Bool) throws -> Finding {
        if let id = verdict.route.ticket {
            guard let ticket = try session.ticket(id) else {
                throw DeskError(.unknownTicket, "there is no ticket #\(id), which --ticket names")
            }
            let match = match(ticket, asked: id, "--ticket \(id)", isGuessable: false)
            return try accept(match) ? Finding(match: match) : Finding(refused: match)
        }
        var finding = Finding()
        var refused: Set<TicketID> = []
        for way in [byAddress, bySubject, byReference, byConversation] {
            for candidate in try way(verdict) where !refused.contains(candidate.ticket.id) {
                guard try accept(candidate) else {
                    refused.insert(candidate.ticket.id)
                    finding.refused = finding.refused ?? candidate
                    continue
                }
                finding.match = candidate
                return finding
            }
        }
        return finding
    }

    /// The number behind the plus of the address; `nil` when there is none.
    func addressedTicket(_ verdict: Verdict) -> TicketID? {
        let use = verdict.route.extensionUse
        guard use == nil || use == .ticket else { return nil }
        return verdict.envelope.addressExtension.flatMap(number)
    }

    private func byAddress(_ verdict: Verdict) throws -> [Match] {
        guard let id = addressedTicket(verdict), let ticket = try session.ticket(id) else {
            return []
        }
        return [match(ticket, asked: id, "address extension +\(id)", isGuessable: true)]
    }

    private func bySubject(_ verdict: Verdict) throws -> [Match] {
        guard !verdict.tags.isEmpty else { return [] }
        let own = try ownTags()
        return try verdict.tags.filter { own.contains($0.name.lowercased()) }.compactMap { tag in
            try session.ticket(tag.ticket).map { ticket in
                match(
                    ticket, asked: tag.ticket, "subject tag [\(tag.name) #\(tag.ticket)]",
                    isGuessable: true)
            }
        }
    }

    private func byReference(_ verdict: Verdict) throws -> [Match] {
        let original = verdict.report?.originalID
        for id in [original].compactMap({ $0 }) + verdict.references {
            let found = try matches(knowing: id, id == original ? "report on" : "reference")
            if !found.isEmpty { return found }
        }
        return []
    }

    private func byConversation(_ verdict: Verdict) throws -> [Match] {
        guard let conversation = verdict.conversation, conversation.isAnswer else { return [] }
        return try matches(knowing: conversation.id, "Outlook conversation")
    }

    /// One mail may have gone to several queues; the ticket in the one that was addressed comes
    /// first, then the oldest.
    private func matches(knowing id: MessageID, _ way: String) throws -> [Match] {
        let found = try session.tickets(knowing: id).compactMap { known -> Match? in
            guard let ticket = try session.ticket(known.ticket) else { return nil }
            let origin = known.isSent ? "which we sent" : "which we received"
            return match(
                ticket, asked: known.ticket, "\(way) \(id), \(origin)",
                isGuessable: !known.isSent)
        }
        let here = found.filter { $0.ticket.queue == queue }
        return here + found.filter { $0.ticket.queue != queue }
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
