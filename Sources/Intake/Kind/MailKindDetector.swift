import MIME
import Tickets

/// Decides who or what wrote a mail.
///
/// A robot's mail that is taken for a person's makes two robots write to each other. A person's
/// mail that is taken for a robot's leaves a ticket closed that should be open, and nobody notices.
/// So each piece of evidence has a fixed worth, and what persons' mail programs set is worth
/// nothing:
///
/// | evidence | counts as | why |
/// |---|---|---|
/// | `X-Postern-Loop` with this site's name | own loop | only our own mail bears it |
/// | a report part of RFC 3464, RFC 8098, RFC 5965 | what it reports | no person writes one |
/// | words of a mail server, see ``ReportReader`` | bounce, delay | with a sender that fits |
/// | From `mailer-daemon…` | bounce | the name is never a person's |
/// | null envelope sender, From `postmaster@…` | bounce | how Exchange and others sign bounces |
/// | `Auto-Submitted: auto-replied` | auto-reply | RFC 3834 §5 |
/// | `X-Autoreply`, `Precedence: auto_reply` and others | auto-reply | ``AutoReplySigns`` |
/// | Subject `Automatic reply: …`, in many languages | auto-reply | ``AutoReplySubjects`` |
/// | null envelope sender, answers or speaks of absence | auto-reply | RFC 3834 §3.3 |
/// | null envelope sender, answers nothing | bulk | a notice: nobody can be answered |
/// | `Auto-Submitted` with other values | bulk | RFC 3834 §5: not by a person now |
/// | any other `multipart/report` | bulk | RFC 6522: made by a program |
/// | `Precedence: bulk` or `junk` | bulk | but list where `List-Post` shows that people write |
/// | `List-Id`, `List-Post`, `List-Unsubscribe`, `Precedence: list` | list | maybe a person |
/// | `X-Auto-Response-Suppress` | nothing | Outlook sets it on persons' mails |
/// | From `postmaster@…` alone | nothing | admins write from there |
/// | `X-RT-Loop-Prevention` and the like | nothing | trackers send on what people typed |
/// | `X-Loop` with an address | nothing | forwarders set it on what people typed |
///
/// The strongest kind wins, in the order of ``ranking``. `bulk` covers what a program wrote without
/// being asked, such as an alarm: unlike an auto-reply it may open a ticket.
struct MailKindDetector: Sendable {
    /// As the loop header of our own mail has it.
    let siteName: String
    /// Opens attached mails, with the limits of the mail itself.
    let reader: MessageReader

    /// The header that all our own mail bears, with the site's name.
    static let loopHeader = "X-Postern-Loop"

    /// What a mail is.
    struct Finding: Hashable {
        let kind: MailKind
        /// What spoke for the kind that won, then what spoke for others, then what counts nothing.
        let evidence: [Evidence]
        let report: MailReport?

        /// The phrases of all that counts.
        var phrases: [String] { evidence.filter { $0.kind != nil }.map(\.phrase) }
    }

    /// From strongest to weakest.
    private static let ranking: [MailKind] = [
        .ownLoop, .bounce, .feedbackReport, .delayNotice, .receipt, .autoReply, .bulk, .list,
    ]

    /// Weighs header, envelope, and what reports say in their parts and words.
    ///
    /// - Parameter raw: the mail that was read into `message`.
    func detect(_ message: MIME.Message, raw: [UInt8], envelope: Envelope) -> Finding {
        let sender = MachineSender(message, envelope: envelope)
        var reports = ReportReader(message, raw: raw, sender: sender, reader: reader)
        let report = reports.read()
        var signs = loopSigns(message)
        if let report {
            signs += report.evidence
            signs += sender.phrases.map { Evidence(report.kind, $0) }
        } else {
            signs += unknownReport(message)
        }
        signs +=
            AutoReplySigns.find(
                in: message, isFromNobody: sender.isFromNobody && report == nil)
            + listSigns(message)
        if report == nil, sender.certainty > .person {
            let known = Set(signs.map(\.phrase))
            signs += sender.phrases.filter { !known.contains($0) }.map { Evidence(nil, $0) }
        }
        let kind = Self.ranking.first { kind in signs.contains { $0.kind == kind } } ?? .person
        let counting = signs.filter { $0.kind != nil }
        return Finding(
            kind: kind,
            evidence: counting.filter { $0.kind == kind } + counting.filter { $0.kind != kind }
                + signs.filter { $0.kind == nil },
            report: kind == report?.kind ? report?.report : nil)
    }

    private func loopSigns(_ message: MIME.Message) -> [Evidence] {
        message.headerValues(Self.loopHeader).prefix(3).map { value in
            let isOurs = StorableText.line(value, bytesMax: 1_000) == siteName
            return Evidence(isOurs ? .ownLoop : nil, "\(Self.loopHeader): \(value)")
        }
    }

    private func unknownReport(_ message: MIME.Message) -> [Evidence] {
        guard message.contentType == "multipart/report" else { return [] }
        let type = message.contentTypeParameters["report-type"]?.lowercased() ?? ""
        return [Evidence(.bulk, "multipart/report \(type)")]
    }

    private func listSigns(_ message: MIME.Message) -> [Evidence] {
        let post = message.header("List-Post").map(AutoReplySigns.keyword)
        let isDiscussion = post != nil && post != "no"
        var signs: [Evidence] = message.headerValues("Precedence").compactMap { value in
            switch AutoReplySigns.keyword(value) {
            case "bulk", "junk": Evidence(isDiscussion ? .list : .bulk, "Precedence: \(value)")
            case "list": Evidence(.list, "Precedence: \(value)")
            default: nil
            }
        }
        for name in ["List-Id", "List-Post", "List-Unsubscribe"] {
            if let value = message.header(name) {
                signs.append(Evidence(.list, "\(name): \(value)"))
            }
        }
        return signs
    }
}
