import Desk
import Tickets

/// The one line that the log keeps of each mail.
enum ReceiptLine {
    /// `ticket=42 added mail=17 from=<a@example.org> id=<m@example.org> kind=person mails=2
    /// match=…`.
    ///
    /// The free text stands last, so that the line can be taken apart at its blanks.
    static func text(_ receipt: Receipt, _ verdict: Verdict) -> String {
        var words = outcome(receipt.outcome)
        words.append("mail=\(receipt.mail)")
        words.append("from=<\(verdict.sender?.address.value ?? "")>")
        if let id = verdict.messageID { words.append("id=\(id)") }
        words.append("kind=\"\(verdict.kind.rawValue)\"")
        words.append("mails=\(receipt.outbox.count)")
        if case .quarantined(let reason, let detail) = receipt.outcome {
            words.append("reason=\(reason.rawValue)" + (detail.map { ": \($0)" } ?? ""))
        } else if let match = receipt.match {
            words.append("match=\(match)")
        }
        return words.joined(separator: " ")
    }

    /// What was found in the mail, a line each; for `--debug`.
    static func details(_ verdict: Verdict) -> [String] {
        var lines = verdict.evidence.map { "evidence: \($0)" }
        lines += verdict.defects.map { "defect: \($0)" }
        lines += verdict.tags.map { "tag: [\($0.name) #\($0.ticket)]" }
        lines += verdict.references.map { "reference: \($0)" }
        return lines
    }

    private static func outcome(_ outcome: Receipt.Outcome) -> [String] {
        switch outcome {
        case .opened(let ticket): ["ticket=\(ticket)", "opened"]
        case .added(let ticket): ["ticket=\(ticket)", "added"]
        case .duplicate(let ticket?): ["ticket=\(ticket)", "duplicate"]
        case .duplicate(nil): ["duplicate"]
        case .quarantined: ["quarantined"]
        }
    }
}

extension Receipt.Outcome {
    /// Whether an admin should look at the mail.
    var isQuarantine: Bool {
        if case .quarantined = self { true } else { false }
    }
}
