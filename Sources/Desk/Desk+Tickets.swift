import Store
package import Tickets

/// What a use case on a ticket left behind.
package struct TicketOutcome: Hashable, Sendable {
    package let ticket: Ticket
    /// One sentence for each thing that changed; empty when all was as asked already.
    package let messages: [String]
    /// Mails that it caused, due now.
    package let outbox: [OutboxID]
}

/// A ticket that somebody wants opened from the command line or, later, the web.
package struct TicketRequest: Hashable, Sendable {
    package var queue: QueueID
    package var subject: String
    package var text: String
    /// Empty makes the actor the requestor.
    package var requestors: [Principal]
    package var cc: [Principal]
    package var adminCc: [Principal]
    package var owner: UserID?
    /// `nil` takes the lifecycle's default.
    package var status: String?
    package var priority: Int64
    package var due: Timestamp?
    package var starts: Timestamp?
    /// Times in minutes.
    package var numbers: [Ticket.NumberField: Int64]
    /// By the custom field's name; fields that are not named get their defaults.
    package var fields: [String: [String]]
    /// Whom the first text also goes to, once, and whom not.
    package var recipients = MessageRecipients()

    /// Says what is wanted.
    package init(
        queue: QueueID, subject: String, text: String, requestors: [Principal] = [],
        cc: [Principal] = [], adminCc: [Principal] = [], owner: UserID? = nil,
        status: String? = nil, priority: Int64 = 0, due: Timestamp? = nil,
        starts: Timestamp? = nil, numbers: [Ticket.NumberField: Int64] = [:],
        fields: [String: [String]] = [:]
    ) {
        self.queue = queue
        self.subject = subject
        self.text = text
        self.requestors = requestors
        self.cc = cc
        self.adminCc = adminCc
        self.owner = owner
        self.status = status
        self.priority = priority
        self.due = due
        self.starts = starts
        self.numbers = numbers
        self.fields = fields
    }
}

extension Desk {
    /// Opens a ticket.
    ///
    /// - Throws: ``DeskError``: `noRight` without CreateTicket, without ModifyTicket for seats of
    ///   others, or for an owner without OwnTicket; `transition` for a status that a
    ///   new ticket cannot have, `conflict` for a disabled queue, `invalid` for an empty subject;
    ///   `unknownField`, `missingField`, `noRight` without ModifyCustomField for fields that it is
    ///   not asked for.
    package func open(_ request: TicketRequest, as actor: UserID) throws -> TicketOutcome {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            let queue = try proceeding.queue(request.queue)
            try proceeding.require(.createTicket, at: nil, in: queue)
            guard !queue.isDisabled else {
                throw DeskError(.conflict, "queue \"\(queue.name)\" is disabled")
            }
            let subject = request.subject.split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
            guard !subject.isEmpty else { throw DeskError(.invalid, "a ticket needs a subject") }
            var request = request
            if let word = request.status {
                request.status = try Proceeding.status(
                    named: word, in: proceeding.lifecycle(of: queue))
            }
            try proceeding.requireMayAsk(request, queue)
            let details = try proceeding.details(of: request, in: queue)
            var entry = try proceeding.entry(request.text, subject: subject)
            entry.recipients = try proceeding.checked(request.recipients)
            return try proceeding.open(
                in: queue, subject: subject,
                requestors: request.requestors.isEmpty ? [.user(actor)] : request.requestors,
                cc: request.cc, adminCc: request.adminCc, owner: request.owner,
                status: request.status, priority: request.priority, due: request.due,
                details: details, entry: entry
            ).0
        }
        return TicketOutcome(
            ticket: done, messages: ["Ticket #\(done.id) created."], outbox: outbox)
    }

    /// Adds a public answer (`.correspond`) or a note among staff (`.comment`).
    ///
    /// - Parameters:
    ///   - recipients: whom it also goes to, once, and whom not; only staff may choose them.
    ///   - timeTaken: minutes of work, added to the ticket's; staff's only.
    /// - Throws: ``DeskError``: `noRight`, `unknownTicket`, `invalid` for an empty text and for
    ///   recipients that cannot be, such as a requestor of a comment.
    package func write(
        _ action: Route.Action, _ text: String, on ticket: TicketID,
        recipients: MessageRecipients = MessageRecipients(), timeTaken: Int64 = 0,
        as actor: UserID
    ) throws -> TicketOutcome {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            var ticket = try proceeding.ticket(ticket)
            let queue = try proceeding.queue(ticket.queue)
            let right: Right = action == .comment ? .commentOnTicket : .replyToTicket
            try proceeding.require(right, .modifyTicket, at: ticket, in: queue)
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw DeskError(.invalid, "there is no text to add")
            }
            if timeTaken != 0 { try proceeding.requireStaff() }
            guard (0...Minutes.max).contains(timeTaken) else {
                throw DeskError(.invalid, "work takes from 0 to \(Minutes.max) minutes")
            }
            var entry = try proceeding.entry(text, subject: ticket.subject)
            entry.recipients = try proceeding.checked(recipients)
            if action == .comment {
                try proceeding.refuseRequestors(of: ticket, among: entry.recipients.mailed)
            }
            _ = try proceeding.write(
                action == .comment ? .comment : .correspond, on: &ticket, entry: entry,
                timeTaken: timeTaken)
            return ticket
        }
        let what = action == .comment ? "Comment" : "Correspondence"
        return TicketOutcome(
            ticket: done, messages: ["\(what) added to #\(done.id)."], outbox: outbox)
    }

    /// Carries out changes in order, all or none.
    ///
    /// - Throws: ``DeskError`` for the first change that is refused; nothing is changed then.
    package func change(
        _ ticket: TicketID, _ changes: [Change], as actor: UserID
    ) throws -> TicketOutcome {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            var ticket = try proceeding.ticket(ticket)
            let messages = try proceeding.apply(changes, to: &ticket)
            return (ticket, messages)
        }
        return TicketOutcome(ticket: done.0, messages: done.1, outbox: outbox)
    }

    /// Sets the status that the queue's lifecycle calls resolved.
    package func resolve(_ ticket: TicketID, as actor: UserID) throws -> TicketOutcome {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            var ticket = try proceeding.ticket(ticket)
            let lifecycle = try proceeding.lifecycle(of: proceeding.queue(ticket.queue))
            let message = try proceeding.apply(.status(lifecycle.defaultOnResolve), to: &ticket)
            return (ticket, [message].compactMap { $0 })
        }
        return TicketOutcome(ticket: done.0, messages: done.1, outbox: outbox)
    }
}

