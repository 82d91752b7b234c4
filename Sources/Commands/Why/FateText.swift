import Store
import Tickets

/// What became of one scrip's mails, in sentences; people with the same fate share one.
struct FateText {
    let terminal: Terminal
    let time: TimeText
    /// False where mails themselves are not shown.
    var seesMail = true

    /// One sentence for each fate, in the order of the decisions, each followed by what was reported
    /// of the mail.
    ///
    /// - Parameter all: those of other scrips on the same entry as well.
    func sentences(
        _ decisions: [StoredDecision], _ outbox: [OutboxRow], _ reports: [DeliveryReport],
        among all: [StoredDecision] = []
    ) -> [String] {
        var order: [Fate] = []
        var groups: [Fate: [SettledDecision]] = [:]
        for settled in SettledDecision.of(decisions, among: all) {
            let fate = Fate(
                outcome: settled.stored.decision.outcome, outbox: settled.stored.outbox,
                teller: settled.teller)
            if groups[fate] == nil { order.append(fate) }
            groups[fate, default: []].append(settled)
        }
        return order.flatMap { fate in
            [sentence(fate, groups[fate] ?? [], outbox.first { $0.id == fate.outbox })]
                + reports.filter { $0.outbox == fate.outbox }.map(sentence)
        }
    }

    private struct Fate: Hashable {
        let outcome: MailDecision.Outcome
        let outbox: OutboxID?
        let teller: String?
    }

    private func sentence(_ fate: Fate, _ people: [SettledDecision], _ row: OutboxRow?) -> String {
        if fate.outcome == .nobody {
            let roles = people.flatMap(\.roles).joined(separator: ", ")
            return "had nobody to mail: there was no \(roles.isEmpty ? "recipient" : roles)."
        }
        let who = people.map(\.person).joined(separator: ", ")
        let were = people.count == 1 ? "was" : "were"
        guard fate.outcome.isMailed else {
            let told = fate.teller.map {
                "scrip \(Terminal.line($0)) has the same condition and mails that address already"
            }
            return "\(who) \(were) not mailed: \(told ?? DecisionText.reason(fate.outcome))."
        }
        guard seesMail else { return "\(who) \(were) mailed." }
        guard let row else { return "\(who) \(were) to be mailed; the mail is not kept any more." }
        return sentence(row, who, were)
    }

    private func sentence(_ report: DeliveryReport) -> String {
        let text = Terminal.sentenceEnd(ReportText.sentence(report))
        return terminal.styled(
            "mail \(report.mail) says \(time.relative(report.reported)): \(text).",
            report.outcome == .failed ? .red : .yellow)
    }

    private func sentence(_ row: OutboxRow, _ who: String, _ were: String) -> String {
        let answer = row.lastError.map { "; the answer was: \(Terminal.sentenceEnd($0))" } ?? ""
        switch row.state {
        case .sent:
            let when = row.sent.map { " " + time.relative($0) } ?? ""
            return
                "\(who) \(were) mailed\(when): outbox \(row.id), <\(row.content.id)>\(answer)."
        case .queued, .sending:
            let next =
                row.attempts == 0
                ? "not tried yet" : "tried \(row.attempts)×, next \(time.relative(row.nextAttempt))"
            return terminal.styled(
                "\(who) \(were) to be mailed: outbox \(row.id) waits, \(next)\(answer).", .yellow)
        case .dead:
            return terminal.styled(
                "\(who) never got it: outbox \(row.id) was given up\(answer). "
                    + "`postern outbox retry \(row.id)` tries again.", .red)
        case .cancelled:
            return terminal.styled(
                "\(who) \(were) to be mailed: outbox \(row.id) was cancelled.", .yellow)
        }
    }
}
