package import Templates
package import Tickets

/// What the names of ``ScripNames`` stand for in one transaction.
package enum ScripValues {
    /// What templates are checked against when they are read; see ``ScripNames``.
    ///
    /// Below `ticket.field` any name will do here, since files are read without the site's custom
    /// fields; ``shape(customFields:)`` knows them.
    package static let shape = shape(field: .open(.text))

    /// The same where the custom fields are known: a field that is not there is an error.
    package static func shape(customFields: [CustomField]) -> TemplateShape {
        let keys = customFields.filter { !$0.isDisabled }.map {
            ($0.templateKey, TemplateShape.text)
        }
        return shape(field: .object(Dictionary(keys) { first, _ in first }))
    }

    private static func shape(field: TemplateShape) -> TemplateShape {
        guard case .object(var names) = ScripNames.all.shape,
            case .object(var ticket) = names["ticket"]
        else { return ScripNames.all.shape }
        ticket["field"] = field
        names["ticket"] = .object(ticket)
        return .object(names)
    }

    /// Fills every name of ``shape``.
    package static func tree(of snapshot: Snapshot) -> TemplateValue {
        let queue = snapshot.queue
        let tag = SubjectTags(snapshot).current
        return .object([
            "site": .object(["name": .text(OneLine.of(snapshot.site.name))]),
            "now": time(snapshot.now),
            "queue": .object([
                "name": .text(OneLine.of(queue.name)),
                "description": .text(OneLine.of(queue.description)),
                "address": .text((queue.correspondAddress ?? snapshot.fallbackSender).value),
            ]),
            "ticket": ticket(snapshot, tag: tag),
            "requestors": .list(requestors(snapshot)),
            "owner": owner(snapshot).map { .object(["name": .text($0)]) } ?? .none,
            "actor": .object(["name": .text(OneLine.of(snapshot.actor.shown))]),
            "transaction": transaction(snapshot.transaction),
            "schedule": schedule(snapshot.transaction),
            "message": snapshot.message.map(message) ?? .none,
            "forwarded": .list(snapshot.forwarded.map(forwarded)),
        ])
    }

    private static func ticket(_ snapshot: Snapshot, tag: String) -> TemplateValue {
        let ticket = snapshot.ticket
        // Mails about anything but a note may go to those who must not know of one.
        let updated = snapshot.transaction.isInternal ? ticket.updated : ticket.publicUpdated
        return .object([
            "id": .text(ticket.id.description), "tag": .text(tag),
            "subject": .text(OneLine.of(ticket.subject)), "status": .text(ticket.status),
            "priority": .text(String(ticket.priority)),
            "created": time(ticket.created), "updated": time(updated),
            "due": time(ticket.due),
            "priorityName": .text(OneLine.of(snapshot.priorityName)),
            "finalPriority": .text(String(ticket.finalPriority)),
            "starts": time(ticket.starts), "started": time(ticket.started),
            "told": time(ticket.told), "resolved": time(ticket.resolved),
            "timeWorked": minutes(ticket.timeWorked),
            "timeEstimated": minutes(ticket.timeEstimated),
            "timeLeft": minutes(ticket.timeLeft), "fields": fields(snapshot.fields),
            "field": field(snapshot.fields),
        ])
    }

    /// Written for its reader when the template is filled.
    private static func time(_ moment: Timestamp?) -> TemplateValue {
        moment.map { .time($0.milliseconds) } ?? .none
    }

    /// Nothing for none, so that a section can leave it out.
    private static func minutes(_ minutes: Int64) -> TemplateValue {
        minutes == 0 ? .none : .text(Minutes.text(minutes))
    }

    /// Those with values, in display order.
    private static func fields(_ fields: [TicketFieldValues]) -> TemplateValue {
        .list(
            fields.filter { !$0.values.isEmpty }.map { held in
                .object([
                    "name": .text(OneLine.of(held.field.name)), "value": value(held),
                    "values": .list(held.values.map { value($0, held.field) }),
                ])
            })
    }

    /// By the names that templates have for them, whether they have values or not.
    private static func field(_ fields: [TicketFieldValues]) -> TemplateValue {
        .object(
            Dictionary(fields.map { ($0.field.templateKey, value($0)) }) { first, _ in first })
    }

    /// All values in one text; a single time is the reader's.
    private static func value(_ held: TicketFieldValues) -> TemplateValue {
        if held.values.count == 1 { return value(held.values[0], held.field) }
        return .text(held.values.map { shown($0, held.field) }.joined(separator: ", "))
    }

    private static func value(_ value: String, _ field: CustomField) -> TemplateValue {
        if case .dateTime = field.kind, let moment = UTCSecond.moment(value) { return time(moment) }
        return .text(shown(value, field))
    }

    private static func shown(_ value: String, _ field: CustomField) -> String {
        switch field.kind {
        case .text: value
        case .dateTime:
            UTCSecond.moment(value).map { MomentText(language: "", zone: .utc).of($0) } ?? value
        default: OneLine.of(value)
        }
    }

    private static func requestors(_ snapshot: Snapshot) -> [TemplateValue] {
        let people = snapshot.people.filter { $0.seats.contains { $0.role == .requestor } }
        return people.sorted { $0.user.id < $1.user.id }.map { person in
            .object([
                "name": .text(OneLine.of(person.user.shown)),
                "address": TemplateValue(person.address?.value),
            ])
        }
    }

    private static func owner(_ snapshot: Snapshot) -> String? {
        guard let owner = snapshot.ticket.owner else { return nil }
        let users = snapshot.people.map(\.user) + [snapshot.actor]
        return users.first { $0.id == owner }.map { OneLine.of($0.shown) }
    }

    private static func transaction(_ transaction: Transaction) -> TemplateValue {
        let kind = transaction.kind
        let isOwnerChange = Transaction.Kind.ownerChanges.contains(kind)
        let named: Set<Transaction.Kind> = [.create, .correspond, .comment, .status, .schedule]
        return .object([
            "kind": .text(kind.rawValue),
            "field": TemplateValue(transaction.field.map(OneLine.of)),
            "old": TemplateValue(transaction.oldValue.map(OneLine.of)),
            "new": TemplateValue(transaction.newValue.map(OneLine.of)),
            "time": time(transaction.created),
            "isCreate": .flag(kind == .create), "isCorrespond": .flag(kind == .correspond),
            "isComment": .flag(kind == .comment), "isStatus": .flag(kind == .status),
            "isOwnerChange": .flag(isOwnerChange),
            "isOther": .flag(!isOwnerChange && !named.contains(kind)),
        ])
    }

    /// The entry of a timed scrip holds its condition and its name.
    private static func schedule(_ transaction: Transaction) -> TemplateValue {
        guard transaction.kind == .schedule else { return .none }
        let condition = transaction.field ?? ""
        var values: [String: TemplateValue] = [
            "scrip": .text(OneLine.of(transaction.newValue ?? "")),
            "condition": .text(OneLine.of(condition)),
        ]
        for flag in ScheduleFlag.all { values[flag.name] = .flag(flag.condition == condition) }
        return .object(values)
    }

    private static func forwarded(_ forwarded: ForwardedMessage) -> TemplateValue {
        let body = MessageBody(forwarded.original == nil ? forwarded.message.text : "")
        let author = forwarded.message.author.map { author in
            author.name.map { "\($0) <\(author.address)>" } ?? author.address.value
        }
        return .object([
            "author": TemplateValue(author.map(OneLine.of)),
            "time": time(forwarded.written),
            "subject": .text(OneLine.of(forwarded.message.subject)), "text": .text(body.text),
            "paragraphs": .list(
                body.paragraphs.map { .object(["lines": .list($0.map(TemplateValue.text))]) }),
            "isAttached": .flag(forwarded.original != nil),
        ])
    }

    private static func message(_ message: Message) -> TemplateValue {
        let body = MessageBody(message.text)
        return .object([
            "author": TemplateValue(message.author.map { OneLine.of($0.shown) }),
            "subject": .text(OneLine.of(message.subject)),
            "text": .text(body.text), "isCut": .flag(body.isCut),
            "quoted": .text(MessageQuote.of(body.text)),
            "paragraphs": .list(
                body.paragraphs.map { .object(["lines": .list($0.map(TemplateValue.text))]) }),
            "attachments": .list(
                message.attachments.map {
                    .object([
                        "name": .text(OneLine.of($0.filename)),
                        "size": .text(MessageBody.size(bytes: $0.sizeBytes)),
                    ])
                }),
        ])
    }
}
