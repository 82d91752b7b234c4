import Templates
import Tickets

/// The bracketed ticket numbers in a subject: which are ours, and ours put there once.
struct SubjectTags {
    /// Lower case.
    private let own: Set<String>
    /// `[NAME #NUMBER]` of the snapshot's ticket.
    let current: String

    /// Knows the names of the site, its queues and those it had before.
    init(_ snapshot: Snapshot) {
        let name = OneLine.of(snapshot.queue.subjectTag ?? snapshot.site.name)
        let names = [name, snapshot.site.name] + snapshot.site.formerNames + snapshot.ownTags
        own = Set(names.map { OneLine.of($0).lowercased() })
        current = "[\(name) #\(snapshot.ticket.id)]"
    }

    /// The subject with our tag in front, once, and without any other tag of ours.
    func tagged(_ subject: String) -> String {
        let rest = stripped(subject)
        return rest.isEmpty ? current : "\(current) \(rest)"
    }

    /// The subject without our tags, wherever they stood.
    func stripped(_ subject: String) -> String {
        SubjectLine.removingTags(own, from: OneLine.of(subject))
    }

    /// Other trackers' tags as written, in order.
    func foreign(in subject: String) -> [String] {
        let line = OneLine.of(subject)
        return SubjectLine.hits(in: line).filter { !own.contains($0.tag.name.lowercased()) }.map {
            String(line[$0.range])
        }
    }
}
