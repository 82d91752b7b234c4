import Tickets

/// What stands in RT's templates for what stands in ours.
enum RTNames {
    /// Our text for what stands between braces: a value's name, or one of the short calls that RT's
    /// own templates use for the same value; `nil` for what we do not know.
    static func ours(for code: String, inHTML: Bool) -> String? {
        let call = code.hasSuffix("()") ? String(code.dropLast(2)) : code
        if let field = customField(in: code) {
            return "{{ticket.field.\(CustomField.templateKey(field))}}"
        }
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

    /// The custom field that stands in `$TicketCFRootCause`, where RT leaves out what is no letter or
    /// digit, or in `$Ticket->FirstCustomFieldValue('Root cause')`; `nil` for anything else.
    static func customField(in code: String) -> String? {
        let (head, call) = ("TicketCF", "$Ticket->FirstCustomFieldValue(")
        if let name = name(in: code), name.hasPrefix(head), name.count > head.count {
            return name.dropFirst(head.count).reduce(into: "") { words, letter in
                if letter.isUppercase, let last = words.last, !last.isUppercase { words += " " }
                words.append(letter)
            }
        }
        guard code.hasPrefix(call), code.hasSuffix(")") else { return nil }
        let inner = code.dropFirst(call.count).dropLast()
        let word = inner.drop { $0 == " " }
        guard let quote = word.first, quote == "'" || quote == "\"",
            let end = word.dropFirst().firstIndex(of: quote),
            word[word.index(after: end)...].allSatisfy({ $0 == " " })
        else { return nil }
        let name = String(word[word.index(after: word.startIndex)..<end])
        return CustomField.templateKey(name).isEmpty ? nil : name
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
        "TicketDue": "{{ticket.due}}", "TicketStarts": "{{ticket.starts}}",
        "TicketStarted": "{{ticket.started}}", "TicketTold": "{{ticket.told}}",
        "TicketResolved": "{{ticket.resolved}}",
        "TicketFinalPriority": "{{ticket.finalPriority}}",
        "TicketPriorityAsString": "{{ticket.priorityName}}",
        "TicketTimeWorked": "{{ticket.timeWorked}}", "TicketTimeLeft": "{{ticket.timeLeft}}",
        "TicketTimeEstimated": "{{ticket.timeEstimated}}", "TicketQueueName": "{{queue.name}}",
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
        "TicketInitialPriority": "templates have the priority and the final one only",
        "TransactionTimeTaken": "templates have the ticket's time only: {$TicketTimeWorked}",
        "TransactionBriefDescription": "write it with sections on"
            + " {{#transaction.isStatus}} and the like",
        "TicketOwnerEmailAddress": "addresses of staff do not stand in mails",
    ]

    private static let calls = values.merging(dates) { first, _ in first }

    /// `$Ticket->DueAsString` and `$Ticket->DueObj->AsString`.
    private static let dates: [String: String] = {
        var dates: [String: String] = [:]
        for name in ["Created", "LastUpdated", "Due", "Starts", "Started", "Told", "Resolved"] {
            dates["$Ticket->\(name)AsString"] = "Ticket\(name)"
            dates["$Ticket->\(name)Obj->AsString"] = "Ticket\(name)"
        }
        return dates
    }()

    private static let values: [String: String] = [
        "$Ticket->id": "TicketId", "$Ticket->Id": "TicketId", "$Ticket->Subject": "TicketSubject",
        "$Ticket->Status": "TicketStatus", "$Ticket->Priority": "TicketPriority",
        "$Ticket->SubjectTag": "TicketSubjectTag", "$Ticket->QueueObj->Name": "TicketQueueName",
        "$Ticket->QueueObj->Description": "TicketQueueDescription",
        "$Ticket->QueueObj->CorrespondAddress": "TicketQueueCorrespondAddress",
        "$Ticket->OwnerObj->Name": "TicketOwnerName",
        "$Ticket->RequestorAddresses": "TicketRequestorAddresses",
        "$Ticket->OwnerObj->RealName": "TicketOwnerRealName",
        "$Ticket->PriorityAsString": "TicketPriorityAsString",
        "$Ticket->FinalPriority": "TicketFinalPriority",
        "$Ticket->TimeWorked": "TicketTimeWorked", "$Ticket->TimeLeft": "TicketTimeLeft",
        "$Ticket->TimeEstimated": "TicketTimeEstimated",
        "$Ticket->TimeWorkedAsString": "TicketTimeWorked",
        "$Ticket->TimeLeftAsString": "TicketTimeLeft",
        "$Ticket->TimeEstimatedAsString": "TicketTimeEstimated",
        "$Transaction->Content": "TransactionContent", "$Transaction->Type": "TransactionType",
        "$Transaction->Subject": "TransactionSubject",
        "$Transaction->OldValue": "TransactionOldValue",
        "$Transaction->NewValue": "TransactionNewValue",
        "$Transaction->CreatedAsString": "TransactionCreatedAsString",
    ]
}
