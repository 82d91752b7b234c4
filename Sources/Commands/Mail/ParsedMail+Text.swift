extension ParsedMail {
    /// Head, text and a line for each attachment.
    func text(_ output: Output) -> String {
        var fields = FieldList()
        fields.add("From", Self.shown(from, fromName) ?? "nobody: there is no usable address")
        fields.add("To", to.joined(separator: ", "))
        fields.add("Cc", cc.joined(separator: ", "))
        fields.add("Reply-To", replyTo.joined(separator: ", "))
        fields.add("Subject", subject.isEmpty ? "(none)" : subject)
        fields.add("Date", date)
        fields.add("Message-ID", messageID.map { "<\($0)>" })
        fields.add("In-Reply-To", inReplyTo.map { "<\($0)>" })
        fields.add("References", references.map { "<\($0)>" })
        fields.add("Tags", tags.map { "[\($0.name) #\($0.ticket)]" }.joined(separator: " "))
        let because = evidence.isEmpty ? "" : ": " + evidence.joined(separator: "; ")
        fields.add("Kind", kind + because)
        fields.add("Failed", isBounce ? (bounceRecipients ?? []).joined(separator: ", ") : nil)
        fields.add("Report on", bouncedMessageID.map { "<\($0)>" })
        fields.add("Quarantine", quarantine)
        fields.add("Defects", defects)
        fields.add("Size", SizeText.of(Int64(size)))
        fields.add("SHA-256", sha256)
        return fields.text(output.terminal) + "\n" + Self.body(bodyText, attachments, output)
    }

    static func shown(_ address: String?, _ name: String?) -> String? {
        guard let address else { return nil }
        return name.map { "\($0) <\(address)>" } ?? address
    }

    /// The text as a person reads it, then what else is in the mail.
    static func body(
        _ text: String, _ attachments: [ParsedAttachment], _ output: Output
    ) -> String {
        var shown = Terminal.safe(text)
        while shown.last?.isWhitespace == true { shown.removeLast() }
        shown = shown.isEmpty ? output.terminal.styled("(no text)", .faint) : shown
        guard !attachments.isEmpty else { return shown + "\n" }
        let head = output.terminal.styled("Attachments", .faint)
        return shown + "\n\n" + head + "\n"
            + attachments.flatMap(\.lines).map { "  \(Terminal.safe($0))\n" }.joined()
    }
}
