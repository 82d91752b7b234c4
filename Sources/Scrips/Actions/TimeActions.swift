import Tickets

/// Actions that keep account of time.
extension ActionKind {
    /// Adds the time that an entry took to the tickets that this one is a member of, and to those
    /// that they are members of: each once, by whichever ways it is reached.
    static let updateParentTimeWorked = ActionKind("Update Parent TimeWorked") { _, _, snapshot in
        let minutes = snapshot.transaction.timeTaken
        guard minutes != 0 else { return .notApplicable("it took no time") }
        guard let parents = snapshot.ancestors else {
            return .notApplicable("the time came from a member; its parents have it already")
        }
        guard !parents.isEmpty else { return .notApplicable("a member of no ticket") }
        return .applied([.work(minutes: minutes, on: parents)], decisions: [])
    }
}
