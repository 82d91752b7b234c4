/// What scrips would do, in sentences.
struct TrialPage {
    let terminal: Terminal

    /// All of it, each line ended.
    func text(_ reports: [TrialReport]) -> String {
        guard !reports.isEmpty else { return "There is nothing to try.\n" }
        let pages = reports.map(page)
        return pages.joined(separator: "\n") + "\nNothing was written.\n"
    }

    private func page(_ report: TrialReport) -> String {
        var text = ""
        if let mail = report.mail {
            text += terminal.styled("The mail would be: \(Terminal.line(mail))", .bold) + "\n"
        }
        if let mail = report.earlierMail {
            let place = report.earlierTicket.map { "as part of #\($0)" } ?? "as mail \(mail)"
            text +=
                "This very mail was taken in before, \(place), and would do nothing; it is tried as "
                + "if it were new.\n"
        }
        if report.transactions.isEmpty { text += "No scrip would look at anything.\n" }
        for step in report.transactions { text += section(step) }
        for stop in report.stops {
            text += terminal.styled("stopped: \(Terminal.line(stop))", .red) + "\n"
        }
        return text
    }

    private func section(_ step: TrialReport.Step) -> String {
        let indent = String(repeating: "    ", count: step.causes.count)
        let isTimed = step.stage == "Schedule"
        var title = "● #\(step.ticket) \(step.kind)"
        if let field = step.field, isTimed {
            title += ": \(field)"
        } else if let field = step.field {
            title += " \(field): \(step.oldValue ?? "none") → \(step.newValue ?? "none")"
        }
        var text = indent + terminal.styled(Terminal.line(title), .bold)
        var notes: [String] = []
        if step.causes.isEmpty, !isTimed { notes.append("transaction \(step.transaction)") }
        if let cause = step.causes.last { notes.append("caused by \(cause)") }
        if step.stage != "TransactionCreate", !isTimed { notes.append(step.stage) }
        if !notes.isEmpty {
            text += terminal.styled("  " + Terminal.line(notes.joined(separator: ", ")), .faint)
        }
        text += "\n"
        for outcome in step.scrips {
            text += lines(outcome).map { indent + "    " + $0 + "\n" }.joined()
        }
        return text
    }

    private func lines(_ outcome: TrialReport.Outcome) -> [String] {
        let name = Terminal.line(outcome.scrip)
        switch outcome.outcome {
        case "not applicable":
            return [terminal.styled("- \(name): \(Terminal.line(outcome.reason ?? ""))", .faint)]
        case "failed":
            let reason = Terminal.line(outcome.reason ?? "")
            return [terminal.styled("! \(name): fails: \(reason)", .red)] + details(outcome)
        default:
            return [terminal.styled("✓ \(name): fires", .green)] + details(outcome)
        }
    }

    private func details(_ outcome: TrialReport.Outcome) -> [String] {
        var lines = outcome.changes.map { "    would change: \(Terminal.line($0))" }
        for person in outcome.people {
            let who = person.address ?? "nobody"
            let role = person.role.map { " (\($0))" } ?? ""
            let verb = person.outcome == "mailed" ? "would mail" : "would not mail"
            let why = person.outcome == "mailed" ? "" : ": \(person.outcome)"
            lines.append("    " + Terminal.line("\(verb) \(who)\(role)\(why)"))
        }
        for mail in outcome.mails ?? [] {
            lines.append("    ┌ From: \(Terminal.line(mail.from))")
            for (head, people) in [("To", mail.to), ("Cc", mail.cc), ("Bcc", mail.bcc)]
            where !people.isEmpty {
                lines.append("    │ \(head): \(Terminal.line(people.joined(separator: ", ")))")
            }
            lines.append("    │ Subject: \(Terminal.line(mail.subject))")
            lines.append("    │")
            lines += mail.text.split(separator: "\n", omittingEmptySubsequences: false).map {
                "    │ " + Terminal.safe(String($0))
            }
            lines.append("    └")
        }
        for call in outcome.calls ?? [] {
            lines.append("    ┌ \(Terminal.line(call.request))")
            lines += call.headers.map { "    │ \(Terminal.line($0))" }
            lines.append("    │")
            lines += call.body.split(separator: "\n", omittingEmptySubsequences: false).map {
                "    │ " + Terminal.safe(String($0))
            }
            lines.append("    └")
        }
        return lines
    }
}
