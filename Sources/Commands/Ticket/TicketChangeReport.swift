import Desk
import Settings
import Store
import Tickets

/// What a command did to a ticket, as JSON shows it.
struct TicketChangeReport: Encodable {
    /// As it is now.
    let ticket: TicketLineReport
    /// One sentence for each thing that changed; empty when all was so already.
    let messages: [String]
    /// The mails that it caused.
    let mails: DeliverySummary
}

extension Instance {
    /// Sends the mails that a use case caused, then says what was done.
    func report(_ outcome: TicketOutcome, _ options: GlobalOptions) async throws {
        let mails = await deliver(outcome.outbox)
        let report = TicketChangeReport(
            ticket: try store.read { try TicketLineReport(outcome.ticket, $0) },
            messages: outcome.messages, mails: mails)
        try output(options).print("ticket_change", report) {
            var lines = outcome.messages
            if lines.isEmpty { lines = ["Nothing to change: #\(outcome.ticket.id) is so already."] }
            if let sentence = mails.sentence { lines.append(sentence) }
            return lines.map { Terminal.line($0) + "\n" }.joined()
        }
    }

    /// The names of all queues, disabled ones included.
    func queueNames() throws -> [QueueID: String] {
        try store.read { session in
            Dictionary(uniqueKeysWithValues: try session.queues().map { ($0.id, $0.name) })
        }
    }

    /// What prints, with times in the site's zone.
    func output(_ options: GlobalOptions) -> Output {
        Output(options.format, zone: settings.site.timeZone)
    }
}

extension TicketLineReport {
    /// Loads the names that belong to a ticket.
    init(_ ticket: Ticket, _ session: StoreSession) throws {
        guard let queue = try session.queue(ticket.queue) else {
            throw CommandFailure("the queue of #\(ticket.id) is missing; run `postern db check`")
        }
        let seats = try session.watchers(of: ticket.id, in: queue.id)
        let requestors = try seats.compactMap { seat -> User? in
            guard case .user(let id) = seat.member, seat.role == .requestor else { return nil }
            return try session.user(id)
        }
        self.init(
            ticket, queue: queue, owner: try ticket.owner.flatMap { try session.user($0) },
            requestors: requestors)
    }
}
