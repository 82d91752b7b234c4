import Store
import Tickets

extension Proceeding {
    /// Opens a ticket; the caller has checked CreateTicket.
    ///
    /// - Parameters:
    ///   - requestors: seated before the scrips run, so that the autoreply finds them.
    ///   - status: `nil` takes the lifecycle's default.
    mutating func open(
        in queue: Queue, subject: String, requestors: [Principal], cc: [Principal] = [],
        adminCc: [Principal] = [], owner: UserID? = nil, status: String? = nil,
        priority: Int64 = 0, due: Timestamp? = nil, details: TicketDetails = TicketDetails(),
        entry: Entry
    ) throws -> (Ticket, Transaction) {
        let lifecycle = try lifecycle(of: queue)
        let status =
            status.map { lifecycle.status(named: $0) ?? $0 } ?? lifecycle.defaultOnCreate
        guard lifecycle.allows(from: "", to: status) else {
            throw DeskError(.transition, "a new ticket cannot have the status \"\(status)\"")
        }
        var ticket = try session.addTicket(
            queue: queue.id, subject: String(subject.prefix(Ticket.subjectCharactersMax)),
            status: status, owner: owner, priority: priority, creator: actor.id, at: now)
        ticket.due = due
        details.fill(&ticket)
        try putFields(details.fields, on: ticket)
        if lifecycle.phase(of: status) != .initial { ticket.started = now }
        if lifecycle.phase(of: status) == .inactive { ticket.resolved = now }
        for (field, moment) in details.dates { ticket[field] = moment }
        for (role, members) in [(Role.requestor, requestors), (.cc, cc), (.adminCc, adminCc)] {
            for member in members { _ = try session.add(role, member, to: ticket.id) }
        }
        for (role, members) in details.seats.sorted(by: { $0.key.name < $1.key.name }) {
            for member in members { _ = try session.add(role, member, to: ticket.id) }
        }
        let transaction = try record(
            .create, on: &ticket, before: nil, timeTaken: ticket.timeWorked, entry: entry)
        return (ticket, transaction)
    }

    /// Adds a text to a ticket; the caller has checked the right.
    ///
    /// - Parameters:
    ///   - kind: `.correspond`, `.comment` or `.autoReply`.
    ///   - isInternal: only staff may read it: the answer of a machine to what only they may read.
    ///   - timeTaken: minutes of work, added to the ticket's.
    mutating func write(
        _ kind: Transaction.Kind, on ticket: inout Ticket, entry: Entry, isInternal: Bool = false,
        timeTaken: Int64 = 0
    ) throws -> Transaction {
        let before = ticket
        ticket.timeWorked += timeTaken
        if kind == .correspond, try !isRequestor(actor, of: ticket) { ticket.told = now }
        return try record(
            kind, on: &ticket, before: before, field: isInternal ? Transaction.internalField : nil,
            timeTaken: timeTaken, entry: entry)
    }

    private func isRequestor(_ user: User, of ticket: Ticket) throws -> Bool {
        let queue = try queue(ticket.queue)
        return try standing(of: user, at: ticket, in: queue).roles.contains(.requestor)
    }
}

/// What else a new ticket begins with.
struct TicketDetails: Hashable {
    var starts: Timestamp?
    /// Others, in place of those that the status brings.
    var dates: [Ticket.DateField: Timestamp] = [:]
    var numbers: [Ticket.NumberField: Int64] = [:]
    /// Checked values; a field that is not named gets its defaults.
    var fields: [CustomFieldID: [FieldValue]] = [:]
    /// Members of the site's own roles.
    var seats: [Role: [Principal]] = [:]

    /// Writes what the ticket itself holds.
    func fill(_ ticket: inout Ticket) {
        ticket.starts = starts
        for (field, value) in numbers { ticket[field] = value }
    }
}
