import Desk
import Store
import Tickets

/// Why a ticket's mails came and went, in sentences.
struct WhyPage {
    let view: TicketView
    /// The number that was asked for.
    let asked: TicketID
    /// `nil` for everybody.
    let person: WhyPerson?
    /// The one entry of the history that was asked for; `nil` for all.
    var entry: Int64?
    /// False where whoever asks may not know whom scrips mailed.
    var isShown = true
    let terminal: Terminal
    let time: TimeText

    private var fates: FateText {
        FateText(terminal: terminal, time: time, seesMail: view.seesMail)
    }

    /// All of it, each line ended.
    func text() -> String {
        let title = "#\(view.ticket.id)  \(Terminal.line(view.ticket.subject))"
        var text = terminal.styled(title, .bold) + "\n"
        if asked != view.ticket.id { text += "#\(asked) was merged into it.\n" }
        if !isShown {
            text += "Whom scrips mailed is shown only to holders of ShowOutgoingEmail there.\n"
        }
        if let person {
            text += standing(of: person)
            guard isShown else { return text }
            // Somebody whom nothing was ever about would only read the same line many times.
            guard wasConsidered(person) else { return text }
        }
        var silent = 0
        for entry in view.entries {
            let lines = person.map { self.lines(entry, about: $0) } ?? self.lines(entry)
            if lines.isEmpty { silent += 1 } else { text += section(entry, lines) }
        }
        if silent > 0 {
            let count = silent == 1 ? "1 further entry" : "\(silent) further entries"
            // Of whom else a scrip considered nothing is known to somebody who only sees their own.
            let what =
                view.seesMail
                ? "no scrip mails about such changes"
                : person == nil
                    ? "no scrip did anything that you may see" : "no scrip considered mailing them"
            text += "\n" + terminal.styled("\(count): \(what).", .faint) + "\n"
            let hint = "postern scrip test --transaction N says why each scrip would or would not"
            if view.seesMail { text += terminal.styled(hint + ".", .faint) + "\n" }
        }
        return text
    }

    private func section(_ entry: HistoryEntry, _ lines: [String]) -> String {
        let transaction = entry.transaction
        let sentence = TransactionText(time: time, fields: view.fields.map(\.field))
            .sentence(entry)
        return "\n" + terminal.styled("● " + sentence, .bold)
            + terminal.styled(
                "  \(time.relative(transaction.created)) · transaction \(transaction.id)", .faint)
            + "\n" + lines.map { "    \($0)\n" }.joined()
    }

    // MARK: Everybody

    private func lines(_ entry: HistoryEntry) -> [String] {
        var lines = entry.mail.map(arrival) ?? []
        if entry.transaction.kind == .systemError {
            lines.append(
                "What they did until then stays. Mend one of them: postern scrip show NAME")
        }
        for scrip in entry.scripNames {
            let runs = entry.runs.filter { $0.scrip == scrip }
            let run = runs.first { $0.failure != nil }
            let failure = run?.failure
            let decisions = entry.decisions.filter { $0.scrip == scrip }
            lines.append(terminal.styled("scrip \(Terminal.line(scrip))", .cyan))
            if let failure {
                let isMended = runs.last?.failure == nil
                let what =
                    run?.wasStopped == true
                    ? "was stopped" : isMended ? "was run again since it had failed" : "failed"
                lines.append(
                    terminal.styled(
                        "  \(what): \(Terminal.line(failure))", isMended ? .faint : .red))
            }
            lines += fates.sentences(
                decisions, entry.outbox, entry.reports, among: entry.decisions
            ).map { "  " + $0 }
            let calls = CallSentence(terminal: terminal, time: time)
                .sentences(entry.outbox, of: scrip)
            lines += calls.map { "  " + $0 }
            if failure == nil, decisions.isEmpty, calls.isEmpty {
                lines.append(view.seesMail ? "  was applied; it mails nobody." : "  was applied.")
            }
        }
        return lines
    }

    private func arrival(_ mail: ReceivedMail) -> [String] {
        var lines = ["Mail \(TransactionText.arrival(mail))."]
        if mail.kind != .person {
            let evidence = mail.evidence.map(Terminal.line).joined(separator: "; ")
            let why = evidence.isEmpty ? "" : ", because of \(evidence)"
            lines.append("It was taken for \(Self.words(mail.kind))\(why).")
        }
        return lines
    }

