package import Templates
package import Tickets

/// Runs scrips over one transaction.
package enum ScripEngine {
    /// Says what each scrip makes of the snapshot's transaction.
    ///
    /// Pure: the same input gives the same output, Message-IDs included. A scrip that fails does
    /// not touch the others.
    ///
    /// - Parameters:
    ///   - scrips: all of the site's, in any order.
    ///   - mailed: what other scrips mailed about the transaction before this run.
    ///   - search: asked last, whether the ticket satisfies the scrip's ``Scrip/search``; what it
    ///     throws is the scrip's failure.
    /// - Returns: one outcome a scrip, in the order in which they run.
    package static func run(
        scrips: [Scrip], templates: TemplateSet, snapshot: Snapshot,
        mailed: [Scrip: [Notification]] = [:],
        search: (Scrip) throws -> Bool = { _ in true }
    ) -> [ScripOutcome] {
        let sorted = scrips.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
        var templates = CheckedTemplates(
            templates, customFields: snapshot.fields.map(\.field))
        var told = ToldPeople(of: snapshot.message)
        for (scrip, mails) in mailed { told.add(mails, by: scrip) }
        return sorted.map { scrip in
            var result = run(scrip, &templates, snapshot, search)
            let twice = told.people(in: result.mails, of: scrip)
            if !twice.isEmpty {
                var snapshot = snapshot
                snapshot.told = twice
                result = run(scrip, &templates, snapshot, search)
            }
            told.add(result.mails, by: scrip)
            return ScripOutcome(scrip: scrip.name, result: result)
        }
    }

    /// Words for people whom the scrips that apply name, in lower case; the caller finds them and
    /// puts them into ``Snapshot/named``.
    package static func mentions(in scrips: [Scrip], for snapshot: Snapshot) -> Set<String> {
        let queue = snapshot.queue.name.lowercased()
        return scrips.reduce(into: []) { words, scrip in
            let mentions = scrip.action.meaning.mentions
            guard !mentions.isEmpty, scrip.isEnabled,
                scrip.queues.isEmpty || scrip.queues.contains(where: { $0.lowercased() == queue }),
                scrip.condition.refusal(for: snapshot) == nil
            else { return }
            words.formUnion(mentions)
        }
    }

    private static func run(
        _ scrip: Scrip, _ templates: inout CheckedTemplates, _ snapshot: Snapshot,
        _ search: (Scrip) throws -> Bool
    ) -> ScripOutcome.Result {
        guard scrip.isEnabled else { return .notApplicable("disabled") }
        let queue = snapshot.queue.name.lowercased()
        guard scrip.queues.isEmpty || scrip.queues.contains(where: { $0.lowercased() == queue })
        else { return .notApplicable("not for queue \"\(snapshot.queue.name)\"") }
        if let refusal = scrip.condition.refusal(for: snapshot) { return .notApplicable(refusal) }
        do {
            if let text = scrip.search, try !search(scrip) {
                return .notApplicable("where \(text) does not hold")
            }
            return try scrip.action.meaning.run(scrip, &templates, snapshot)
        } catch {
            return .failed("\(error)", decisions: [])
        }
    }
}
