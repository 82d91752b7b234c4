import Store
package import Tickets

/// Whether a ticket could get a status now, and each thing that speaks for or against it.
package struct StatusExplanation: Hashable, Sendable {
    package let ticket: Ticket
    package let queue: Queue
    package let user: User
    package let lifecycle: Lifecycle
    /// As the lifecycle spells it, if it has it.
    package let wanted: String
    /// What has been looked at, in the order in which a change meets it; what lies behind a status
    /// that does not exist is not.
    package let checks: [Check]
    /// What a change made now, with all its scrips, and taken back at once, was refused with; `nil`
    /// when it went through.
    package let refusal: String?
    /// How many mails that change would have sent.
    package let mails: Int

    /// One condition of a change of status.
    package enum Check: Hashable, Sendable {
        /// The ticket has it already.
        case isSo
        /// The lifecycle lacks it; the nearest that it has.
        case unknown(nearest: String?)
        /// It may follow the present one.
        case follows
        /// It may not; what may, and the shortest way there, present status first. Empty: none.
        case cannotFollow(possible: [String], way: [String])
        /// The right that the step needs, and why it is held or not.
        case right(RightExplanation)
        /// The ticket depends on nothing that is open.
        case noOpenDependency
        /// These must come to rest first, or were denied, as far as the asker may see them, and how
        /// many others.
        case openDependencies([Ticket], hidden: Int)
        /// The status, or the step to it, asks for a value in this custom field.
        case field(CustomField, StatusStep, hasValue: Bool)
        /// It asks for a value in one that the asker may not see, and there is none.
        case hiddenField(StatusStep)

        /// True when it does not stand in the way.
        package var isMet: Bool {
            switch self {
            case .isSo, .follows, .noOpenDependency: true
            case .unknown, .cannotFollow, .openDependencies, .hiddenField: false
            case .right(let explanation): explanation.decision.isAllowed
            case .field(_, _, let hasValue): hasValue
            }
        }
    }
}

extension Desk {
    /// Explains whether `user` could give a ticket a status, trying it and taking it back.
    ///
    /// - Parameter actor: who asks.
    /// - Throws: ``DeskError``: `unknownTicket`, `unknownUser`, `unknownLifecycle`; `noRight` when
    ///   the asker may not see the ticket, or asks about somebody else without ShowACL.
    package func explain(
        status: String, of id: TicketID, by user: UserID, as actor: UserID
    ) throws -> StatusExplanation {
        let (ticket, queue, doer, lifecycle, asker) = try store.read { session in
            let asker = try reader(actor, session)
            let ticket = try asker.ticket(id)
            let queue = try asker.queue(ticket.queue)
            try asker.require(.showTicket, at: ticket, in: queue)
            try asker.requireMayAsk(about: user, at: ticket, in: queue)
            let doer = try reader(user, session).actor
            return (ticket, queue, doer, try asker.lifecycle(of: queue), asker.actor)
        }
        let known = lifecycle.statuses
        let wanted = known.first { $0.lowercased() == status.lowercased() } ?? status
        let checks = try checks(wanted, ticket, queue, doer, lifecycle, as: actor)
        let trial = try attempt(wanted, of: ticket.id, as: user, told: asker)
        return StatusExplanation(
            ticket: ticket, queue: queue, user: doer, lifecycle: lifecycle, wanted: wanted,
            checks: checks, refusal: trial.refusal, mails: trial.mails)
    }

    private func checks(
        _ wanted: String, _ ticket: Ticket, _ queue: Queue, _ user: User, _ lifecycle: Lifecycle,
        as actor: UserID
    ) throws -> [StatusExplanation.Check] {
        if wanted == ticket.status { return [.isSo] }
        guard let phase = lifecycle.phase(of: wanted) else {
            return [.unknown(nearest: NearestWord.find(wanted, among: lifecycle.statuses))]
        }
        let step: StatusExplanation.Check =
            lifecycle.allows(from: ticket.status, to: wanted)
            ? .follows
            : .cannotFollow(
                possible: lifecycle.transitions[ticket.status] ?? [],
                way: lifecycle.way(from: ticket.status, to: wanted))
        let right = lifecycle.right(from: ticket.status, to: wanted)
        let checks: [StatusExplanation.Check] = [
            step, .right(try explain(right, of: user.id, ticket: ticket.id, queue: nil, as: actor)),
        ]
        let fields = try requiredFields(for: wanted, of: ticket, as: actor)
        guard phase == .inactive else { return checks + fields }
        return checks + [try dependencies(of: ticket, becoming: wanted, as: actor)] + fields
    }

    private func requiredFields(
        for status: String, of ticket: Ticket, as actor: UserID
    ) throws -> [StatusExplanation.Check] {
        try store.read { session in
            let asker = try reader(actor, session)
            let isShown = try asker.seesFields(asker.actor, ticket, asker.queue(ticket.queue))
            return try session.customFields().filter { $0.applies(in: ticket.queue) }.compactMap {
                field in
                guard let step = field.requirement(from: ticket.status, to: status) else {
                    return nil
                }
                let values = try session.values(of: field.id, in: ticket.id)
                guard isShown else { return values.isEmpty ? .hiddenField(step) : nil }
                return .field(field, step, hasValue: !values.isEmpty)
            }
        }
    }

    private func dependencies(
        of ticket: Ticket, becoming status: String, as actor: UserID
    ) throws -> StatusExplanation.Check {
        try store.read { session in
            let reader = try reader(actor, session)
            let open = try reader.dependencies(of: ticket, blocking: status)
            guard !open.isEmpty else { return .noOpenDependency }
            let visible = try open.filter {
                try reader.holds([.showTicket], at: $0, in: reader.queue($0.queue))
            }
            return .openDependencies(visible, hidden: open.count - visible.count)
        }
    }

    /// Changes the status with all that hangs on it, and takes it back.
    private func attempt(
        _ status: String, of ticket: TicketID, as user: UserID, told asker: User
    ) throws -> (refusal: String?, mails: Int) {
        do {
            _ = try proceed(as: user) { (proceeding: inout Proceeding) -> Void in
                proceeding.told = asker
                var ticket = try proceeding.ticket(ticket)
                _ = try proceeding.apply(.status(status), to: &ticket)
                throw Attempt(mails: proceeding.outbox.count)
            }
            return (nil, 0)
        } catch let attempt as Attempt {
            return (nil, attempt.mails)
        } catch let error as DeskError {
            return (error.detail, 0)
        }
    }

    /// Carries the result out of a transaction that must not stay.
    private struct Attempt: Error {
        let mails: Int
    }
}
