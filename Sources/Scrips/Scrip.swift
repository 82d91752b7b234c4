// Scrips: what a site does when something happened to a ticket. A scrip is a condition, an action
// and a template; the engine runs every scrip over one transaction and says what should follow:
// mails and changes, and for each person why they are mailed or why not.
//
// It refuses to know: the store, the clock, files, MIME. It is handed a snapshot and returns
// effects; the Desk applies them in the transaction that it already holds.
// Start reading at ``Scrip``, then ``Snapshot`` (all that a scrip may look at), then
// ``ScripEngine``.

/// One rule of a site: when this happens, do that, with this text.
package struct Scrip: Hashable, Sendable {
    /// Unique in a site; stands in Message-IDs and decisions: `on-create-autoreply`.
    package let name: String
    /// For people; may be empty.
    package var description: String
    /// When it applies.
    package var condition: ScripCondition
    /// What it then does.
    package var action: ScripAction
    /// A query (TicketSQL) that the ticket must satisfy as well; `nil` for none.
    package var search: String?
    /// Name of a template; which actions need one, ``ActionKind/template`` says.
    package var template: String?
    /// When it is looked at.
    package var stage: Stage
    /// Lower runs first; equals run in the order of their names.
    package var order: Int64
    /// Names of the queues that it is for, regardless of case; empty means all.
    package var queues: [String]
    /// False for a scrip that is kept but never runs.
    package var isEnabled: Bool

    /// Makes a value of what is stored or read from a file; checks nothing.
    package init(
        name: String, description: String = "", condition: ScripCondition, action: ScripAction,
        template: String? = nil, stage: Stage = .transactionCreate, order: Int64 = 0,
        queues: [String] = [], isEnabled: Bool = true, search: String? = nil
    ) {
        self.name = name
        self.description = description
        self.condition = condition
        self.action = action
        self.template = template
        self.stage = stage
        self.order = order
        self.queues = queues
        self.isEnabled = isEnabled
        self.search = search
    }

    /// When a scrip is looked at. Raw values are stored and stand in files; never change one.
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        /// Once for each transaction, before it is committed.
        case transactionCreate = "TransactionCreate"
    }

    /// Longest name in characters.
    package static let nameCharactersMax = 64

    /// Tells whether a name can stand in a Message-ID and a file name as it is: lower-case letters,
    /// digits and single hyphens between them.
    package static func isName(_ text: String) -> Bool {
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789")
        return text.utf8.count <= nameCharactersMax
            && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.allSatisfy(letters.contains)
            }
    }
}
