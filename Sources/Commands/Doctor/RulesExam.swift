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
            let templates = try session.templates()
            let scrips = try session.scrips().filter(\.isEnabled)
            try lookAtTemplates(templates, session, &found)
            lookAtScrips(
                scrips, Set(templates.filter { $0.queue == nil }.map(\.name)), &found)
            lookAtGroups(try session.groups().filter(\.isDisabled), of: scrips, &found)
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
                        "postern lifecycle import \(ShellWord.quoted(queue.lifecycle + ".yaml")), or: "
                        + "postern queue set \(ShellWord.quoted(queue.name)) "
                        + ShellWord.quoted(
                            "lifecycle=\(lifecycles.keys.sorted().first ?? "default")")
                )
                continue
            }
            for (status, count) in try session.ticketCounts(in: queue.id)
            where lifecycle.phase(of: status) == nil {
                found.problem(
                    "\(count) ticket(s) in queue \"\(queue.name)\" have status \"\(status)\", which "
                        + "lifecycle \"\(lifecycle.name)\" does not know",
                    remedy:
                        "Put the status back: postern lifecycle edit \(ShellWord.quoted(lifecycle.name))"
                )
            }
        }
    }

    private func lookAtTemplates(
        _ templates: [TemplateRow], _ session: StoreSession, _ found: inout Findings
    ) throws {
        let queues = try session.queues()
        let names = Dictionary(queues.map { ($0.id, $0.name) }) { first, _ in first }
        let set = TemplateSet(
            templates.map { row in
                TemplateSource(
                    name: row.name, language: row.language, queue: row.queue.flatMap { names[$0] },
                    text: row.textSource, html: row.htmlSource)
            })
        let shape = ScripValues.shape(customFields: try session.customFields())
        for mistake in set.mistakes(against: shape) {
            found.problem(
                "\(mistake)",
                remedy: "Load it again from a file that `postern config check` likes")
        }
    }

    private func lookAtGroups(
        _ disabled: [Group], of scrips: [ScripRow], _ found: inout Findings
    ) {
        for scrip in scrips {
            guard let read = try? Scrip(scrip, queueNames: [:]) else { continue }
            for group in disabled where read.names(.group, group.name) {
                found.warning(
                    "scrip \"\(scrip.name)\" names group \"\(group.name)\", which is disabled, so it "
                        + "finds nobody in it",
                    remedy:
                        "postern group enable \(ShellWord.quoted(group.name)), or change the scrip"
                )
            }
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
