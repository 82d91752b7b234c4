import Desk
import Scrips
import Store
import Templates
import Tickets

/// Looks at what queues, scrips and templates refer to.
struct RulesExam {
    let store: TicketStore

    func look() throws -> [Finding] {
        try store.read { session in
            var found = Findings(.rules)
            try lookAtQueues(session, &found)
            let templates = try session.templates(named: nil)
            let scrips = try session.scrips().filter(\.isEnabled)
            let shape = ScripValues.shape(customFields: try session.customFields())
            lookAtTemplates(templates, shape, &found)
            lookAtScrips(scrips, Set(templates.map(\.name)), &found)
            if found.all.isEmpty {
                found.ok("\(scrips.count) scrips have their templates, and all of them can be used")
            }
            return found.all
        }
    }

    private func lookAtQueues(_ session: StoreSession, _ found: inout Findings) throws {
        let lifecycles = try session.lifecycles()
        for queue in try session.queues() {
            guard let lifecycle = lifecycles[queue.lifecycle] else {
                found.problem(
                    "queue \"\(queue.name)\" wants lifecycle \"\(queue.lifecycle)\", which is not there",
                    remedy:
                        "postern lifecycle import \(queue.lifecycle).yaml, or: postern queue set "
                        + "\"\(queue.name)\" lifecycle=\(lifecycles.keys.sorted().first ?? "default")"
                )
                continue
            }
            for (status, count) in try session.ticketCounts(in: queue.id)
            where lifecycle.phase(of: status) == nil {
                found.problem(
                    "\(count) ticket(s) in queue \"\(queue.name)\" have status \"\(status)\", which "
                        + "lifecycle \"\(lifecycle.name)\" does not know",
                    remedy: "Put the status back: postern lifecycle edit \(lifecycle.name)")
            }
        }
    }

    private func lookAtTemplates(
        _ templates: [TemplateRow], _ shape: TemplateShape, _ found: inout Findings
    ) {
        for row in templates {
            let source = TemplateSource(
                name: row.name, language: row.language, text: row.textSource, html: row.htmlSource)
            for mistake in mistakes(in: source, shape) {
                found.problem(
                    "template \"\(row.name)\" (\(row.language)): \(mistake)",
                    remedy: "Load it again from a file that `postern config check` likes")
            }
        }
    }

    private func mistakes(in source: TemplateSource, _ shape: TemplateShape) -> [String] {
        do {
            return try TemplateText.parse(source).check(against: shape)
                .map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    private func lookAtScrips(
        _ scrips: [ScripRow], _ templates: Set<String>, _ found: inout Findings
    ) {
        if scrips.isEmpty {
            found.warning(
                "no scrip is enabled, so nobody is ever mailed",
                remedy: "Restore the shipped scrips, or make your own")
        }
        for scrip in scrips {
            let name = "scrip \"\(scrip.name)\""
            let action: ScripAction
            do {
                action = try Scrip(scrip, queueNames: [:]).action
            } catch {
                found.problem("\(name): \(error)", remedy: "Mend it as docs/scrips.md tells")
                continue
            }
            guard action.template == .required || scrip.template != nil else { continue }
            guard let template = scrip.template, templates.contains(template) else {
                found.problem(
                    "\(name) mails template \"\(scrip.template ?? "")\", which is not there",
                    remedy: "Add the template, or disable the scrip")
                continue
            }
        }
    }
}
