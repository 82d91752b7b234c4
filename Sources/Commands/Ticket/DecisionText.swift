import Store
import Tickets

/// Says who was mailed about a transaction, who was not, and why.
struct DecisionText {
    let terminal: Terminal
    let time: TimeText

    /// One line for each group of people with the same scrip and the same fate.
    ///
    /// A role that nobody holds is said only where nobody was mailed at all: each new ticket has
    /// one.
    func lines(_ decisions: [StoredDecision], _ outbox: [OutboxRow]) -> [String] {
        let people = decisions.filter { $0.decision.outcome != .nobody }
        guard !people.isEmpty else {
            let roles = decisions.compactMap { $0.decision.shownRole }
            guard !roles.isEmpty else { return [] }
            return [
                terminal.styled(
                    "mailed nobody: no \(Self.unique(roles).joined(separator: ", no "))", .faint)
            ]
        }
        let rows = Dictionary(outbox.map { ($0.id, $0) }) { first, _ in first }
        var order: [Fate] = []
        var groups: [Fate: [String]] = [:]
        for settled in SettledDecision.of(people, among: people) {
            let stored = settled.stored
            let fate = Fate(
                scrip: stored.scrip, outcome: stored.decision.outcome, outbox: stored.outbox,
                teller: settled.teller)
            if groups[fate] == nil { order.append(fate) }
            groups[fate, default: []].append(settled.person)
        }
        return order.map { fate in
            line(fate, groups[fate] ?? [], fate.outbox.flatMap { rows[$0] })
        }
    }

    private struct Fate: Hashable {
        let scrip: String
        let outcome: MailDecision.Outcome
        let outbox: OutboxID?
        let teller: String?
    }

    private func line(_ fate: Fate, _ people: [String], _ row: OutboxRow?) -> String {
        let who = people.joined(separator: ", ")
        guard fate.outcome.isMailed else {
            let teller = fate.teller.map { " (\($0))" } ?? ""
            return terminal.styled(
                "not mailed: \(who) — \(fate.outcome.rawValue)\(teller) · \(fate.scrip)", .faint)
        }
        guard let row else { return terminal.styled("mailed: \(who) · \(fate.scrip)", .faint) }
        switch row.state {
        case .sent: return terminal.styled("mailed: \(who) · \(fate.scrip)", .faint)
        case .queued, .sending:
            let trouble = row.lastError.map { "; last answer: \(Terminal.line($0))" } ?? ""
            let when =
                row.attempts == 0
                ? "not tried yet" : "next attempt \(time.relative(row.nextAttempt))"
            return terminal.styled(
                "to be mailed: \(who) · \(fate.scrip) · outbox \(row.id), \(when)\(trouble)",
                row.attempts == 0 ? .faint : .yellow)
        case .dead:
            return terminal.styled(
                "mail failed: \(who) · \(fate.scrip) · \(Terminal.line(row.lastError ?? "given up"))"
                    + " (`postern outbox retry \(row.id)`)", .red)
        case .cancelled:
            return terminal.styled(
                "mail cancelled: \(who) · \(fate.scrip) · outbox \(row.id)", .yellow)
        }
    }

    /// One line for each report on the mails: who did not get one, and the words of the server.
    func lines(_ reports: [DeliveryReport]) -> [String] {
        reports.map { report in
            let text =
                "\(ReportText.sentence(report)) · mail \(report.mail), outbox \(report.outbox)"
            return terminal.styled(text, report.outcome == .failed ? .red : .yellow)
        }
    }

    /// Why not, as the end of a sentence.
    static func reason(_ outcome: MailDecision.Outcome) -> String {
        switch outcome {
        case .mailed: "mailed"
        case .ownAction: "they did it themselves (mail.notify_actor is off)"
        case .ownAddress: "the address is one of the tracker's own"
        case .noAddress: "no address of theirs is known"
        case .userDisabled: "the account is disabled"
        case .alreadyMailed: "this mail goes to that address already"
        case .alreadyTold:
            "a scrip with the same condition mails it to that address already"
        case .automaticMail: "a machine wrote the mail, and robots must not talk to each other"
        case .rateLimited:
            "too many autoreplies within ten minutes or an hour (mail.autoreply_per_sender_burst, "
                + "mail.autoreply_per_sender_hour, mail.autoreply_per_ticket_hour)"
        case .noRight: "only staff who own the ticket or are its AdminCc read this"
        case .nobody: "nobody held the role"
        case .bounced:
            "mails to the address came back and it is suspended (`postern address show`)"
        case .likelyLoop:
            "the same mail came in three times within a day, so two machines may be talking"
        case .scripFailed: "the scrip failed"
        case .templateEmpty: "the queue's own template is empty, so the queue sends no such mail"
        case .squelched: "they are squelched on this ticket (`postern ticket squelch`)"
        case .leftOut: "whoever wrote it left them out of this message (--squelch)"
        }
    }

    private static func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}

extension MailDecision {
    /// The role in which somebody was considered, or what else made them a recipient: `Cc`,
    /// `one-time Bcc`; `nil` for none.
    var shownRole: String? { role?.name ?? occasion?.rawValue }
}
