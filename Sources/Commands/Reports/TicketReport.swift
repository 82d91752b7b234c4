import Desk
import Tickets

/// A ticket without its history, as JSON shows one in lists and after changes.
struct TicketLineReport: Encodable {
    let id: Int64
    let subject: String
    let status: String
    let queue: String
    /// The user's name; absent for nobody.
    let owner: String?
    /// Addresses, or the names of those that have none.
    let requestors: [String]
    let priority: Int64
    /// What the queue calls the priority; absent where only a change is told.
    let priorityName: String?
    let initialPriority: Int64
    let finalPriority: Int64
    /// Minutes, as the next two.
    let timeEstimated: Int64
    let timeWorked: Int64
    let timeLeft: Int64
    /// Custom fields that have a value and that the asker sees, by name; absent where only a
    /// change is told.
    let fields: [FieldValuesReport]?
    let created: String
    let updated: String
    let starts: String?
    let started: String?
    let due: String?
    let resolved: String?
    let told: String?

    /// - Parameter fields: those that the asker sees, in display order.
    init(_ line: TicketLine, fields: [CustomField] = []) {
        self.init(
            line.ticket, queue: line.queue, owner: line.owner, requestors: line.requestors,
            priorityName: line.priorityName,
            fields: fields.compactMap { field in
                line.fields[field.id].map { TicketFieldValues(field: field, values: $0) }
            })
    }

    init(
        _ ticket: Ticket, queue: Queue, owner: User?, requestors: [User],
        priorityName: String? = nil, fields: [TicketFieldValues]? = nil
    ) {
        id = ticket.id.value
        subject = ticket.subject
        status = ticket.status
        self.queue = queue.name
        self.owner = owner?.name
        self.requestors = requestors.map { $0.addresses.first?.value ?? $0.name }
        priority = ticket.priority
        self.priorityName = priorityName
        initialPriority = ticket.initialPriority
        finalPriority = ticket.finalPriority
        timeEstimated = ticket.timeEstimated
        timeWorked = ticket.timeWorked
        timeLeft = ticket.timeLeft
        self.fields = fields?.map(FieldValuesReport.init)
        starts = ticket.starts?.rfc3339
        created = ticket.created.rfc3339
        updated = ticket.updated.rfc3339
        started = ticket.started?.rfc3339
        due = ticket.due?.rfc3339
        resolved = ticket.resolved?.rfc3339
        told = ticket.told?.rfc3339
    }
}

/// A custom field of a ticket with its values; none when it has none.
struct FieldValuesReport: Encodable {
    let name: String
    /// RT's name: `Select`, `Freeform`.
    let type: String
    let values: [String]

    init(_ values: TicketFieldValues) {
        name = values.field.name
        type = values.field.kind.rawValue
        self.values = values.values
    }
}

/// A ticket with all that is known of it.
struct TicketReport: Encodable {
    /// The number that was asked for; differs from the ticket's when that was merged into it.
    let asked: Int64
    let ticket: TicketLineReport
    let queue: QueueReport
    let owner: UserReport?
    let watchers: [SeatReport]
    /// Addresses that no scrip mails about it.
    let squelched: [String]
    let links: [LinkReport]
    /// Numbers that were merged into it.
    let merged: [Int64]
    /// Oldest first; absent with `--history none`.
    let history: [HistoryReport]?

    /// - Parameters:
    ///   - asked: the number that was asked for.
    ///   - queues: the names of all queues.
    init(
        _ view: TicketView, asked: TicketID, withHistory: Bool, queues: [QueueID: String]
    ) {
        self.asked = asked.value
        ticket = TicketLineReport(
            view.ticket, queue: view.queue, owner: view.owner, requestors: view.requestors,
            priorityName: view.priorityName, fields: view.fields)
        queue = QueueReport(view.queue)
        owner = view.owner.map(UserReport.init)
        watchers = view.watchers.map {
            SeatReport($0, users: view.users, groups: view.groups)
        }
        squelched = view.squelched.map(\.value)
        links = view.links.map { LinkReport($0) } + view.backlinks.map { LinkReport(back: $0) }
        merged = view.merged.map(\.value)
        history = withHistory ? view.entries.map { HistoryReport($0, queues: queues) } : nil
    }
}

/// A link, seen from the ticket that is shown.
struct LinkReport: Encodable {
    /// `DependsOn`, `RefersTo`, `MemberOf`, or for a link of another ticket that ends here
    /// `DependedOnBy`, `ReferredToBy`, `HasMember`.
    let kind: String
    let ticket: Int64?
    let uri: String?

    init(_ link: Link) {
        kind = link.kind.rawValue
        switch link.target {
        case .ticket(let id): (ticket, uri) = (id.value, nil)
        case .uri(let text): (ticket, uri) = (nil, text)
        }
    }

    init(back link: Link) {
        kind = link.kind.inverseName
        ticket = link.ticket.value
        uri = nil
    }
}

extension TicketView {
    /// The users in the ticket's own Requestor seats, in the order in which they were seated.
    var requestors: [User] {
        watchers.compactMap { seat in
            guard case .user(let id) = seat.member, seat.role == .requestor else { return nil }
            return users[id]
        }
    }
}
