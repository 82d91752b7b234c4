import Desk
import Store
import Tickets

/// Whether a ticket could get a status now, and what speaks for or against it.
struct StatusPage {
    private let explanation: StatusExplanation
    private let names: GrantNames

    /// Asks the Desk.
    ///
    /// - Parameter person: `nil` for whoever asks.
    init(
        _ instance: Instance, _ ticket: TicketID, status: String, _ person: String?
    ) throws {
        let user = try person.map { name in
            try instance.store.read { try RightPage.user(name, $0, for: instance) }
        }
        explanation = try instance.desk.explain(
            status: status, of: ticket, by: user ?? instance.actor.id, as: instance.actor.id)
        names = try instance.store.read { try GrantNames($0, for: instance) }
    }

    init(_ explanation: StatusExplanation, _ names: GrantNames) {
        self.explanation = explanation
        self.names = names
    }

    /// The page for people, each line ended: the answer last, where the eye is.
    func text(_ terminal: Terminal) -> String {
        let ticket = explanation.ticket
        var text = terminal.styled("#\(ticket.id)  \(Terminal.line(ticket.subject))", .bold) + "\n"
        text +=
            Terminal.line(
                "\(ticket.status) → \(explanation.wanted), by \(explanation.user.name), in queue "
                    + "\"\(explanation.queue.name)\" (lifecycle \"\(explanation.lifecycle.name)\")")
            + "\n\n"
        for check in explanation.checks {
            let lines = sentences(check).map(Terminal.line)
            let mark = check.isMet ? terminal.styled("yes", .cyan) : terminal.styled("no ", .red)
            text += "  \(mark)  " + lines.joined(separator: "\n       ") + "\n"
        }
        return text + "\n" + Terminal.line(answer) + "\n"
    }

    /// The same for programs.
    var report: Report {
        Report(
            ticket: explanation.ticket.id.value, queue: explanation.queue.name,
            lifecycle: explanation.lifecycle.name, user: explanation.user.name,
            from: explanation.ticket.status, to: explanation.wanted,
            isAllowed: explanation.refusal == nil, refusal: explanation.refusal,
            checks: explanation.checks.map {
                Report.CheckReport(
                    isMet: $0.isMet, sentence: sentences($0).joined(separator: " "),
                    right: right($0))
            }, mails: explanation.mails)
    }

    /// An answer to "could it get that status?", as JSON shows one.
    struct Report: Encodable {
        let ticket: Int64
        let queue: String
        let lifecycle: String
        /// Who would do it.
        let user: String
        let from: String
        let to: String
        let isAllowed: Bool
        /// What the change was refused with when it was tried.
        let refusal: String?
        let checks: [CheckReport]
        /// How many mails it would send.
        let mails: Int

        /// One thing that speaks for or against it.
        struct CheckReport: Encodable {
            let isMet: Bool
            let sentence: String
            /// As `postern right explain` has it; absent for other checks.
            let right: RightPage?
        }
    }

    private var answer: String {
        if explanation.checks == [.isSo] { return "Nothing would change." }
        guard let refusal = explanation.refusal else {
            let mails = explanation.mails
            return "It would be done, and \(mails) mail\(mails == 1 ? "" : "s") would go out."
        }
        return "It would be refused: \(refusal)."
    }

    private func right(_ check: StatusExplanation.Check) -> RightPage? {
        guard case .right(let explanation) = check else { return nil }
        return RightPage(explanation, names)
    }

    private func sentences(_ check: StatusExplanation.Check) -> [String] {
        let (from, wanted) = (explanation.ticket.status, explanation.wanted)
        switch check {
        case .isSo: return ["The status is \"\(wanted)\" already."]
        case .unknown(let nearest):
            let known = explanation.lifecycle.statuses.joined(separator: ", ")
            let hint = nearest.map { " Did you mean \"\($0)\"?" } ?? ""
            return ["The lifecycle has no status \"\(wanted)\"; there are: \(known).\(hint)"]
        case .follows: return ["The lifecycle lets \"\(wanted)\" follow \"\(from)\"."]
        case .cannotFollow(let possible, let way):
            return cannotFollow(from, wanted, possible, way)
        case .right(let explanation):
            let page = RightPage(explanation, names)
            guard !page.isAllowed else { return [page.sentence] }
            return [page.sentence] + page.text().split(separator: "\n").dropFirst().map(String.init)
        case .field(let field, let step, hasValue: true):
            return ["Field \"\(field.name)\", which \(step.sentence) asks for, has a value."]
        case .field(let field, let step, hasValue: false):
            return [
                "Field \"\(field.name)\", which \(step.sentence) asks for, has no value: "
                    + "`postern ticket set \(explanation.ticket.id) "
                    + "\(ShellWord.quoted("cf.\(field.name)=…"))`."
            ]
        case .hiddenField(let step):
            return [
                "A custom field that you may not see, which \(step.sentence) asks for, has no value."
            ]
        case .noOpenDependency: return ["It depends on no ticket that is still open."]
        case .openDependencies(let tickets, let hidden):
            let seen = tickets.map {
                "It depends on #\($0.id) (\($0.subject)), which is \($0.status)."
            }
            guard hidden > 0 else { return seen }
            let what = hidden == 1 ? "a ticket" : "\(hidden) tickets"
            return seen + ["It depends on \(what) that you may not see, still open or denied."]
        }
    }

    private func cannotFollow(
        _ from: String, _ wanted: String, _ possible: [String], _ way: [String]
    ) -> [String] {
        let list =
            possible.isEmpty ? "nothing may" : "\(possible.joined(separator: ", ")) may"
        let first = "The lifecycle does not let \"\(wanted)\" follow \"\(from)\"; \(list)."
        guard way.count > 2 else { return [first] }
        return [first, "The shortest way there is \(way.joined(separator: " → "))."]
    }
}
