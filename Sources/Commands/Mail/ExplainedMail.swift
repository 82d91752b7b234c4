import Gateway
import Intake
import MIME
import Settings
import Tickets

/// Why a mail is read as it is, for people: what was found, where, and what would follow.
///
/// It knows no database, so it says what would be asked there, in the order of asking.
struct ExplainedMail {
    let message: MIME.Message
    let verdict: Verdict
    let evidence: [Evidence]
    let settings: Settings
    /// The sender before `mail.address_rewrite`; `nil` when nothing was rewritten.
    let writtenSender: String?

    /// Reads a mail as the site would.
    init(_ raw: [UInt8], settings: Settings) {
        self.settings = settings
        message = MessageReader(limits: IntakeLimits(settings: settings).message).read(raw)
        let reader = ConfiguredReader(settings: settings)
        verdict = reader.read(raw: raw, route: Route(), envelope: Envelope())
        evidence = reader.evidence(in: raw, envelope: Envelope())
        let author = message.from.first?.address ?? message.sender?.address
        let found = verdict.sender?.address.value
        writtenSender = author.flatMap { EmailAddress($0)?.value == found ? nil : $0 }
    }

    /// The sections that have something to say, one under the other.
    func text(_ output: Output) -> String {
        let sections = [
            ("Kind", kind), ("Report", report), ("Sender", sender), ("Ticket", ticket),
            ("Text", content), ("Wrong with it", defects), ("Limits met", limits),
            ("What would follow", consequences),
        ]
        return sections.filter { !$0.1.isEmpty }.map { title, rows in
            output.terminal.styled(title, .bold) + "\n" + Self.aligned(rows, output.terminal)
        }.joined(separator: "\n")
    }

    /// Rows of a left and a right cell, the right ones under each other and wrapped. A row without
    /// a left cell takes the whole line.
    private static func aligned(_ rows: [Row], _ terminal: Terminal) -> String {
        let indent = rows.map(\.left.displayWidth).max() ?? 0
        return rows.map { row in
            let gap = row.left.isEmpty ? 2 : indent + 4
            let left = "  " + row.left
            let pad = String(repeating: " ", count: max(0, gap - left.displayWidth))
            let lines = Terminal.line(row.right).wrapped(
                toDisplayWidth: max(30, terminal.width - gap))
            let rest = lines.dropFirst().map { String(repeating: " ", count: gap) + $0 + "\n" }
            return left + pad + (lines.first ?? "") + "\n" + rest.joined()
        }.joined()
    }

    struct Row {
        let left: String
        let right: String

        init(_ left: String, _ right: String) {
            self.left = left
            self.right = right
        }
    }

    // MARK: - Kind and report

    private var kind: [Row] {
        var rows = [Row("", "\(verdict.kind.rawValue): \(Self.meaning(of: verdict.kind))")]
        for sign in evidence {
            var says = "says nothing"
            if let kind = sign.kind { says = "says \(kind.rawValue)" }
            if let kind = sign.kind, kind != verdict.kind { says += ", weaker" }
            rows.append(Row(says, sign.phrase))
        }
        if evidence.isEmpty {
            rows.append(Row("", "nothing in it speaks for a program or a list"))
        }
        return rows
    }

    static func meaning(of kind: MailKind) -> String {
        switch kind {
        case .person: "somebody wrote it"
        case .autoReply: "an answer that nobody typed"
        case .list: "came through a mailing list; perhaps somebody wrote it"
        case .bulk: "a program wrote it without being asked"
        case .bounce: "a mail could not be delivered"
        case .delayNotice: "a mail is still being tried"
        case .receipt: "a mail was delivered or read"
        case .feedbackReport: "somebody complained of a mail"
        case .ownLoop: "our own mail came back"
        }
    }

    private var report: [Row] {
        guard let report = verdict.report else { return [] }
        let about = report.originalID.map { "the mail \($0)" } ?? "it does not say which mail"
        var rows = [Row("about", about)]
        for recipient in report.recipients {
            var words = [recipient.outcome.rawValue]
            if let status = recipient.status { words.append("status \(status)") }
            if recipient.outcome == .failed {
                words.append(recipient.isPermanentFailure ? "for good" : "may work later")
            }
            if let final = recipient.finalAddress { words.append("ended at \(final.value)") }
            rows.append(Row(recipient.address.value, words.joined(separator: ", ")))
            if let said = recipient.diagnostic { rows.append(Row(" ", "\u{201C}\(said)\u{201D}")) }
        }
        if report.recipients.isEmpty { rows.append(Row("for", "it names no recipient")) }
        return rows
    }

    // MARK: - Sender

    private var sender: [Row] {
        guard let sender = verdict.sender else {
            let why = verdict.kind.isAnswerOfMachine ? "; a report needs none" : ""
            return [Row("", "none: neither From nor Sender holds a usable address" + why)]
        }
        let isFrom = message.from.contains { EmailAddress($0.address) != nil }
        var rows = [
            Row(
                "",
                "\(sender.address.value), the first usable address of \(isFrom ? "From" : "Sender")"
            )
        ]
        if let written = writtenSender, EmailAddress(written) != nil {
            rows.append(Row("", "written as \(written), changed by mail.address_rewrite"))
        }
        if let first = verdict.replyTo.first, first.address != sender.address {
            rows.append(Row("", "Reply-To \(first.address.value) is answered, but never believed"))
        }
        return rows
    }
}
