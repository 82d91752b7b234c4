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
/// | `multipart/report`, delivery-status | bounce | RFC 3464 §2; no person writes one |
/// | From `mailer-daemon@…` | bounce | the name is never a person's |
/// | null envelope sender, From `postmaster@…` | bounce | how Exchange and others sign bounces |
/// | `Auto-Submitted: auto-replied` | auto-reply | RFC 3834 §5 |
/// | `multipart/report`, disposition-notification | auto-reply | RFC 8098: a receipt |
/// | `Precedence: auto_reply`, `X-Autoreply`, `X-Autorespond` | auto-reply | vacation programs |
/// | null envelope sender, answers a message | auto-reply | RFC 3834 §3.3 |
/// | null envelope sender, answers nothing | bulk | a notice: nobody can be answered |
/// | `Auto-Submitted` with any other value but `no` | bulk | RFC 3834 §5: not by a person now |
/// | any other `multipart/report` | bulk | RFC 6522: made by a program |
/// | `Precedence: bulk` or `junk` | bulk | but list where `List-Post` shows that people write |
/// | `List-Id`, `List-Post`, `List-Unsubscribe`, `Precedence: list` | list | maybe a person |
/// | `X-Auto-Response-Suppress` | nothing | Outlook sets it on persons' mails |
/// | From `postmaster@…` alone | nothing | admins write from there |
/// | `X-Loop` of others, words in the subject | nothing | forwarders keep, people write them |
///
/// The strongest kind wins: own loop, bounce, auto-reply, bulk, list. `bulk` covers what a program
/// wrote without being asked, such as an alarm: unlike an auto-reply it may open a ticket.
struct MailKindDetector: Hashable, Sendable {
    /// As the loop header of our own mail has it.
    let siteName: String

    /// The header that all our own mail bears, with the site's name.
    static let loopHeader = "X-Postern-Loop"

    /// What a mail is, and by which phrases; the phrases of the kind that won come first.
    struct Finding: Hashable {
        let kind: MailKind
        let evidence: [String]
    }

    /// From strongest to weakest.
    private static let ranking: [MailKind] = [.ownLoop, .bounce, .autoReply, .bulk, .list]

    /// Weighs the mail's header and its envelope; the body is not looked at.
    func detect(_ message: MIME.Message, envelope: Envelope) -> Finding {
        let signs =
            loopSigns(message) + reportSigns(message) + senderSigns(message, envelope)
            + autoSubmittedSigns(message) + vacationSigns(message) + listSigns(message)
        guard let kind = Self.ranking.first(where: { kind in signs.contains { $0.kind == kind } })
        else { return Finding(kind: .person, evidence: []) }
        let deciding = signs.filter { $0.kind == kind }
        let others = signs.filter { $0.kind != kind }
        return Finding(kind: kind, evidence: (deciding + others).map(\.phrase))
    }

    private struct Sign {
        let kind: MailKind
        let phrase: String

        init(_ kind: MailKind, _ phrase: String) {
            self.kind = kind
            self.phrase = StorableText.line(phrase, bytesMax: 120)
        }
    }

    private func loopSigns(_ message: MIME.Message) -> [Sign] {
        message.headerValues(Self.loopHeader)
            .filter { StorableText.line($0, bytesMax: 1_000) == siteName }
            .prefix(1)
            .map { Sign(.ownLoop, "\(Self.loopHeader): \($0)") }
    }

    private func reportSigns(_ message: MIME.Message) -> [Sign] {
        guard message.contentType == "multipart/report" else { return [] }
        let type = message.contentTypeParameters["report-type"]?.lowercased() ?? ""
        let phrase = "multipart/report \(type)"
        return switch type {
        case "delivery-status": [Sign(.bounce, phrase)]
        case "disposition-notification": [Sign(.autoReply, phrase)]
        default: [Sign(.bulk, phrase)]
        }
    }

    private func senderSigns(_ message: MIME.Message, _ envelope: Envelope) -> [Sign] {
        let authors = Set(
            message.from.map { mailbox in
                mailbox.address.prefix { $0 != "@" }.lowercased()
            })
        var signs: [Sign] = []
        if authors.contains("mailer-daemon") { signs.append(Sign(.bounce, "From: mailer-daemon")) }
        if isFromNobody(message, envelope) {
            let answers = !message.inReplyTo.isEmpty || !message.references.isEmpty
            signs.append(Sign(answers ? .autoReply : .bulk, "null envelope sender"))
            if authors.contains("postmaster") {
                signs.append(Sign(.bounce, "null envelope sender, From: postmaster"))
            }
        }
        return signs
    }

    /// The MTA's word counts; only where it said nothing does the Return-Path that it may have
    /// left.
    private func isFromNobody(_ message: MIME.Message, _ envelope: Envelope) -> Bool {
        if let sender = envelope.sender { return sender.isEmpty }
        return message.header("Return-Path").map { $0.filter { !$0.isWhitespace } } == "<>"
    }

    private func autoSubmittedSigns(_ message: MIME.Message) -> [Sign] {
        message.headerValues("Auto-Submitted").compactMap { value in
            switch Self.keyword(value) {
            case "", "no": nil
            case "auto-replied": Sign(.autoReply, "Auto-Submitted: \(value)")
            default: Sign(.bulk, "Auto-Submitted: \(value)")
            }
        }
    }

    private func vacationSigns(_ message: MIME.Message) -> [Sign] {
        let names = ["X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-Mail-Autoreply"]
        return names.compactMap { name in
            guard let value = message.header(name) else { return nil }
            let refused: Set<String> = ["no", "false", "0"]
            guard !refused.contains(Self.keyword(value)) else { return nil }
            return Sign(.autoReply, "\(name): \(value)")
        }
    }

    private func listSigns(_ message: MIME.Message) -> [Sign] {
        let post = message.header("List-Post").map(Self.keyword)
        let isDiscussion = post != nil && post != "no"
        var signs: [Sign] = message.headerValues("Precedence").compactMap { value in
            switch Self.keyword(value) {
            case "auto_reply", "auto-reply": Sign(.autoReply, "Precedence: \(value)")
            case "bulk", "junk": Sign(isDiscussion ? .list : .bulk, "Precedence: \(value)")
            case "list": Sign(.list, "Precedence: \(value)")
            default: nil
            }
        }
        for name in ["List-Id", "List-Post", "List-Unsubscribe"] {
            if let value = message.header(name) { signs.append(Sign(.list, "\(name): \(value)")) }
        }
        return signs
    }

    /// The first word of a value, lower case, without comment and parameters.
    private static func keyword(_ value: String) -> String {
        let end = value.firstIndex { $0 == ";" || $0 == "(" || $0 == "," } ?? value.endIndex
        let words = value[..<end].split(whereSeparator: \.isWhitespace)
        return words.first?.lowercased() ?? ""
    }
}
