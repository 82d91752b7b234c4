package import Templates
import Tickets

/// Runs scrips over one transaction.
package enum ScripEngine {
    /// Says what each scrip makes of the snapshot's transaction.
    ///
    /// Pure: the same input gives the same output, Message-IDs included. A scrip that fails does
    /// not touch the others.
    ///
    /// - Parameter scrips: all of the site's, in any order.
    /// - Returns: one outcome a scrip, in the order in which they run.
    package static func run(
        scrips: [Scrip], templates: TemplateSet, snapshot: Snapshot
    ) -> [ScripOutcome] {
        let sorted = scrips.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
        var templates = CheckedTemplates(templates)
        return sorted.map { scrip in
            ScripOutcome(scrip: scrip.name, result: run(scrip, &templates, snapshot))
        }
    }

    private static func run(
        _ scrip: Scrip, _ templates: inout CheckedTemplates, _ snapshot: Snapshot
    ) -> ScripOutcome.Result {
        guard scrip.isEnabled else { return .notApplicable("disabled") }
        let queue = snapshot.queue.name.lowercased()
        guard scrip.queues.isEmpty || scrip.queues.contains(where: { $0.lowercased() == queue })
        else { return .notApplicable("not for queue \"\(snapshot.queue.name)\"") }
        guard scrip.condition.applies(to: snapshot) else {
            return .notApplicable("not \"\(scrip.condition.rawValue)\"")
        }
        switch scrip.action {
        case .autoreply, .notify: return mail(scrip, &templates, snapshot)
        case .openTickets: return OpenTicket.result(inactiveOnly: false, snapshot)
        case .openInactiveTickets: return OpenTicket.result(inactiveOnly: true, snapshot)
        case .extractSubjectTag: return ForeignTags.result(snapshot)
        }
    }

    private static func mail(
        _ scrip: Scrip, _ templates: inout CheckedTemplates, _ snapshot: Snapshot
    ) -> ScripOutcome.Result {
        // Hardly any message has such recipients, so no row is kept of those that have none.
        if case .notify(.otherRecipients, _) = scrip.action, snapshot.recipients.mailed.isEmpty {
            return .notApplicable("nobody was added by hand")
        }
        let audience = MailAudience(scrip.action, snapshot)
        do {
            let composer = try NotificationComposer(scrip, snapshot, audience)
            let notifications = try composer.notifications(from: &templates)
            return .applied(
                notifications.map(ScripOutcome.Effect.notify), decisions: audience.decisions)
        } catch {
            let decisions = audience.decisions.map { decision in
                guard decision.outcome.isMailed else { return decision }
                return MailDecision(
                    address: decision.address, user: decision.user, role: decision.role,
                    outcome: .scripFailed)
            }
            return .failed("\(error)", decisions: decisions)
        }
    }
}