    private static func words(_ kind: MailKind) -> String {
        switch kind {
        case .person: "a person's mail"
        case .autoReply: "an auto-reply"
        case .list: "a mailing list's mail"
        case .bulk: "bulk mail"
        case .bounce: "a bounce"
        case .delayNotice: "a notice of delay"
        case .receipt: "a receipt"
        case .feedbackReport: "a feedback report"
        case .ownLoop: "a mail of our own"
        }
    }

    // MARK: One person

    private func wasConsidered(_ person: WhyPerson) -> Bool {
        view.entries.contains { entry in
            entry.decisions.contains { person.isMeant(by: $0.decision) }
        }
    }

    private func standing(of person: WhyPerson) -> String {
        let name = Terminal.line(person.shown)
        let said =
            !isShown || wasConsidered(person)
            ? ""
            : entry.map { "No scrip considered mailing them about transaction \($0).\n" }
                ?? "No scrip ever considered mailing them about this ticket.\n"
        if person.user == nil {
            let what =
                person.isKnownToBeNobody
                ? "The tracker knows nobody with the address \(name)."
                : "You see nobody called \(name) on this ticket."
            return what + "\n" + said + seats()
        }
        let never = silence(of: person) + said
        guard person.roles.isEmpty else {
            let roles = person.roles.map(\.name).joined(separator: ", ")
            return "\(name) is \(roles) of this ticket now.\n" + never
        }
        return "\(name) holds no role on this ticket now.\n" + never + seats()
    }

    private func silence(of person: WhyPerson) -> String {
        let addresses = (person.user?.addresses ?? []) + [person.address].compactMap { $0 }
        guard let address = view.squelched.first(where: addresses.contains) else { return "" }
        let hint = "`postern ticket squelch remove \(view.ticket.id) \(address)` ends it"
        return terminal.styled(
            "\(address) is squelched on this ticket: no scrip mails them; \(hint).", .yellow) + "\n"
    }

    /// Who does hold the roles, for the question why somebody else does not.
    private func seats() -> String {
        var parts = Set(view.watchers.map(\.role)).sorted().compactMap { role -> String? in
            var seen: Set<String> = []
            let people = view.watchers.filter { $0.role == role }.map {
                PersonText.member($0.member, view.users, view.groups)
            }.filter { seen.insert($0).inserted }
            return people.isEmpty ? nil : "\(role.name): \(people.joined(separator: ", "))"
        }
        if let owner = view.owner { parts.append("Owner: \(PersonText.user(owner))") }
        guard !parts.isEmpty else { return "Nobody holds a role there.\n" }
        return Terminal.line("The roles there: " + parts.joined(separator: "; ") + ".") + "\n"
    }

    private func lines(_ entry: HistoryEntry, about person: WhyPerson) -> [String] {
        let own = entry.narrowed(to: person)
        guard own.decisions.isEmpty else {
            return own.scripNames.flatMap { scrip in
                fates.sentences(
                    own.decisions.filter { $0.scrip == scrip }, own.outbox, own.reports,
                    among: own.decisions
                ).map { $0 + terminal.styled("  (\(scrip))", .faint) }
            }
        }
        let others = entry.scripNames.compactMap { scrip -> String? in
            let decisions = entry.decisions.filter { $0.scrip == scrip }.map(\.decision)
            let occasions = Set(decisions.compactMap(\.occasion?.rawValue)).sorted()
            let names = Set(decisions.compactMap(\.role)).sorted().map(\.name) + occasions
            return names.isEmpty ? nil : "\(scrip) was about \(names.joined(separator: ", "))"
        }
        guard !others.isEmpty else { return [] }
        return ["Not considered: \(Terminal.line(others.joined(separator: "; ")))."]
    }
}

extension HistoryEntry {
    /// The scrips that decided or did something, in the order in which they did.
    var scripNames: [String] {
        var seen: Set<String> = []
        return (decisions.map(\.scrip) + runs.map(\.scrip)).filter { seen.insert($0).inserted }
    }
}
