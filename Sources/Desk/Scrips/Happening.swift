import Scrips
import Tickets

/// A transaction that scrips are to look at, and what it stands in.
struct Happening {
    let transaction: Transaction
    /// What was written with it; `nil` for nothing.
    let message: Message?
    /// Who did it.
    let actor: User
    /// What caused it, outermost first.
    let chain: [ChainLink]
}

/// A scrip at work: what it answers, and what it is called.
struct ChainLink: Hashable {
    let transaction: Transaction
    let scrip: String
}

/// What every scrip made of every transaction, for those who try scrips before they act.
///
/// A class, since a use case hands copies of itself on.
final class ScripTrace {
    private(set) var entries: [Entry] = []
    /// What was written on tickets because scrips caused too much.
    private(set) var stops: [String] = []
    /// The transaction of the past that is tried; those before it in its batch only decide which
    /// scrips are done with the batch by then.
    var tried: TransactionID?
    /// When that one was made: limits count what was before it.
    var past: Timestamp?

    /// One transaction that scrips looked at.
    struct Entry {
        let happening: Happening
        let ticket: Ticket
        let stage: Scrip.Stage
        var outcomes: [ScripOutcome]
        /// By scrip: what was refused when its effects were applied.
        var refusals: [String: String] = [:]
    }

    /// - Returns: the entry's number, for ``refuse(_:of:in:)``.
    func add(_ entry: Entry) -> Int {
        entries.append(entry)
        return entries.count - 1
    }

    func stop(_ text: String) { stops.append(text) }

    func refuse(_ reason: String, of scrip: String, in entry: Int) {
        entries[entry].refusals[scrip] = reason
    }
}
