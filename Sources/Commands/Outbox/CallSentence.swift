import Store
import Tickets

/// What became of webhooks and program runs, a sentence each.
struct CallSentence {
    let terminal: Terminal
    let time: TimeText

    /// One sentence for each row that is a call.
    ///
    /// - Parameter scrip: only those of this one; `nil` for all, each with the scrip's name.
    func sentences(_ outbox: [OutboxRow], of scrip: String? = nil) -> [String] {
        outbox.filter { $0.mail == nil && (scrip == nil || $0.scrip == scrip) }.map { row in
            sentence(row, scrip == nil ? " · \(Terminal.line(row.scrip))" : "")
        }
    }

    private func sentence(_ row: OutboxRow, _ scrip: String) -> String {
        let what = Terminal.line(OutboxText.destination(row))
        let answer = row.lastError.map { "; \(Terminal.sentenceEnd($0))" } ?? ""
        let place = "outbox \(row.id)\(scrip)"
        switch row.state {
        case .sent:
            let when = row.sent.map { " " + time.relative($0) } ?? ""
            return terminal.styled("\(what): done\(when), \(place)\(answer).", .faint)
        case .queued, .sending:
            let next =
                row.attempts == 0
                ? "not tried yet" : "tried \(row.attempts)×, next \(time.relative(row.nextAttempt))"
            return terminal.styled("\(what): waits, \(next), \(place)\(answer).", .yellow)
        case .dead:
            return terminal.styled(
                "\(what): failed, \(place)\(answer). `postern outbox retry \(row.id)` tries again.",
                .red)
        case .cancelled:
            return terminal.styled("\(what): cancelled, \(place)\(answer).", .yellow)
        }
    }
}
