package import Scrips
import Store
package import Tickets

/// Scrips that name what is not there, or would not be after a change: they could not run.
package struct ScripFaults: Error, Hashable {
    /// What one scrip names.
    package struct Fault: Hashable, Sendable {
        package let scrip: String
        package let problem: ScripProblem

        var place: [String] { [scrip, problem.key.rawValue, problem.path] }
    }

    /// In the order of the scrips' names; never empty.
    package let faults: [Fault]
    /// What else does not fit together.
    package let lines: [String]

    /// Gathers them.
    package init(faults: [Fault], lines: [String]) {
        self.faults = faults
        self.lines = lines
    }
}

extension ScripFaults: Disposed {
    /// The same change would be refused again.
    package var isTemporary: Bool { false }
    /// Says nothing of scrips.
    package var publicText: String { "The tracker did not accept this request." }
    /// A line a scrip and name.
    package var detail: String {
        (lines + ["scrips name what would not be there; change or disable them first:"]
            + faults.map { "scrip \"\($0.scrip)\": \($0.problem)" }).joined(separator: "\n")
    }
}

extension Desk {
    /// The names of the enabled scrips that name a custom role, in the order in which they run.
    ///
    /// - Throws: ``DeskError`` `noRight` for requesters.
    package func scrips(naming role: CustomRole, as actor: UserID) throws -> [String] {
        try scrips(naming: .role, role.name, as: actor)
    }

    /// The same of a group.
    package func scrips(naming group: Group, as actor: UserID) throws -> [String] {
        try scrips(naming: .group, group.name, as: actor)
    }

    private func scrips(
        naming subject: ScripMention.Subject, _ name: String, as actor: UserID
    ) throws -> [String] {
        try store.read { session in
            try reader(actor, session).requireStaff()
            return try session.scrips().filter(\.isEnabled).filter { row in
                (try? Scrip(row, queueNames: [:]))?.names(subject, name) == true
            }.map(\.name)
        }
    }
}

extension Proceeding {
    /// What enabled scrips name and is not there. Those that cannot be read are left out.
    func scripFaults() throws -> Set<ScripFaults.Fault> {
        let rows = try session.scrips().filter(\.isEnabled)
        guard !rows.isEmpty else { return [] }
        let names = try QueryResolver(
            desk: desk, session: session, actor: User.systemID,
            time: QueryTime(now: now, offsetSeconds: { _ in 0 }), isAsked: false)
        let known = try KnownNames(session, site: desk.site)
        var faults: Set<ScripFaults.Fault> = []
        for row in rows {
            guard let scrip = try? Scrip(row, queueNames: [:]) else { continue }
            do {
                // Rules are the site's: nobody's rights limit what they may name.
                if let text = scrip.search { _ = try names.condition(of: QueryParser.parse(text)) }
            } catch let error as QueryError {
                faults.insert(
                    .init(scrip: row.name, problem: ScripProblem(.search, error.sentence)))
            }
            for mention in scrip.mentions where mention.key != .search {
                guard let text = try known.fault(of: mention, session) else { continue }
                let problem = ScripProblem(mention.key, path: mention.path, text)
                faults.insert(.init(scrip: row.name, problem: problem))
            }
        }
        return faults
    }

    /// Refuses what adds to the faults that were there before.
    ///
    /// - Parameter lines: what else is wrong.
    func requireNoNewFaults(
        beside before: Set<ScripFaults.Fault>, lines: [String] = []
    ) throws {
        // By place: what a message suggests may change although the fault is the old one.
        let places = Set(before.map(\.place))
        let new = try scripFaults().filter { !places.contains($0.place) }
        guard !new.isEmpty else { return }
        throw ScripFaults(
            faults: new.sorted {
                ($0.scrip, $0.problem.description) < ($1.scrip, $1.problem.description)
            }, lines: lines)
    }
}
