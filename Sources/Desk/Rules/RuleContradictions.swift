import Scrips
import Store
import Templates
import Tickets

/// What does not fit together among rules and what they refer to, one line each.
///
/// A change may leave behind what was wrong before it, or nobody could mend things one by one; it
/// may add nothing.
struct RuleContradictions {
    private var lines: Set<String> = []

    /// - Parameter withTickets: counts every ticket's status, where lifecycles may have changed.
    init(_ session: StoreSession, withTickets: Bool) throws {
        let lifecycles = try session.lifecycles()
        let rows = try session.templates()
        let templates = Set(rows.filter { $0.queue == nil }.map(\.name))
        let shape = ScripValues.shape(customFields: try session.customFields())
        lines = Set(Self.mistakes(in: rows, shape))
        for scrip in try session.scrips() {
            guard let template = scrip.template, !templates.contains(template) else { continue }
            lines.insert(
                "scrip \"\(scrip.name)\" mails template \"\(template)\", which is not there")
        }
        try lookAtQueues(session, lifecycles, withTickets: withTickets)
        try lookAtFields(session, lifecycles)
        for lifecycle in lifecycles.values { lookAtMaps(of: lifecycle, lifecycles) }
        try lookAtRights(session, lifecycles)
    }

    /// Such as a partial that is included and not there any more.
    private static func mistakes(in rows: [TemplateRow], _ shape: TemplateShape) -> [String] {
        let set = TemplateSet(
            rows.map { row in
                TemplateSource(
                    name: row.name, language: row.language, queue: row.queue.map { "\($0)" },
                    text: row.textSource, html: row.htmlSource)
            })
        return set.mistakes(against: shape).map(\.description)
    }

    private mutating func lookAtQueues(
        _ session: StoreSession, _ lifecycles: [String: Lifecycle], withTickets: Bool
    ) throws {
        for queue in try session.queues() {
            guard let lifecycle = lifecycles[queue.lifecycle] else {
                lines.insert(
                    "queue \"\(queue.name)\" wants lifecycle \"\(queue.lifecycle)\", which is not "
                        + "there")
                continue
            }
            guard withTickets else { continue }
            for (status, count) in try session.ticketCounts(in: queue.id)
            where lifecycle.phase(of: status) == nil {
                let tickets = count == 1 ? "1 ticket" : "\(count) tickets"
                lines.insert(
                    "\(tickets) in queue \"\(queue.name)\" would have status \"\(status)\", which "
                        + "lifecycle \"\(lifecycle.name)\" does not know")
            }
        }
    }

    private mutating func lookAtFields(
        _ session: StoreSession, _ lifecycles: [String: Lifecycle]
    ) throws {
        let known = lifecycles.values.flatMap(\.statuses)
        for field in try session.customFields() {
            for status in field.requiredOn.flatMap({ StatusStep.unknown(in: $0, among: known) }) {
                lines.insert(
                    "field \"\(field.name)\" is required on status \"\(status)\", which no "
                        + "lifecycle would have")
            }
        }
    }

    private mutating func lookAtMaps(
        of lifecycle: Lifecycle, _ lifecycles: [String: Lifecycle]
    ) {
        for (name, map) in lifecycle.maps {
            guard let other = lifecycles[name] else {
                lines.insert(
                    "lifecycle \"\(lifecycle.name)\" has a map for lifecycle \"\(name)\", which is "
                        + "not there")
                continue
            }
            for status in map.keys where other.phase(of: status) == nil {
                lines.insert(
                    "lifecycle \"\(lifecycle.name)\" maps status \"\(status)\", which lifecycle "
                        + "\"\(name)\" does not know")
            }
        }
    }

    /// A right of a lifecycle's own is there as long as a lifecycle asks for it, and has one
    /// spelling.
    private mutating func lookAtRights(
        _ session: StoreSession, _ lifecycles: [String: Lifecycle]
    ) throws {
        var spellings: [String: (right: Right, lifecycle: String)] = [:]
        for lifecycle in lifecycles.values.sorted(by: { $0.name < $1.name }) {
            for right in lifecycle.ownRights {
                let key = right.rawValue.lowercased()
                let first = spellings[key] ?? (right, lifecycle.name)
                spellings[key] = first
                guard first.right != right else { continue }
                lines.insert(
                    "lifecycle \"\(first.lifecycle)\" has a right \(first.right.rawValue), lifecycle "
                        + "\"\(lifecycle.name)\" calls it \(right.rawValue)")
            }
        }
        for grant in try session.grants() {
            let name = grant.right.rawValue
            guard Right(named: name) == nil, spellings[name.lowercased()]?.right != grant.right
            else { continue }
            lines.insert(
                "no lifecycle would have the right \(name), which is granted (`postern right list`): "
                    + "revoke it first")
        }
    }

    /// All that was not wrong before, whatever is suggested instead now.
    func lines(beside before: RuleContradictions) -> [String] {
        let old = Set(before.lines.map(Self.withoutHint))
        return lines.filter { !old.contains(Self.withoutHint($0)) }.sorted()
    }

    private static func withoutHint(_ line: String) -> String {
        line.firstRange(of: "; did you mean ").map { String(line[..<$0.lowerBound]) } ?? line
    }

    /// - Throws: ``DeskError`` `conflict` with all that was not wrong before.
    func requireNoneBeside(_ before: RuleContradictions) throws {
        let new = lines(beside: before)
        guard new.isEmpty else { throw DeskError(.conflict, new.joined(separator: "\n")) }
    }
}
