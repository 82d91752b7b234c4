package import Templates
import Tickets

/// What a scrip's template may name, and what each name stands for.
package enum ScripValues {
    /// Every name that a template may use; templates are checked against it when they are read.
    package static let shape: TemplateShape = .object([
        "site": .object(["name": .text]),
        "queue": .object(["name": .text, "description": .text, "address": .text]),
        "ticket": .object([
            "id": .text, "tag": .text, "subject": .text, "status": .text, "priority": .text,
            "created": .text, "due": .text,
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
            "ticket": ticket(snapshot.ticket, tag: tag),
            "requestors": .list(requestors(snapshot)),
            "owner": owner(snapshot).map { .object(["name": .text($0)]) } ?? .none,
            "actor": .object(["name": .text(OneLine.of(snapshot.actor.shown))]),
            "transaction": transaction(snapshot.transaction),
            "message": snapshot.message.map(message) ?? .none,
            "forwarded": .list(snapshot.forwarded.map(forwarded)),
        ])
    }

    private static func ticket(_ ticket: Ticket, tag: String) -> TemplateValue {
        .object([
            "id": .text(ticket.id.description), "tag": .text(tag),
            "subject": .text(OneLine.of(ticket.subject)), "status": .text(ticket.status),
            "priority": .text(String(ticket.priority)),
            "created": .text(UTCText.of(ticket.created)),
            "due": TemplateValue(ticket.due.map(UTCText.of)),
        ])
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
