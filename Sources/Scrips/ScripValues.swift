package import Templates
package import Tickets

/// What a scrip's template may name, and what each name stands for.
package enum ScripValues {
    /// Every name that a template may use; templates are checked against it when they are read.
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
        .object([
            "site": .object(["name": .text]),
            "queue": .object(["name": .text, "description": .text, "address": .text]),
            "ticket": .object([
                "id": .text, "tag": .text, "subject": .text, "status": .text, "priority": .text,
                "created": .text, "due": .text, "priorityName": .text, "finalPriority": .text,
                "starts": .text, "started": .text, "told": .text, "resolved": .text,
                "timeWorked": .text, "timeEstimated": .text, "timeLeft": .text,
                "fields": .list(
                    .object(["name": .text, "value": .text, "values": .list(.text)])),
                "field": field,
            ]),
            "requestors": .list(.object(["name": .text, "address": .text])),
            "owner": .object(["name": .text]),
            "actor": .object(["name": .text]),
            "transaction": .object([
                "kind": .text, "field": .text, "old": .text, "new": .text, "time": .text,
                "isCreate": .flag, "isCorrespond": .flag, "isComment": .flag, "isStatus": .flag,
                "isOwnerChange": .flag, "isOther": .flag,
            ]),
            "message": .object([
                "author": .text, "subject": .text, "text": .text, "isCut": .flag,
                "paragraphs": .list(.object(["lines": .list(.text)])),
                "attachments": .list(.object(["name": .text, "size": .text])),
            ]),
            "forwarded": .list(
                .object([
                    "author": .text, "time": .text, "subject": .text, "text": .text,
                    "paragraphs": .list(.object(["lines": .list(.text)])), "isAttached": .flag,
                ])),
        ])
    }

    /// Fills every name of ``shape``.
    package static func tree(of snapshot: Snapshot) -> TemplateValue {
        let queue = snapshot.queue
        let tag = SubjectTags(snapshot).current
        return .object([
            "site": .object(["name": .text(OneLine.of(snapshot.site.name))]),
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
            "message": snapshot.message.map(message) ?? .none,
            "forwarded": .list(snapshot.forwarded.map(forwarded)),
        ])
    }

    private static func ticket(_ snapshot: Snapshot, tag: String) -> TemplateValue {
        let ticket = snapshot.ticket
        return .object([
            "id": .text(ticket.id.description), "tag": .text(tag),
            "subject": .text(OneLine.of(ticket.subject)), "status": .text(ticket.status),
            "priority": .text(String(ticket.priority)),
            "created": .text(UTCText.of(ticket.created)),
            "due": TemplateValue(ticket.due.map(UTCText.of)),
            "priorityName": .text(OneLine.of(snapshot.priorityName)),
            "finalPriority": .text(String(ticket.finalPriority)),
            "starts": TemplateValue(ticket.starts.map(UTCText.of)),
            "started": TemplateValue(ticket.started.map(UTCText.of)),
            "told": TemplateValue(ticket.told.map(UTCText.of)),
            "resolved": TemplateValue(ticket.resolved.map(UTCText.of)),
            "timeWorked": minutes(ticket.timeWorked),
            "timeEstimated": minutes(ticket.timeEstimated),
            "timeLeft": minutes(ticket.timeLeft), "fields": fields(snapshot.fields),
            "field": field(snapshot.fields),
        ])
    }

    /// Nothing for none, so that a section can leave it out.
    private static func minutes(_ minutes: Int64) -> TemplateValue {
        minutes == 0 ? .none : .text(Minutes.text(minutes))
    }

    /// Those with values, in display order.
    private static func fields(_ fields: [TicketFieldValues]) -> TemplateValue {
        .list(
            fields.filter { !$0.values.isEmpty }.map { held in
                let values = held.values.map { shown($0, held.field) }
                return .object([
                    "name": .text(OneLine.of(held.field.name)),
                    "value": .text(values.joined(separator: ", ")),
                    "values": .list(values.map(TemplateValue.text)),
                ])
            })
    }

    /// By the names that templates have for them, whether they have values or not.
    private static func field(_ fields: [TicketFieldValues]) -> TemplateValue {
        let values = fields.map { held in
            (
                held.field.templateKey,
                TemplateValue.text(
                    held.values.map { shown($0, held.field) }.joined(separator: ", "))
            )
        }
        return .object(Dictionary(values) { first, _ in first })
    }

    private static func shown(_ value: String, _ field: CustomField) -> String {
        switch field.kind {
        case .text: value
        case .dateTime: UTCSecond.moment(value).map(UTCText.of) ?? value
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
        let named: Set<Transaction.Kind> = [.create, .correspond, .comment, .status]
        return .object([
            "kind": .text(kind.rawValue),
            "field": TemplateValue(transaction.field.map(OneLine.of)),
            "old": TemplateValue(transaction.oldValue.map(OneLine.of)),
            "new": TemplateValue(transaction.newValue.map(OneLine.of)),
            "time": .text(UTCText.of(transaction.created)),
            "isCreate": .flag(kind == .create), "isCorrespond": .flag(kind == .correspond),
            "isComment": .flag(kind == .comment), "isStatus": .flag(kind == .status),
            "isOwnerChange": .flag(isOwnerChange),
            "isOther": .flag(!isOwnerChange && !named.contains(kind)),
        ])
    }

    private static func forwarded(_ forwarded: ForwardedMessage) -> TemplateValue {
        let body = MessageBody(forwarded.original == nil ? forwarded.message.text : "")
        let author = forwarded.message.author.map { author in
            author.name.map { "\($0) <\(author.address)>" } ?? author.address.value
        }
        return .object([
            "author": TemplateValue(author.map(OneLine.of)),
            "time": .text(UTCText.of(forwarded.written)),
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
