import Tickets

/// What stands in RT's templates for what stands in ours.
enum RTNames {
    /// Our text for what stands between braces: a value's name, or one of the short calls that RT's
    /// own templates use for the same value; `nil` for what we do not know.
    static func ours(for code: String, inHTML: Bool) -> String? {
        let call = code.hasSuffix("()") ? String(code.dropLast(2)) : code
        guard let name = name(in: call) ?? calls[call] else { return nil }
        if name == "TransactionContent", inHTML {
            return
                "{{#message}}{{#paragraphs}}<p>{{#lines}}{{.}}<br>\n{{/lines}}</p>\n{{/paragraphs}}"
                + "{{/message}}"
        }
        return names[name]
    }

    /// `TicketId` in `$TicketId`; `nil` for what is no bare name.
    static func name(in code: String) -> String? {
        guard code.first == "$", code.count > 1 else { return nil }
        let name = code.dropFirst()
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        return String(name)
    }

    /// A name that we know and somebody may have meant.
    static func nearest(to name: String) -> String? {
        NearestWord.find(name, among: names.keys.sorted())
    }

    private static let owner = "{{#owner}}{{name}}{{/owner}}{{^owner}}Nobody{{/owner}}"

    static let names: [String: String] = [
        "TicketId": "{{ticket.id}}", "TicketSubject": "{{ticket.subject}}",
        "TicketStatus": "{{ticket.status}}", "TicketPriority": "{{ticket.priority}}",
        "TicketCreated": "{{ticket.created}}", "TicketLastUpdated": "{{ticket.updated}}",
        "TicketDue": "{{ticket.due}}", "TicketQueueName": "{{queue.name}}",
        "TicketQueueDescription": "{{queue.description}}",
        "TicketQueueCorrespondAddress": "{{queue.address}}", "TicketOwnerName": owner,
        "TicketOwnerRealName": owner, "TicketSubjectTag": "{{ticket.tag}}",
        "TicketRequestorAddresses": "{{#requestors}}{{address}} {{/requestors}}",
        "RequestorAddresses": "{{#requestors}}{{address}} {{/requestors}}",
        "TransactionType": "{{transaction.kind}}", "TransactionField": "{{transaction.field}}",
        "TransactionOldValue": "{{transaction.old}}", "TransactionNewValue": "{{transaction.new}}",
        "TransactionContent": "{{message.text}}", "TransactionSubject": "{{message.subject}}",
        "TransactionCreatedAsString": "{{transaction.time}}",
        "TransactionCreated": "{{transaction.time}}",
        "rtname": "{{site.name}}", "Requestor": "{{#requestors}}{{address}} {{/requestors}}",
    ]

    /// Values that RT has and we have not, with the reason.
    static let absent: [String: String] = [
        "WebURL": "there are no web pages to point at",
        "TicketTold": "not kept here",
        "TransactionBriefDescription": "write it with sections on"
            + " {{#transaction.isStatus}} and the like",
        "TicketOwnerEmailAddress": "addresses of staff do not stand in mails",
    ]

    private static let calls: [String: String] = [
        "$Ticket->id": "TicketId", "$Ticket->Id": "TicketId", "$Ticket->Subject": "TicketSubject",
        "$Ticket->Status": "TicketStatus", "$Ticket->Priority": "TicketPriority",
        "$Ticket->SubjectTag": "TicketSubjectTag", "$Ticket->QueueObj->Name": "TicketQueueName",
        "$Ticket->QueueObj->Description": "TicketQueueDescription",
        "$Ticket->QueueObj->CorrespondAddress": "TicketQueueCorrespondAddress",
        "$Ticket->OwnerObj->Name": "TicketOwnerName",
        "$Ticket->RequestorAddresses": "TicketRequestorAddresses",
        "$Ticket->CreatedAsString": "TicketCreated", "$Ticket->DueAsString": "TicketDue",
        "$Transaction->Content": "TransactionContent", "$Transaction->Type": "TransactionType",
        "$Transaction->Subject": "TransactionSubject",
        "$Transaction->OldValue": "TransactionOldValue",
        "$Transaction->NewValue": "TransactionNewValue",
        "$Transaction->CreatedAsString": "TransactionCreatedAsString",
    ]
}
