import Desk
import Tickets

/// Says in words what a transaction did.
struct TransactionText {
    let time: TimeText
    /// Custom fields whose values are more than their text.
    var fields: [CustomField] = []

    /// Who did it, `Alice Adams`; the tracker itself is called so, since it is nobody's name.
    func actor(_ entry: HistoryEntry) -> String {
        if entry.transaction.actor == User.systemID { return "Postern" }
        guard let actor = entry.actor else { return "user \(entry.transaction.actor)" }
        return Terminal.line(actor.shown)
    }

    /// `Alice changed the status: open → resolved`, without a full stop.
    func sentence(_ entry: HistoryEntry) -> String {
        Terminal.line("\(actor(entry)) \(deed(entry))")
    }

    private func deed(_ entry: HistoryEntry) -> String {
        let transaction = entry.transaction
        let old = transaction.oldValue ?? ""
        let new = transaction.newValue ?? ""
        let field = transaction.field ?? "a field"
        switch transaction.kind {
        case .create: return entry.mail == nil ? "opened the ticket" : "opened the ticket by mail"
        case .correspond:
            return (entry.mail == nil ? "wrote" : "wrote by mail") + taken(transaction)
        case .comment:
            return
                (entry.mail == nil
                ? "commented, for staff only" : "commented by mail, for staff only")
                + taken(transaction)
        case .status: return "changed the status: \(old) → \(new)"
        case .set: return change(of: field, old, new)
        case .customField: return custom(field, transaction.oldValue, transaction.newValue)
        case .take: return "took the ticket"
        case .untake:
            let isForeign = !old.isEmpty && old != entry.actor?.name
            return isForeign ? "took the ticket from \(old), for nobody" : "gave the ticket up"
        case .steal: return "took the ticket from \(old)"
        case .give:
            let isForeign = !old.isEmpty && old != entry.actor?.name
            return "gave the ticket to \(new)" + (isForeign ? " (it was \(old)'s)" : "")
        case .addWatcher: return "added \(new) as \(field)"
        case .delWatcher: return "removed \(old) as \(field)"
        case .setWatcher: return "made \(new) the \(field) instead of \(old)"
        case .forwardTicket:
            return "forwarded the ticket to \(new)" + Self.withComments(transaction)
        case .forwardTransaction:
            return "forwarded transaction \(old) to \(new)" + Self.withComments(transaction)
        case .addLink: return "added a link: \(Self.linkWords(field)) \(new)"
        case .deleteLink: return "removed a link: \(Self.linkWords(field)) \(old)"
        case .merge:
            return field == "MergedInto"
                ? "merged #\(transaction.ticket) into \(new)" : "merged \(new) into this ticket"
        case .autoReply: return arrival(entry.mail?.kind)
        case .schedule: return "found scrip \(new) due: \(field)"
        case .systemError: return "met an error: \(new)"
        }
    }

    /// Why a mail came to its ticket: `5 came in by subject tag [example.org #1]`.
    ///
    /// What the Desk wrote down is either a way to a ticket or, for a mail that opened one, the
    /// reason why there was no way.
    static func arrival(_ mail: ReceivedMail) -> String {
        guard let match = mail.match.map(Terminal.line) else { return "\(mail.id) came in by hand" }
        guard match.hasPrefix("new ticket: ") else { return "\(mail.id) came in by \(match)" }
        return "\(mail.id) opened the ticket: \(match.dropFirst("new ticket: ".count))"
    }

    private func taken(_ transaction: Transaction) -> String {
        transaction.timeTaken == 0 ? "" : " (took \(Minutes.text(transaction.timeTaken)))"
    }

    private static func withComments(_ transaction: Transaction) -> String {
        transaction.isInternal ? ", comments included" : ""
    }

    private func change(of field: String, _ old: String, _ new: String) -> String {
        switch field {
        case "Subject": "changed the subject: \"\(old)\" → \"\(new)\""
        case "Squelch":
            new.isEmpty ? "let \(old) get mail again" : "squelched \(new): no more mail to them"
        case "Due": "changed the due date: \(moment(old)) → \(moment(new))"
        case _ where Ticket.DateField(rawValue: field) != nil:
            "changed \(field): \(moment(old)) → \(moment(new))"
        case _ where Ticket.NumberField(rawValue: field)?.isTime == true:
            "changed \(Self.words(field)): \(minutes(old)) → \(minutes(new))"
        case _ where Ticket.NumberField(rawValue: field) != nil:
            "changed \(Self.words(field)): \(old) → \(new)"
        default: "changed the \(field.lowercased()): \(old) → \(new)"
        }
    }

    private func custom(_ field: String, _ old: String?, _ new: String?) -> String {
        let kind = fields.first { $0.name == field }
        func shown(_ text: String?) -> String? {
            text.map { text in kind.map { FieldWord.shown(text, of: $0, time) } ?? text }
        }
        let (old, new) = (shown(old), shown(new))
        return switch (old, new) {
        case (let old?, let new?): "changed \(field): \(old) → \(new)"
        case (nil, let new?): "set \(field): \(new)"
        case (let old?, nil): "removed from \(field): \(old)"
        case (nil, nil): "changed \(field)"
        }
    }

    /// `TimeWorked` as people say it: `time worked`.
    private static func words(_ name: String) -> String {
        name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined().dropFirst()
            .description
    }

    private func minutes(_ text: String) -> String { Int64(text).map(Minutes.text) ?? text }

    private func moment(_ text: String) -> String {
        Int64(text).map { time.exact(Timestamp(milliseconds: $0)) } ?? "none"
    }

    private func arrival(_ kind: MailKind?) -> String {
        switch kind {
        case .bounce: "could not be reached: a mail came back"
        case .delayNotice: "has not got a mail yet: its delivery is delayed"
        case .receipt: "sent a receipt"
        case .feedbackReport: "complained of a mail, says their provider"
        default: "answered automatically"
        }
    }

    /// `DependsOn` as people say it: `depends on`.
    static func linkWords(_ name: String) -> String {
        switch name {
        case "DependsOn": "depends on"
        case "RefersTo": "refers to"
        case "MemberOf": "is a member of"
        case "DependedOnBy": "is needed by"
        case "ReferredToBy": "is referred to by"
        case "HasMember": "has the member"
        default: name
        }
    }
}
