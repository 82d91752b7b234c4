import FoundationEssentials
import Tickets

/// What a webhook sends and a program reads: one transaction as JSON, as docs/webhooks.md has it.
///
/// Nobody but requestors and owner stand in it with their addresses: who else watches a ticket, and
/// who had a mail in Bcc, is nothing that leaves the house unasked.
struct CallDocument: Encodable {
    /// Grows when a key goes or changes its meaning, not when one is added.
    let version = 1
    let delivery: String
    /// RT's type of the transaction.
    let event: String
    let scrip: String
    let site: SiteValue
    let ticket: TicketValue
    let transaction: TransactionValue
    let actor: PersonValue
    let message: MessageValue?

    struct SiteValue: Encodable {
        let name: String
        let domain: String
    }

    struct TicketValue: Encodable {
        let id: Int64
        let tag: String
        let subject: String
        let queue: String
        let status: String
        let priority: Int64
        let owner: PersonValue?
        let requestors: [PersonValue]
        let created: String
        let updated: String
        let due: String?
        /// Custom fields with values.
        let fields: [FieldValue]
    }

    struct FieldValue: Encodable {
        let name: String
        let values: [String]
    }

    struct TransactionValue: Encodable {
        let id: Int64
        let field: String?
        let oldValue: String?
        let newValue: String?
        let created: String
        let isInternal: Bool
    }

    struct PersonValue: Encodable {
        let name: String
        let address: String?
        let isPrivileged: Bool

        init(_ user: User, address: EmailAddress?) {
            name = user.shown
            self.address = address?.value
            isPrivileged = user.isPrivileged
        }
    }

    struct MessageValue: Encodable {
        let author: String?
        let authorName: String?
        let subject: String
        let text: String
        /// True where the text was too long to go along as a whole.
        let isCut: Bool
        let attachments: [FileValue]
    }

    struct FileValue: Encodable {
        let filename: String
        let contentType: String
        let size: Int
        let sha256: String
    }

    init(_ snapshot: Snapshot, scrip: String, delivery: String) {
        self.delivery = delivery
        self.scrip = scrip
        let (ticket, transaction) = (snapshot.ticket, snapshot.transaction)
        event = transaction.kind.rawValue
        site = SiteValue(name: snapshot.site.name, domain: snapshot.site.domain)
        let people = snapshot.people.sorted { $0.user.id < $1.user.id }
        let owner = people.first { $0.user.id == ticket.owner }
        self.ticket = TicketValue(
            id: ticket.id.value, tag: SubjectTags(snapshot).current, subject: ticket.subject,
            queue: snapshot.queue.name, status: ticket.status, priority: ticket.priority,
            owner: owner.map { PersonValue($0.user, address: $0.address) },
            requestors: people.filter { $0.seats.contains { $0.role == .requestor } }
                .map { PersonValue($0.user, address: $0.address) },
            created: UTCText.rfc3339(ticket.created), updated: UTCText.rfc3339(ticket.updated),
            due: ticket.due.map(UTCText.rfc3339),
            fields: snapshot.fields.filter { !$0.values.isEmpty }.map {
                FieldValue(name: $0.field.name, values: $0.values)
            })
        self.transaction = TransactionValue(
            id: transaction.id.value, field: transaction.field, oldValue: transaction.oldValue,
            newValue: transaction.newValue, created: UTCText.rfc3339(transaction.created),
            isInternal: transaction.isForStaff)
        actor = PersonValue(snapshot.actor, address: snapshot.actor.addresses.first)
        message = snapshot.message.map { message in
            let body = MessageBody(message.text)
            return MessageValue(
                author: message.author?.address.value, authorName: message.author?.name,
                subject: message.subject, text: body.text, isCut: body.isCut,
                attachments: message.attachments.map {
                    FileValue(
                        filename: $0.filename, contentType: $0.contentType, size: $0.sizeBytes,
                        sha256: $0.sha256)
                })
        }
    }

    /// The same bytes for the same document.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
