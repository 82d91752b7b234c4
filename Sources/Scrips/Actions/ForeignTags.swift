import Templates
import Tickets

/// The action "Extract Subject Tag".
enum ForeignTags {
    /// Further tags in one mail are somebody's joke.
    static let tagsMax = 3
    /// In characters, brackets included.
    static let tagCharactersMax = 80

    /// Proposes the ticket's subject with another tracker's tags behind it, if the message has any
    /// that are not there yet.
    static func result(_ snapshot: Snapshot) -> ScripOutcome.Result {
        let writing: Set<Transaction.Kind> = [.create, .correspond, .comment]
        guard writing.contains(snapshot.transaction.kind), let message = snapshot.message else {
            return .notApplicable("nothing was written")
        }
        let present = snapshot.ticket.subject.lowercased()
        var added: [String] = []
        for tag in SubjectTags(snapshot).foreign(in: message.subject)
        where tag.count <= tagCharactersMax && added.count < tagsMax {
            guard !present.contains(tag.lowercased()), !added.contains(tag) else { continue }
            added.append(tag)
        }
        guard !added.isEmpty else { return .notApplicable("no tag of another tracker to add") }
        let tail = " " + added.joined(separator: " ")
        // The tags are what the other tracker needs, so a long subject gives way.
        let room = max(0, Ticket.subjectCharactersMax - tail.count)
        let subject = String(snapshot.ticket.subject.prefix(room)) + tail
        return .applied([.change(.subject(OneLine.of(subject)))], decisions: [])
    }
}

extension ActionKind {
    /// Keeps another tracker's `[tag #number]` in the subject, so that both keep each other's.
    static let extractSubjectTag = ActionKind("Extract Subject Tag") { _, _, snapshot in
        ForeignTags.result(snapshot)
    }
}
