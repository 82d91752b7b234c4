import Store
import Tickets

extension Reception {
    /// Why a mail that leads to a ticket opens another one, which refers to that.
    enum Cause {
        /// The sender may not write to it. So the mail is seen by people, and the sender learns
        /// nothing of that ticket.
        case refused(TicketFinder.Match)
        /// It rests for longer than the queue lets an answer bring it back.
        case rested(TicketFinder.Match, days: Int64)

        var ticket: Ticket {
            switch self {
            case .refused(let match), .rested(let match, _): match.ticket
            }
        }

        var reason: String {
            switch self {
            case .refused(let match):
                "new ticket: the sender may not write to #\(match.ticket.id) (\(match.reason))"
            case .rested(let match, let days):
                "new ticket: #\(match.ticket.id) (\(match.reason)) rests for \(days) days"
            }
        }
    }

    /// More people than that in To and Cc are no circle of watchers.
    private static let ccsMax = 100

    /// Opens a ticket, or quarantines a mail whose sender may not.
    func open(_ letter: Letter, because cause: Cause?) throws -> Receipt {
        if case .refused(let match)? = cause, letter.action == .comment {
            return try quarantine(
                letter.mail, .noRight, "to write to #\(match.ticket.id): \(match.reason)")
        }
        if letter.queue.isDisabled {
            return try quarantine(letter.mail, .queueDisabled, letter.queue.name)
        }
        guard try mayOpen(letter) else {
            return try quarantine(
                letter.mail, .noRight, "to open a ticket in \"\(letter.queue.name)\"")
        }
        let requestor = try author(letter)
        var proceeding = proceeding(as: requestor)
        proceeding.mail = .init(id: letter.mail, verdict: verdict)
        let (ticket, transaction) = try proceeding.open(
            in: letter.queue, subject: subjectWithoutOwnTags(),
            requestors: [.user(requestor.id)], cc: ccs(letter, requestor: requestor),
            entry: entry(letter.mail))
        let reason = cause?.reason ?? "new ticket: nothing in the mail names one"
        try link(ticket, letter, cause)
        try proceeding.finish()
        try session.settle(
            letter.mail, queue: letter.queue.id, ticket: ticket.id, transaction: transaction.id,
            match: reason)
        return Receipt(
            outcome: .opened(ticket.id), mail: letter.mail, match: reason,
            outbox: proceeding.outbox)
    }

    /// Refers to the ticket that the mail led to, and to those that the same mail opened in other
    /// queues.
    private func link(_ ticket: Ticket, _ letter: Letter, _ cause: Cause?) throws {
        var targets: [TicketID] = cause.map { [$0.ticket.id] } ?? []
        for other in letter.copies {
            if let id = other.ticket, id != ticket.id, !targets.contains(id) { targets.append(id) }
        }
        for target in targets {
            _ = try session.add(Link(ticket: ticket.id, kind: .refersTo, target: .ticket(target)))
        }
    }

    /// Those whom the mail also went to, where the queue wants them as Ccs and a person wrote it.
    private func ccs(_ letter: Letter, requestor: User) throws -> [Principal] {
        guard letter.queue.takesCcs, !verdict.kind.isAutomatic else { return [] }
        let own = try session.queueAddresses().union(desk.site.ownAddresses)
        var seen: Set<UserID> = [requestor.id]
        var found: [Principal] = []
        for named in (verdict.to + verdict.cc).prefix(Self.ccsMax) {
            let base = named.address.splittingExtension()?.0
            guard !own.contains(named.address), base.map(own.contains) != true else { continue }
            let user = try session.person(at: named, now: now)
            if !user.isDisabled, seen.insert(user.id).inserted { found.append(.user(user.id)) }
        }
        return found
    }

    private func subjectWithoutOwnTags() throws -> String {
        let own = try TicketFinder(session: session, site: desk.site).ownTags()
        return SubjectLine.removingTags(own, from: verdict.subject)
    }
}
