import Scrips
import Store
package import Tickets

/// What is to be forwarded, and to whom.
package struct ForwardRequest: Hashable, Sendable {
    package var ticket: TicketID
    /// Only this entry of its history; `nil` for all its messages.
    package var transaction: TransactionID?
    /// To, Cc and Bcc; nobody becomes a watcher.
    package var recipients: MessageRecipients
    /// Stands above what is forwarded; may be empty.
    package var text: String
    /// Notes among staff go along, if the actor may read them.
    package var withComments: Bool

    /// Says what is wanted.
    package init(
        ticket: TicketID, transaction: TransactionID? = nil, recipients: MessageRecipients,
        text: String = "", withComments: Bool = false
    ) {
        self.ticket = ticket
        self.transaction = transaction
        self.recipients = recipients
        self.text = text
        self.withComments = withComments
    }
}

extension Desk {
    /// Sends a ticket's messages, or one of them, to somebody who need not have to do with it.
    ///
    /// The scrips with the action Send Forward mail it. What was forwarded stands in the history.
    ///
    /// - Throws: ``DeskError``: `noRight` without ForwardMessage and ShowTicket, for comments without
    ///   ShowTicketComments, and for anybody but staff; `invalid` without a recipient or a message,
    ///   for a comment without ``ForwardRequest/withComments``, for comments to a requestor, and for
    ///   more than a mail can hold.
    package func forward(_ request: ForwardRequest, as actor: UserID) throws -> TicketOutcome {
        let (done, outbox) = try proceed(as: actor) { proceeding in
            var ticket = try proceeding.ticket(request.ticket)
            let queue = try proceeding.queue(ticket.queue)
            try proceeding.require(.forwardMessage, at: ticket, in: queue)
            try proceeding.require(.showTicket, at: ticket, in: queue)
            var entry = try proceeding.entry(request.text, subject: ticket.subject)
            entry.recipients = try proceeding.checked(request.recipients)
            guard let first = entry.recipients.mailed.first else {
                throw DeskError(.invalid, "nobody was named to whom it is to go")
            }
            let isInternal = try proceeding.requireForwardable(request, ticket, queue)
            if isInternal {
                try proceeding.refuseRequestors(of: ticket, among: entry.recipients.mailed)
            }
            // A Bcc stands nowhere that a requestor may look.
            let shown = entry.recipients.to + entry.recipients.cc
            let before = ticket
            try proceeding.record(
                request.transaction == nil ? .forwardTicket : .forwardTransaction, on: &ticket,
                before: before, field: isInternal ? Transaction.internalField : nil,
                oldValue: request.transaction.map { "\($0)" },
                newValue: shown.isEmpty ? nil : shown.map(\.value).joined(separator: ", "),
                entry: entry)
            return (ticket, first)
        }
        let what = request.transaction.map { "Transaction \($0)" } ?? "Ticket #\(done.0.id)"
        let others = request.recipients.mailed.count - 1
        let more = others > 0 ? " and \(others) more" : ""
        return TicketOutcome(
            ticket: done.0, messages: ["\(what) forwarded to \(done.1)\(more)."], outbox: outbox)
    }
}

extension Proceeding {
    /// What one mail may hold: more is refused by the next server anyway.
    private static let forwardedBytesMax: Int64 = 20 << 20
    private static let forwardedTypedBytesMax = 128 << 10
    private static let forwardedMessagesMax = 200

    /// - Returns: whether notes among staff are part of it.
    fileprivate func requireForwardable(
        _ request: ForwardRequest, _ ticket: Ticket, _ queue: Queue
    ) throws -> Bool {
        var messages: [ForwardedMessage] = []
        var isInternal = false
        if let id = request.transaction {
            let numbers = try session.numbers(of: ticket.id)
            guard let one = try session.transaction(id), numbers.contains(one.ticket) else {
                throw DeskError(.invalid, "#\(ticket.id) has no transaction \(id)")
            }
            isInternal = one.isInternal
            if isInternal, !request.withComments {
                throw DeskError(
                    .invalid,
                    "transaction \(id) is a comment, which is not forwarded by mistake: "
                        + "--with-comments does")
            }
            messages = try [forwarded(one)].compactMap { $0 }
        } else {
            let all = try forwardable(ticket.id, withComments: request.withComments)
            isInternal = all.contains(where: \.isInternal)
            messages = try all.compactMap { try forwarded($0) }
        }
        if isInternal { try require(.showTicketComments, at: ticket, in: queue) }
        guard !messages.isEmpty else {
            throw DeskError(.invalid, "there is no message to forward")
        }
        let size = messages.reduce(0) { $0 + ($1.original?.sizeBytes ?? 0) }
        let typed = messages.filter { $0.original == nil }.reduce(0) {
            $0 + $1.message.text.utf8.count
        }
        guard size <= Self.forwardedBytesMax, typed <= Self.forwardedTypedBytesMax,
            messages.count <= Self.forwardedMessagesMax
        else {
            throw DeskError(
                .invalid,
                "\(messages.count) messages with \(size + Int64(typed)) bytes are too much for one "
                    + "mail; forward single transactions")
        }
        return isInternal
    }

    /// What a forward that is recorded took along: the same whenever it is asked.
    func forwarded(by forward: Transaction) throws -> [ForwardedMessage] {
        switch forward.kind {
        case .forwardTransaction:
            let id = forward.oldValue.flatMap { Int64($0) }.map { TransactionID($0) }
            guard let one = try id.flatMap({ try session.transaction($0) }) else { return [] }
            return try [forwarded(one)].compactMap { $0 }
        case .forwardTicket:
            let isInternal = forward.field == Transaction.internalField
            return try forwardable(forward.ticket, withComments: isInternal)
                .filter { $0.id < forward.id }.compactMap { try forwarded($0) }
        default: return []
        }
    }

    private func forwardable(_ ticket: TicketID, withComments: Bool) throws -> [Transaction] {
        let kinds: Set<Transaction.Kind> =
            withComments ? [.create, .correspond, .comment] : [.create, .correspond]
        return try session.transactions(of: ticket).filter { kinds.contains($0.kind) }
    }

    private func forwarded(_ transaction: Transaction) throws -> ForwardedMessage? {
        guard let message = try session.message(of: transaction.id) else { return nil }
        let mail = try message.mail.flatMap { try session.mail($0) }
        return ForwardedMessage(
            transaction: transaction.id, message: message, written: transaction.created,
            original: mail.map {
                ForwardedMessage.Original(
                    mail: $0.id, sha256: $0.sha256, sizeBytes: $0.sizeBytes)
            })
    }
}
