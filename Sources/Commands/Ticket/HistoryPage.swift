import Desk
import Store
import Tickets

/// The history of a ticket as people read it, oldest first.
struct HistoryPage {
    /// Entries of other tickets, merged into this one, are marked.
    let ticket: TicketID
    let terminal: Terminal
    let time: TimeText
    /// Custom fields that the entries may be about.
    var fields: [CustomField] = []

    private var words: TransactionText { TransactionText(time: time, fields: fields) }
    private var decisions: DecisionText { DecisionText(terminal: terminal, time: time) }

    /// One line for each transaction.
    func brief(_ entries: [HistoryEntry]) -> String {
        let times = entries.map { time.relative($0.transaction.created) }
        let width = times.map(\.count).max() ?? 0
        return zip(entries, times).map { entry, moment in
            let gap = String(repeating: " ", count: width - moment.count)
            return "  " + terminal.styled(moment + gap, .faint) + "  " + words.sentence(entry)
                + "\n"
        }.joined()
    }

    /// Everything: who, when, what, the text, the attachments, who was mailed and who was not.
    func full(_ entries: [HistoryEntry]) -> String {
        var text = ""
        var wasLong = true
        for entry in entries {
            // Changes of fields stand close together, texts have air around them.
            let isLong = entry.message != nil
            text += (isLong || wasLong ? "\n" : "") + full(entry)
            wasLong = isLong
        }
        return text
    }

    private func full(_ entry: HistoryEntry) -> String {
        var lines = [head(entry)]
        if let mail = entry.mail { lines += arrival(mail) }
        lines += recipients(entry.recipients)
        if let message = entry.message, message.text.contains(where: { !$0.isWhitespace }) {
            lines += [""] + body(message.replyText ?? message.text) + [""]
            lines += leftOut(message)
        }
        if let message = entry.message, !message.attachments.isEmpty {
            lines += attachments(message)
        }
        lines += decisions.lines(entry.decisions, entry.outbox)
        lines += decisions.lines(entry.reports)
        lines += CallSentence(terminal: terminal, time: time).sentences(entry.outbox)
        for run in entry.runs {
            let last = entry.runs.last { $0.scrip == run.scrip }
            // What was done again and went well needs nobody.
            guard let failure = run.failure, last?.failure != nil else { continue }
            lines.append(
                terminal.styled(
                    "scrip \(run.scrip) \(run.wasStopped ? "was stopped" : "failed"): \(Terminal.line(failure))",
                    .red))
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        let head = lines.removeFirst()
        return head + "\n" + lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    }

    private func head(_ entry: HistoryEntry) -> String {
        let moment = entry.transaction.created
        let cause = entry.transaction.causedBy.map { ", caused by \($0)" } ?? ""
        let exact = "\(time.relative(moment)) · \(time.exact(moment))"
        let place = entry.transaction.ticket == ticket ? "" : " of #\(entry.transaction.ticket)"
        let number = "transaction \(entry.transaction.id)\(place)\(cause)"
        return terminal.styled("● " + words.sentence(entry), Self.style(entry.transaction.kind))
            + terminal.styled("  \(exact) · \(number)", .faint)
    }

    private static func style(_ kind: Transaction.Kind) -> Terminal.Style {
        switch kind {
        case .create, .correspond: .bold
        case .comment: .yellow
        case .systemError: .red
        default: .cyan
        }
    }

    /// Whom the author added or left out.
    private func recipients(_ recipients: MessageRecipients) -> [String] {
        let lists = [
            ("to", recipients.to), ("one-time Cc", recipients.cc),
            ("one-time Bcc", recipients.bcc), ("left out", recipients.squelched),
        ]
        return lists.filter { !$0.1.isEmpty }.map { name, addresses in
            let list = addresses.map(\.value).joined(separator: ", ")
            return terminal.styled("\(name): \(list)", .faint)
        }
    }

    /// Why the mail came to this ticket, and what it was taken for if not for a person's.
    private func arrival(_ mail: ReceivedMail) -> [String] {
        var lines = [
            terminal.styled("mail " + TransactionText.arrival(mail), .faint)
        ]
        if mail.kind != .person {
            let evidence = mail.evidence.map(Terminal.line).joined(separator: "; ")
            lines.append(
                terminal.styled(
                    "kind of mail: \(mail.kind.rawValue)"
                        + (evidence.isEmpty ? "" : " (\(evidence))"),
                    .yellow))
        }
        for defect in mail.defects.map(Terminal.line) {
            lines.append(terminal.styled("defect: \(defect)", .yellow))
        }
        return lines
    }

    /// The whole text; what it quotes stands back.
    private func body(_ text: String) -> [String] {
        var lines = Terminal.safe(text).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
        return lines.flatMap { line -> [String] in
            guard line.contains(where: { !$0.isWhitespace }) else { return [""] }
            let isQuoted = line.first == ">"
            let parts =
                terminal.isTerminal ? line.wrapped(toDisplayWidth: terminal.width - 4) : [line]
            return isQuoted ? parts.map { terminal.styled($0, .faint) } : parts
        }
    }

    /// What quotes and signature would have added, and where they can be read.
    private func leftOut(_ message: Message) -> [String] {
        guard let reply = message.replyText, let mail = message.mail else { return [] }
        func count(_ text: String) -> Int {
            text.split(separator: "\n").count { line in line.contains { !$0.isWhitespace } }
        }
        let lines = max(1, count(message.text) - count(reply))
        let words = "quotes and signature left out, \(lines) line\(lines == 1 ? "" : "s")"
        return [terminal.styled("\(words)  postern mail show \(mail)", .faint)]
    }

    private func attachments(_ message: Message) -> [String] {
        message.attachments.map { part in
            let name = Terminal.line(part.filename)
            let size = SizeText.of(Int64(part.sizeBytes))
            let place = part.isInline ? ", in the text" : ""
            let way = message.mail.map {
                terminal.styled(
                    "  postern mail show \($0) --part \(part.path) --output \(ShellWord.quoted(name))",
                    .faint)
            }
            return "+ \(name)  \(Terminal.line(part.contentType)), \(size)\(place)\(way ?? "")"
        }
    }
}
