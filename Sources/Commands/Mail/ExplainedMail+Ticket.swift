import MIME
import Settings
import Tickets

extension ExplainedMail {
    /// What would be asked for, in the order of asking (DESIGN §4).
    var ticket: [Row] {
        var found: [Row] = []
        for named in verdict.to + verdict.cc {
            guard let (_, word) = named.address.splittingExtension() else { continue }
            found.append(
                Row(
                    "address",
                    "extension \(word) of \(named.address.value), if it was delivered there"))
        }
        for tag in verdict.tags {
            found.append(Row("tag", "[\(tag.name) #\(tag.ticket)]: \(owner(of: tag.name))"))
        }
        let report = verdict.report?.originalID
        if let report { found.append(Row("report on", "\(report)")) }
        let answered = Set(message.inReplyTo.compactMap { MessageID($0) })
        for id in verdict.references.prefix(Self.referencesMax) where id != report {
            found.append(Row(answered.contains(id) ? "In-Reply-To" : "References", "\(id)"))
        }
        let more = verdict.references.count - Self.referencesMax
        if more > 0 { found.append(Row("", "and \(more) older references")) }
        if let conversation = verdict.conversation, conversation.isAnswer {
            found.append(Row("Thread-Index", "Outlook's conversation \(conversation.id.value)"))
        }
        if found.isEmpty { return [Row("", "nothing in the mail names one")] }
        let head = "would be looked for in this order; the first that is there, and that the"
        return [Row("", head + " sender may write to, wins:")] + found
    }

    private static var referencesMax: Int { 10 }

    private func owner(of tag: String) -> String {
        let name = tag.lowercased()
        if name == settings.site.name.lowercased() { return "ours, the site's name" }
        if settings.site.formerNames.contains(where: { $0.lowercased() == name }) {
            return "ours, a former name"
        }
        return "not the site's name; ours only if a queue has it"
    }

    // MARK: - Text

    /// How much there is, and what of it is new.
    var content: [Row] {
        let lines = verdict.text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
        var rows = [Row("", lines.isEmpty ? "none" : "\(Self.count(lines.count, "line")) to read")]
        if let new = verdict.replyText {
            let kept = new.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
            rows.append(
                Row(
                    "",
                    "\(Self.count(kept.count, "line")) new; the rest is quoted text, signature or "
                        + "footer"))
        } else if !lines.isEmpty {
            rows.append(Row("", "all of it is new"))
        }
        let sizes = verdict.attachments.reduce(0) { $0 + Int64($1.sizeBytes) }
        if !verdict.attachments.isEmpty {
            let what = Self.count(verdict.attachments.count, "attachment")
            rows.append(Row("", "\(what), \(SizeText.of(sizes))"))
        }
        return rows
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    // MARK: - Defects

    /// Defects of the mail itself in words; ``limits`` has those that are ours.
    var defects: [Row] {
        message.defects.filter { Self.settings[$0.code.rawValue] == nil }
            .map { Row("", Self.words($0)) }
    }

    /// Where reading stopped, and the setting that says so.
    var limits: [Row] {
        message.defects.compactMap { defect in
            Self.settings[defect.code.rawValue].map { Row($0, Self.words(defect)) }
        }
    }

    /// `tooManyParts` as words, and where.
    private static func words(_ defect: Defect) -> String {
        var words = ""
        for character in defect.code.rawValue {
            words += character.isUppercase ? " " + character.lowercased() : String(character)
        }
        return "\(words): \(defect.detail)"
    }

    private static var settings: [String: String] {
        [
            "headerTooLong": "mail.header_bytes_max", "tooManyParts": "mail.parts_max",
            "nestedTooDeep": "mail.nesting_depth_max", "textTooLong": "mail.text_bytes_max",
            "tooManyAddresses": "mail.addresses_max",
            "tooManyReferences": "mail.references_max",
            "decodedTooLarge": "mail.decoded_bytes_max",
        ]
    }

    // MARK: - What would follow

    /// What mailgate would do, as far as the mail alone tells.
    var consequences: [Row] {
        if let reason = verdict.quarantine {
            return [Row("", "quarantine: \(reason.rawValue)")]
        }
        return Self.consequences(of: verdict.kind).map { Row("", $0) }
    }

    private static func consequences(of kind: MailKind) -> [String] {
        switch kind {
        case .person:
            [
                "added to the ticket, and reopens it if it was closed",
                "without a ticket: opens one, if the sender may",
                "the sender may get an automatic answer; staff and watchers are told",
            ]
        case .list:
            [
                "added to the ticket, and reopens it if it was closed",
                "without a ticket: opens one, if the sender may",
                "no automatic answer; staff and watchers are told",
            ]
        case .bulk:
            [
                "added to the ticket, and reopens nothing",
                "without a ticket: opens one, if the sender may",
                "no automatic answer; staff are told, nobody else",
            ]
        case .autoReply, .delayNotice, .receipt, .feedbackReport:
            [
                "kept on the ticket, without any effect there; nobody is told",
                "without a ticket: quarantine",
            ]
        case .bounce:
            [
                "kept on the ticket, without any effect there; nobody is told",
                "marks the address on the record of the mail that failed; failures for good, again "
                    + "and again, suspend it",
                "without a ticket: quarantine",
            ]
        case .ownLoop: ["quarantine: own loop"]
        }
    }
}