extension Proceeding {
    /// A text from the command line; controls that no column can hold are taken out.
    func entry(_ text: String, subject: String) throws -> Entry {
        let kept = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value >= 32 || $0 == "\n" || $0 == "\t" }))
        let author = actor.addresses.first.map { NamedAddress($0, name: actor.shown) }
        return Entry(mail: nil, author: author, subject: subject, messageID: nil, text: kept)
    }
}

extension Proceeding {
    /// The request's times and custom fields, checked.
    fileprivate mutating func details(
        of request: TicketRequest, in queue: Queue
    ) throws -> TicketDetails {
        var details = TicketDetails(starts: request.starts, numbers: request.numbers)
        if !request.numbers.isEmpty || request.starts != nil || request.due != nil {
            try require(.modifyTicket, at: nil, in: queue)
        }
        try Self.check(priority: request.priority)
        for (field, value) in request.numbers { try Self.check(value, field) }
        let status = try request.status ?? lifecycle(of: queue).defaultOnCreate
        let known = try customFields()
        for (name, texts) in request.fields.sorted(by: { $0.key < $1.key }) {
            try requireMayFill(name, ofNewTicketWith: status, among: known, in: queue)
            let field = try field(named: name, in: queue)
            let values = try values(texts, of: field)
            guard field.valuesMax == 0 || values.count <= field.valuesMax else {
                throw DeskError(
                    .invalid,
                    "field \"\(field.name)\": found \(values.count) values, expected"
                        + " at most \(field.valuesMax)")
            }
            details.fields[field.id] = values
        }
        try requireFields(details.fields, in: queue, status: status)
        return details
    }

    /// Refuses what whoever opens a ticket could not change on it afterwards.
    fileprivate func requireMayAsk(_ request: TicketRequest, _ queue: Queue) throws {
        let own = Principal.user(actor.id)
        if (request.requestors + request.cc + request.adminCc).contains(where: { $0 != own }) {
            try require(.modifyTicket, at: nil, in: queue)
        } else if request.adminCc.contains(own) {
            try require(.modifyTicket, .watchAsAdminCc, at: nil, in: queue)
        }
        if let id = request.owner {
            if id != actor.id { try require(.reassignTicket, .modifyTicket, at: nil, in: queue) }
            guard let owner = try session.user(id) else {
                throw DeskError(.unknownUser, "there is no user \(id)")
            }
            try requireMayOwn(owner, nil, queue)
        }
        if let status = request.status {
            let lifecycle = try lifecycle(of: queue)
            guard lifecycle.phase(of: status) != .initial else { return }
            try require(lifecycle.right(from: "", to: status), at: nil, in: queue)
        }
    }
}
