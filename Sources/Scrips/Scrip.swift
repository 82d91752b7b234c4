// Scrips: what a site does when something happened to a ticket. A scrip is a condition, an action
// and a template; the engine runs every scrip over one transaction and says what should follow:
// mails and changes, and for each person why they are mailed or why not.
//
// It refuses to know: the store, the clock, files, MIME. It is handed a snapshot and returns
// effects; the Desk applies them in the transaction that it already holds.
// Start reading at ``Scrip``, then ``Snapshot`` (all that a scrip may look at), then
// ``ScripEngine``.

import Tickets

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
        /// Once for all transactions of a use case at a ticket, at its end.
        case transactionBatch = "TransactionBatch"
        /// When time has passed, and nothing happened.
        case schedule = "Schedule"
    }

    /// Why a condition is none for a stage; `nil` when it is.
    package static func problem(_ condition: ScripCondition, at stage: Stage) -> ScripProblem? {
        if stage == .schedule, condition.timed == nil {
            return ScripProblem(
                .stage,
                "condition \"\(condition.name)\" waits for no time, so it is none for Schedule")
        }
        if stage != .schedule, condition.isTimed {
            return ScripProblem(.stage, "condition \"\(condition.name)\" needs the stage Schedule")
        }
        return nil
    }

    /// Longest name in characters.
    package static let nameCharactersMax = 64

    /// Whether a scrip, or a template, can be called so: lower-case letters and digits of any
    /// script, with single hyphens between them; a file can have that name.
    package static func isName(_ text: String) -> Bool {
        guard text.count <= nameCharactersMax, text.utf8.count <= nameBytesMax else { return false }
        if isASCIIName(text) { return true }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } }
            && !text.unicodeScalars.contains(where: \.properties.isDefaultIgnorableCodePoint)
            && NameKey.of(text).utf8.elementsEqual(text.utf8)
    }

    /// Whether a name of a scrip can stand in a Message-ID as it is.
    static func isASCIIName(_ text: String) -> Bool {
        var wasHyphen = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                wasHyphen = false
            case UInt8(ascii: "-") where !wasHyphen: wasHyphen = true
            default: return false
            }
        }
        return !wasHyphen
    }

    /// A file's name has room for it, its order and its ending.
    private static let nameBytesMax = 200
}
