package import Tickets

/// What makes the calls of the outbox; a program that lacks a way leaves such rows to others.
package struct Calls: Sendable {
    /// Makes HTTP requests; `nil` where the program was built without.
    package var webhook: (@Sendable (Webhook) async -> CallResult)?
    /// Starts programs; `nil` where they are left to another process.
    package var program: (@Sendable (ProgramRun) async -> CallResult)?

    /// Takes the ways that there are.
    package init(
        webhook: (@Sendable (Webhook) async -> CallResult)? = nil,
        program: (@Sendable (ProgramRun) async -> CallResult)? = nil
    ) {
        self.webhook = webhook
        self.program = program
    }

    /// Leaves all calls to others.
    package static let none = Calls()

    var kinds: Set<Outgoing.Kind> {
        var kinds: Set<Outgoing.Kind> = []
        if webhook != nil { kinds.insert(.webhook) }
        if program != nil { kinds.insert(.program) }
        return kinds
    }
}

/// What became of one attempt at a call. Texts are one line for admins, without secrets.
package struct CallResult: Hashable, Sendable {
    package let ending: Ending
    /// How it succeeded, or why not.
    package let text: String
    /// `nil` when nothing came back.
    package let answer: CallAnswer?

    /// How it ended.
    package enum Ending: Hashable, Sendable {
        case done
        /// It may work later; the other side may have said in how many seconds.
        case temporary(retryAfterSeconds: Int64?)
        /// The same would fail again.
        case permanent
    }

    /// Makes the text fit for a log; see ``ReasonText``.
    package init(_ ending: Ending, _ text: String, answer: CallAnswer? = nil) {
        self.ending = ending
        self.text = ReasonText.clean(text)
        self.answer = answer
    }
}
