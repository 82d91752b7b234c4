import Store
package import Tickets

extension HistoryEntry {
    /// The same with only the decisions that `isWanted` takes and the mails that they led to: for
    /// the question what happened to one person.
    package func keeping(_ isWanted: (MailDecision) -> Bool) -> HistoryEntry {
        let kept = decisions.filter { isWanted($0.decision) }
        let mails = Set(kept.compactMap(\.outbox))
        return HistoryEntry(
            transaction: transaction, actor: actor, message: message, mail: mail, runs: runs,
            decisions: kept, outbox: outbox.filter { mails.contains($0.id) },
            reports: reports.filter { mails.contains($0.outbox) }, recipients: recipients)
    }
}

extension MailDecision {
    /// Whether it was about somebody, under whichever of their addresses.
    package func isAbout(_ person: User) -> Bool {
        user == person.id || address.map(person.addresses.contains) == true
    }
}

extension TicketView {
    /// The same with only some entries of the history.
    package func keeping(_ isWanted: (HistoryEntry) -> Bool) -> TicketView {
        var view = self
        view.entries = entries.filter(isWanted)
        return view
    }
}
