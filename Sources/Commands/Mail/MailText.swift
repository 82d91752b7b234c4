import Tickets

/// Received mails in words.
enum MailText {
    /// Head, what became of it, text, attachments.
    static func page(_ shown: ShownMail, _ mail: ReceivedMail, _ output: Output) -> String {
        var fields = FieldList()
        let when = "\(output.time.relative(mail.received)) (\(output.time.exact(mail.received)))"
        fields.add("Mail", "\(mail.id), received \(when)")
        fields.add("Became", fate(mail, queue: shown.mail.queue))
        fields.add("From", mail.sender?.value ?? "nobody: there is no usable address")
        fields.add("To", shown.to.joined(separator: ", "))
        fields.add("Cc", shown.cc.joined(separator: ", "))
        fields.add("Subject", mail.subject.isEmpty ? "(none)" : mail.subject)
        fields.add("Message-ID", mail.messageID?.description)
        let because = mail.evidence.isEmpty ? "" : ": " + mail.evidence.joined(separator: "; ")
        fields.add("Kind", mail.kind.rawValue + because)
        fields.add("Envelope", envelope(mail.envelope))
        fields.add("Alias", alias(mail.route))
        fields.add("Defects", mail.defects)
        fields.add("Size", SizeText.of(mail.sizeBytes))
        fields.add("SHA-256", mail.sha256)
        var page = fields.text(output.terminal) + "\n"
        if let reason = mail.quarantine, reason.isUnread {
            page +=
                "Not read: it \(reason.rawValue). `postern mail show \(mail.id) --raw` prints it.\n"
        } else {
            page += ParsedMail.body(shown.text, shown.attachments, output)
        }
        if !shown.attachments.isEmpty {
            page +=
                output.terminal.styled(
                    "Get one: postern mail show \(mail.id) --part NUMBER --output FILE", .faint)
                + "\n"
        }
        if mail.quarantine != nil {
            page += "\nRelease it: postern mail quarantine release \(mail.id) --queue QUEUE\n"
        }
        return page
    }

    private static func fate(_ mail: ReceivedMail, queue: String?) -> String {
        if let reason = mail.quarantine { return "quarantine: " + self.reason(reason, mail) }
        guard let ticket = mail.ticket else { return "nothing yet" }
        let place = queue.map { " in queue \($0)" } ?? ""
        return "ticket #\(ticket)\(place)" + (mail.match.map { " (\($0))" } ?? "")
    }

    /// Why a mail is in quarantine, with the detail.
    static func reason(_ reason: QuarantineReason, _ mail: ReceivedMail) -> String {
        reason.rawValue + (mail.quarantineDetail.map { " (\($0))" } ?? "")
    }

    private static func envelope(_ envelope: Envelope) -> String {
        var parts: [String] = []
        if let sender = envelope.sender { parts.append("from <\(sender)>") }
        if let recipient = envelope.recipient { parts.append("to <\(recipient)>") }
        if let first = envelope.originalRecipient, first != envelope.recipient {
            parts.append("first <\(first)>")
        }
        if let word = envelope.addressExtension { parts.append("extension \"\(word)\"") }
        return parts.joined(separator: " ")
    }

    private static func alias(_ route: Route) -> String {
        var parts: [String] = []
        if let queue = route.queue { parts.append("--queue \(queue)") }
        parts.append("--action \(route.action.rawValue)")
        if let use = route.extensionUse { parts.append("--extension \(use.rawValue)") }
        if let ticket = route.ticket { parts.append("--ticket \(ticket)") }
        return parts.joined(separator: " ")
    }
}
