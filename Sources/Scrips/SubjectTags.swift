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
        var rest = OneLine.of(subject)
        // Taking one away can bring two halves of another together.
        while let tag = Self.tags(in: rest).first(where: { own.contains($0.name) }) {
            let before = rest[..<tag.range.lowerBound]
            let after = rest[tag.range.upperBound...]
            let joint = before.last == " " && after.first == " " ? after.dropFirst() : after
            rest = OneLine.of(String(before + joint))
        }
        return rest
    }

    /// Other trackers' tags as written, in order.
    func foreign(in subject: String) -> [String] {
        let line = OneLine.of(subject)
        return Self.tags(in: line).filter { !own.contains($0.name) }.map { String(line[$0.range]) }
    }

    private struct Tag {
        /// Brackets included.
        let range: Range<String.Index>
        /// Lower case, without a web address's scheme.
        let name: String
    }

    private static func tags(in line: String) -> [Tag] {
        var found: [Tag] = []
        var start: String.Index?
        for index in line.indices {
            if line[index] == "[" { start = index }
            guard line[index] == "]", let opening = start else { continue }
            start = nil
            let content = line[line.index(after: opening)..<index]
            if let name = name(in: content) {
                found.append(Tag(range: opening..<line.index(after: index), name: name))
            }
        }
        return found
    }

    /// Reads `NAME #NUMBER`; a blank may follow the number, as RT allows.
    private static func name(in content: Substring) -> String? {
        guard let hash = content.lastIndex(of: "#") else { return nil }
        var digits = content[content.index(after: hash)...]
        while digits.last == " " { digits.removeLast() }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        var name = content[..<hash]
        guard name.last == " " else { return nil }
        while name.last == " " { name.removeLast() }
        while name.first == " " { name.removeFirst() }
        var lowered = name.lowercased()
        for scheme in ["http://", "https://"] where lowered.hasPrefix(scheme) {
            lowered.removeFirst(scheme.count)
        }
        return lowered.isEmpty ? nil : lowered
    }
}
