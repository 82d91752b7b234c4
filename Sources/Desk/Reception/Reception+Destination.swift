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
        var name = verdict.route.queue
        if verdict.route.extensionUse == .queue, let word { name = word }
        if let name {
            let queue = try self.queue(named: name)
            return (queue, action, "queue \(queue.id) \(action.rawValue)")
        }
        let candidates = recipientCandidates()
        for address in candidates {
            guard let (queue, meant) = try session.queue(at: address) else { continue }
            let taken = action == .comment ? .comment : meant
            return (queue, taken, "queue \(queue.id) \(taken.rawValue)")
        }
        return (nil, action, "address \(candidates.first?.value ?? "")")
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
