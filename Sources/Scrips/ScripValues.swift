package import Templates
import Tickets

/// What the names of ``ScripNames`` stand for in one transaction.
package enum ScripValues {
    /// What templates are checked against when they are read; see ``ScripNames``.
    package static let shape = ScripNames.all.shape

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
            "ticket": ticket(snapshot.ticket, tag: tag),
            "requestors": .list(requestors(snapshot)),
            "owner": owner(snapshot).map { .object(["name": .text($0)]) } ?? .none,
            "actor": .object(["name": .text(OneLine.of(snapshot.actor.shown))]),
            "transaction": transaction(snapshot.transaction),
            "message": snapshot.message.map(message) ?? .none,
        ])
    }

    private static func ticket(_ ticket: Ticket, tag: String) -> TemplateValue {
        .object([
            "id": .text(ticket.id.description), "tag": .text(tag),
            "subject": .text(OneLine.of(ticket.subject)), "status": .text(ticket.status),
            "priority": .text(String(ticket.priority)),
            "created": time(ticket.created), "updated": time(ticket.updated),
            "due": time(ticket.due),
        ])
    }

    /// Written for its reader when the template is filled.
    private static func time(_ moment: Timestamp?) -> TemplateValue {
        moment.map { .time($0.milliseconds) } ?? .none
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
            "time": time(transaction.created),
            "isCreate": .flag(kind == .create), "isCorrespond": .flag(kind == .correspond),
            "isComment": .flag(kind == .comment), "isStatus": .flag(kind == .status),
            "isOwnerChange": .flag(isOwnerChange),
            "isOther": .flag(!isOwnerChange && !named.contains(kind)),
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
