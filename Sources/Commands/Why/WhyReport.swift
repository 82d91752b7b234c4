import Desk
import Store
import Tickets

/// Why a ticket's mails came and went, as JSON shows it.
struct WhyReport: Encodable {
    /// The number that was asked for.
    let asked: Int64
    let ticket: TicketLineReport
    /// False where decisions and mails are left out, since whoever asks lacks ShowOutgoingEmail.
    let areRecipientsShown: Bool
    /// Whom it is about; absent for everybody.
    let person: PersonReport?
    /// As in `ticket show`; with a person, `decisions` and `outbox` are only theirs.
    let history: [HistoryReport]

    /// - Parameter isShown: false where the asker may not know whom scrips mailed.
    init(
        _ view: TicketView, asked: TicketID, person: WhyPerson?, isShown: Bool,
        queues: [QueueID: String]
    ) {
        self.asked = asked.value
        areRecipientsShown = isShown
        ticket = TicketLineReport(
            view.ticket, queue: view.queue, owner: view.owner, requestors: view.requestors)
        self.person = person.map { PersonReport($0, view, isShown: isShown) }
        history = view.entries.map { entry in
            HistoryReport(person.map { entry.narrowed(to: $0) } ?? entry, queues: queues)
        }
    }

    /// The person in question.
    struct PersonReport: Encodable {
        let asked: String
        /// Absent for somebody unknown.
        let user: UserReport?
        /// Roles that they hold now.
        let roles: [String]
        /// True when some scrip ever considered mailing them about this ticket, or about the entry
        /// that was asked for; absent where recipients are not shown.
        let wasConsidered: Bool?

        init(_ person: WhyPerson, _ view: TicketView, isShown: Bool) {
            asked = person.asked
            user = person.user.map(UserReport.init)
            roles = person.roles.map(\.name)
            wasConsidered =
                isShown
                ? view.entries.contains { entry in
                    entry.decisions.contains { person.isMeant(by: $0.decision) }
                } : nil
        }
    }
}

extension HistoryEntry {
    /// The same with the decisions and mails of one person only.
    func narrowed(to person: WhyPerson) -> HistoryEntry { keeping(person.isMeant) }
}
