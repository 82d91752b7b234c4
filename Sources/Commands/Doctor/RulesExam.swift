import Desk
import Scrips
import SiteFiles
import Store
import Templates
import Tickets

/// Looks at the lifecycles' files.
struct LifecycleExam {
    let folder: String

    /// - Returns: the lifecycles by name; none when a file is wrong.
    func look() -> (findings: [Finding], known: [String: Lifecycle]) {
        var found = Findings(.rules)
        do {
            let all = try LifecycleFile.readFolder(folder)
            found.ok("\(all.count == 1 ? "1 lifecycle is" : "\(all.count) lifecycles are") valid")
            return (found.all, Dictionary(all.map { ($0.name, $0) }) { first, _ in first })
        } catch let error as SiteFileError {
            for problem in error.problems {
                found.problem(problem.description, remedy: "Mend it; mail waits meanwhile")
            }
        } catch {
            found.problem(CommandFailure(error).text, remedy: "See that \(folder) can be read")
        }
        return (found.all, [:])
    }
}

/// Looks at what queues, scrips and templates refer to.
struct RulesExam {
    let store: TicketStore
    let lifecycles: [String: Lifecycle]

    func look() throws -> [Finding] {
        try store.read { session in
            var found = Findings(.rules)
            // Where a file is wrong, nothing is known about what is missing.
            if !lifecycles.isEmpty { try lookAtQueues(session, &found) }
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
        for queue in try session.queues() {
            guard let lifecycle = lifecycles[queue.lifecycle] else {
                found.problem(
                    "queue \"\(queue.name)\" wants lifecycle \"\(queue.lifecycle)\", which is not there",
                    remedy: "Add lifecycles/\(queue.lifecycle).yaml, or: postern queue set "
                        + "\"\(queue.name)\" lifecycle=\(lifecycles.keys.sorted().first ?? "default")"
                )
                continue
            }
            for (status, count) in try session.ticketCounts(in: queue.id)
            where lifecycle.phase(of: status) == nil {
                found.problem(
                    "\(count) ticket(s) in queue \"\(queue.name)\" have status \"\(status)\", which "
                        + "lifecycle \"\(lifecycle.name)\" does not know",
                    remedy: "Put the status back into lifecycles/\(lifecycle.name).yaml")
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
