import Store
import Tickets

extension Reception {
    /// The queue, what the mail is taken as, and the key that makes a second delivery a duplicate.
    ///
    /// - Throws: ``DeskError`` `unknownQueue` when the alias line names none that exists.
    func destination() throws -> (queue: Queue?, action: Route.Action, key: String) {
        var action = verdict.route.action
        let word = verdict.envelope.addressExtension
        if verdict.route.extensionUse == .action, let word,
            let named = Route.Action(rawValue: word.lowercased())
        {
            action = named
        }
        if verdict.route.extensionUse == .queue, let word {
            // What a stranger writes into an address is no mistake in the settings: no retry.
            let queue = try session.queue(named: word)
            return (queue, action, queue.map { key(of: $0, action) } ?? "queue named \(word)")
        }
        if let name = verdict.route.queue {
            let queue = try self.queue(named: name)
            return (queue, action, key(of: queue, action))
        }
        let candidates = recipientCandidates()
        for address in candidates {
            guard let (queue, meant) = try session.queue(at: address) else { continue }
            let taken = action == .comment ? .comment : meant
            return (queue, taken, key(of: queue, taken))
        }
        return (nil, action, "address \(candidates.first?.value ?? "")")
    }

    /// One mail may go to `support+2@` and `support+3@`: those are two destinations.
    private func key(of queue: Queue, _ action: Route.Action) -> String {
        let base = "queue \(queue.id) \(action.rawValue)"
        let finder = TicketFinder(session: session, site: desk.site)
        guard let ticket = verdict.route.ticket ?? finder.addressedTicket(verdict) else {
            return base
        }
        return base + " ticket \(ticket)"
    }

    private func queue(named name: String) throws -> Queue {
        if let queue = try session.queue(named: name) { return queue }
        if let id = Int64(name), let queue = try session.queue(QueueID(id)) { return queue }
        throw DeskError(.unknownQueue, "there is no queue \"\(name)\"")
    }

    /// The envelope's recipients, then, only if there are none, those of the header; each also
    /// without its extension.
    private func recipientCandidates() -> [EmailAddress] {
        var given = [verdict.envelope.recipient, verdict.envelope.originalRecipient].compactMap {
            $0
        }
        if given.isEmpty { given = (verdict.to + verdict.cc).map(\.address) }
        return given.flatMap { [$0] + ($0.splittingExtension().map { [$0.0] } ?? []) }
    }
}
